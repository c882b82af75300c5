import { draftOfRecord, type SiteField } from '../formats/site-record.ts';
import type { SiteLayout } from './site-layout.ts';

/** Degrees with at least four decimals, some ten metres: what no count, height or level is written with. */
const DEGREES = /^[+-]?\d{1,3}[.,]\d{4,}$/;

/** Three columns without names, which look like a number or name, a latitude and a longitude; that they are is told. */
export const barePositionsLayout: SiteLayout = {
  id: 'bare-positions',
  title: 'a list of positions without a header',
  recognises: ({ table, rows }) =>
    !table.hasHeader &&
    table.columns.length === 3 &&
    rows.length > 0 &&
    rows.every(([id, lat, lon]) => {
      const fits = (text: string | undefined, most: number) =>
        text !== undefined && DEGREES.test(text) && Math.abs(Number(text.replace(',', '.'))) <= most;
      return id !== undefined && id !== '' && !DEGREES.test(id) && fits(lat, 90) && fits(lon, 180);
    }),
  read: (tables, rows) => {
    for (const named of tables) {
      rows.read(named, ([id, lat, lon], place) => {
        const values: Partial<Record<SiteField, string | undefined>> = { id, lat, lon };
        rows.note(
          'columns-assumed',
          'rows without named columns are taken as id, latitude and longitude; name them in a first line if they are not',
        );
        const { delimiter } = named.table;
        return draftOfRecord({ place, delimiter, powerIsPerRe: false, get: (field) => values[field] });
      });
    }
  },
};
