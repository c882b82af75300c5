import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { SectorDraft } from '../../sites/sector-draft.ts';
import { badInput } from '../../units/errors.ts';
import { openDelimitedText } from '../tables/delimited-text.ts';
import { hasTwin } from '../tables/distinct-columns.ts';
import { columnKey, matchColumns } from '../tables/table-number.ts';
import { draftOfRecord, refuseTwins, SITE_ALIASES, type SiteField } from './site-record.ts';

/**
 * Reads a list of sectors, one a row: id; lat and lon (WGS 84) or x and y [m, scene frame]; height [m above ground] or z [m];
 * azimuth [deg], downtilt [deg, or electrical and mechanical], frequency [Hz or MHz by size], power [dBm], power_per
 * (total|re), bandwidth [Hz or MHz], pattern, polarisation, losses [dB]. Column order and case are free.
 * @throws UserError('bad-input') with file, row, value, rule and cure; nothing is skipped.
 */
export function readSitesCsv(
  bytes: Uint8Array,
  name: string,
  readPattern?: (name: string) => TabulatedPattern,
): readonly SectorDraft[] {
  const table = openDelimitedText(bytes, name);
  const column = matchColumns(table.columns, SITE_ALIASES);
  const seen = `columns seen: ${table.columns.join(', ')}`;
  const twin = table.columns.find((title, i) => Object.values(column).includes(i) && hasTwin(table.columns, title));
  if (twin !== undefined) throw badInput(`${name}: two columns are named "${twin}"; rename or delete one`);
  if (column.id < 0) throw badInput(`${name}: no column of ids; name one "id" (${seen})`);
  const placed = (column.lat >= 0 && column.lon >= 0) || (column.x >= 0 && column.y >= 0);
  if (!placed) {
    throw badInput(`${name}: no columns lat and lon, nor x and y (${seen}); rename the ones that hold positions`);
  }
  const powerIsPerRe = column.power >= 0 && /^(rs|referencesignal)power/.test(columnKey(table.columns[column.power]!));
  const drafts: SectorDraft[] = [];
  table.forEachRow((row, line) => {
    const place = `${name}, row ${drafts.length + 1} (line ${line})`;
    if (row.length > table.columns.length) {
      throw badInput(
        `${place}: ${row.length} fields, the header names ${table.columns.length}; quote fields that hold "${table.delimiter}"`,
      );
    }
    const get = (field: SiteField) => (column[field] < 0 ? undefined : row[column[field]]);
    drafts.push(draftOfRecord({ place, delimiter: table.delimiter, powerIsPerRe, readPattern, get }));
  });
  return refuseTwins(drafts);
}
