import { badInput } from '../../units/errors.ts';
import { draftOfRecord, SITE_ALIASES, type SiteField } from '../formats/site-record.ts';
import { hasTwin } from '../tables/distinct-columns.ts';
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
      const { columns } = table;
      const at = matchColumns(columns, SITE_ALIASES);
      const twin = columns.find((title, i) => Object.values(at).includes(i) && hasTwin(columns, title));
      if (twin !== undefined) throw badInput(`${named.name}: two columns are named "${twin}"; rename or delete one`);
      const powerIsPerRe = at.power >= 0 && /^(rs|referencesignal)power/.test(columnKey(columns[at.power]!));
      rows.read(named, (fields, place) => {
        if (fields.slice(columns.length).some((field) => field !== '')) {
          throw badInput(
            `${place}: ${fields.length} fields, the header names ${columns.length}; quote fields that hold "${table.delimiter}"`,
          );
        }
        const get = (field: SiteField) => (at[field] < 0 ? undefined : fields[at[field]]);
        return draftOfRecord({ place, delimiter: table.delimiter, powerIsPerRe, readPattern, get });
      });
    }
  },
};
