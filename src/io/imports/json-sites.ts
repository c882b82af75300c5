import { badInput } from '../../units/errors.ts';
import { readSitesJson } from '../formats/sites-json.ts';
import type { SiteSet } from '../sites/site-rows.ts';

/**
 * The sectors of a JSON document; null for a file that does not begin as one.
 * @throws UserError('bad-input') for damaged JSON, JSON of something else, and a sector with a value out of its range
 */
export function readJsonSites(name: string, bytes: Uint8Array): SiteSet | null {
  const text = new TextDecoder().decode(bytes);
  if (!/^\s*[[{]/.test(text)) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw badInput(
      `${name}: begins as JSON does, but is none: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const isList =
    Array.isArray(json) || (typeof json === 'object' && json !== null && ('sectors' in json || 'sites' in json));
  if (!isList) {
    throw badInput(
      `${name}: JSON that lists neither sectors nor points; a list of sectors is {"sectors": [...]}, points are GeoJSON, a scene opens with boresight scene`,
    );
  }
  const drafts = readSitesJson(bytes, name, (pattern) => ({
    kind: 'table',
    name: pattern,
    peakGainDbi: 0,
    horizontalLossDb: new Float64Array(360),
    verticalLossDb: new Float64Array(360),
  }));
  return { layout: 'JSON', drafts, rows: drafts.length, parts: [], rejections: [], issues: [] };
}
