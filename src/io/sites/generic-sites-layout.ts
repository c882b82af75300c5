import { draftOfRecord, SITE_ALIASES, type SiteField } from '../formats/site-record.ts';
import { columnKey, matchColumns } from '../tables/table-number.ts';
import type { SiteLayout } from './site-layout.ts';

/** Any list with an id and a position, and no level: one sector a row (formats.md tells the columns). */
export const genericSitesLayout: SiteLayout = {
  id: 'generic-sites',
  title: 'a list of sectors',
  recognises: ({ table }) => {
    const at = matchColumns(table.columns, SITE_ALIASES);
    return table.hasHeader && at.id >= 0 && ((at.lat >= 0 && at.lon >= 0) || (at.x >= 0 && at.y >= 0));
  },
  read: (tables, rows, { readPattern }) => {
    for (const named of tables) {
      const { table } = named;
      const at = matchColumns(table.columns, SITE_ALIASES);
      const powerIsPerRe = at.power >= 0 && /^(rs|referencesignal)power/.test(columnKey(table.columns[at.power]!));
      rows.read(named, (fields, place) => {
        const get = (field: SiteField) => (at[field] < 0 ? undefined : fields[at[field]]);
        return draftOfRecord({ place, delimiter: table.delimiter, powerIsPerRe, readPattern, get });
      });
    }
  },
};
