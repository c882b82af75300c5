import { readSitesCsv } from '../io/formats/sites-csv.ts';
import { readSitesJson } from '../io/formats/sites-json.ts';
import type { TabulatedPattern } from '../radio/antenna-pattern.ts';
import { withLossSigns } from '../sites/loss-signs.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import type { Issue } from '../units/errors.ts';
import type { NamedBytes } from './engine-protocol.ts';

/**
 * The sectors of a list, CSV or JSON, as yet nowhere in a scene; what was mended is noted.
 * @throws UserError('bad-input') for what is no list, and as `patternOf` for a pattern that nobody knows
 */
export function siteDrafts(
  { name, bytes }: NamedBytes,
  patternOf: (wanted: string) => TabulatedPattern,
  noted: Issue[],
): readonly SectorDraft[] {
  const isJson = /^[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 64)).trimStart());
  return withLossSigns((isJson ? readSitesJson : readSitesCsv)(bytes, name, patternOf), 'auto', name, noted);
}
