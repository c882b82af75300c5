import { unreadPattern } from '../../radio/antenna-pattern.ts';
import { badInput } from '../../units/errors.ts';
import { isJsonArray, isJsonObject, parseJson } from '../formats/json-document.ts';
import { readSitesJson } from '../formats/sites-json.ts';
import type { SiteSet } from '../sites/site-rows.ts';

/**
 * The sectors of a JSON document; null for a file that does not begin as one.
 * @throws UserError('bad-input') for damaged JSON, JSON of something else, and a sector with a value out of its range
 */
export function readJsonSites(name: string, bytes: Uint8Array): SiteSet | null {
  if (!/^\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 64)))) return null;
  const json = parseJson(name, bytes);
  const isList = isJsonArray(json) || (isJsonObject(json) && ('sectors' in json || 'sites' in json));
  if (!isList) {
    throw badInput(
      `${name}: JSON that lists neither sectors nor points; a list of sectors is {"sectors": [...]}, points are GeoJSON, a scene opens with boresight scene`,
    );
  }
  const drafts = readSitesJson(bytes, name, unreadPattern);
  return { layout: 'JSON', drafts, rows: drafts.length, parts: [], rejections: [], issues: [] };
}
