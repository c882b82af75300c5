import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { SectorDraft } from '../../sites/sector-draft.ts';
import { badInput } from '../../units/errors.ts';
import { columnKey } from '../tables/table-number.ts';
import { draftOfRecord, refuseTwins, SITE_ALIASES, type SiteField } from './site-record.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads sectors from JSON: an array of them, `{ "sectors": [...] }`, or `{ "sites": [{ ..., "sectors": [...] }] }`, where a
 * sector inherits what its site says. The fields are those of the CSV.
 * @throws UserError('bad-input') with file, entry, value, rule and cure.
 */
export function readSitesJson(
  bytes: Uint8Array,
  name: string,
  readPattern?: (name: string) => TabulatedPattern,
): readonly SectorDraft[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw badInput(`${name}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const entries = listSectors(json, name);
  if (entries.length === 0) throw badInput(`${name}: the list of sectors is empty (0 entries)`);
  return refuseTwins(
    entries.map(({ fields, place }) => {
      const byKey = new Map(Object.entries(fields).map(([key, value]) => [columnKey(key), value]));
      return draftOfRecord({
        place,
        delimiter: ',',
        powerIsPerRe: false,
        readPattern,
        get: (field) => textOf(byKey, field, place),
      });
    }),
  );
}

function textOf(fields: ReadonlyMap<string, unknown>, field: SiteField, place: string): string | undefined {
  for (const alias of SITE_ALIASES[field]) {
    const value = fields.get(alias);
    if (value === undefined || value === null) continue;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw badInput(`${place}: ${field} is not finite; write a plain number`);
      return String(value);
    }
    throw badInput(
      `${place}: ${field} must be a number or text, not ${Array.isArray(value) ? 'a list' : typeof value}`,
    );
  }
  return undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listSectors(json: unknown, name: string): { fields: Fields; place: string }[] {
  const wrong = (place: string) =>
    badInput(`${place}: expected a list of sectors, {"sectors": [...]} or {"sites": [{"id", ..., "sectors": [...]}]}`);
  const entries = (list: unknown, place: string, shared: Fields) => {
    if (!Array.isArray(list)) throw wrong(place);
    return list.map((fields: unknown, i) => {
      const at = `${place}, sector ${i + 1}`;
      if (!isFields(fields)) throw wrong(at);
      return { fields: { ...shared, ...fields }, place: at };
    });
  };
  if (Array.isArray(json)) return entries(json, name, {});
  if (!isFields(json)) throw wrong(name);
  if (Array.isArray(json.sectors)) return entries(json.sectors, name, {});
  if (!Array.isArray(json.sites)) throw wrong(name);
  return json.sites.flatMap((site: unknown, i) => {
    const place = `${name}, site ${i + 1}`;
    if (!isFields(site)) throw wrong(place);
    const { sectors, id, ...shared } = site;
    if (sectors === undefined) return [{ fields: site, place }];
    return entries(sectors, place, id === undefined ? shared : { ...shared, site: id });
  });
}
