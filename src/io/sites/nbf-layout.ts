import { draftOfRecord, type SiteField } from '../formats/site-record.ts';
import { hasColumns } from '../measurements/measurement-layout.ts';
import { matchColumns } from '../tables/table-number.ts';
import type { SiteLayout } from './site-layout.ts';

/** Keywords of the file's first row, by what they hold here. */
const KEYWORDS = {
  site: ['site', 'sitename', 'siteid'],
  lat: ['lat', 'latitude'],
  lon: ['lon', 'long', 'longitude'],
  cellName: ['cellname', 'name'],
  cell: ['cell', 'cellid', 'ci', 'cid', 'eci'],
  azimuth: ['dir', 'direction', 'antdirection', 'antdir', 'azimuth', 'bearing'],
  height: ['height', 'antheight', 'antennaheight'],
  tilt: ['tilt', 'anttilt', 'downtilt'],
} as const;

/** Nemo's base station file (.nbf): keywords in the first row, split by semicolons or tabs, then one cell a row. */
export const nbfLayout: SiteLayout = {
  id: 'nbf',
  title: 'Nemo BTS file',
  recognises: (head) => {
    const at = matchColumns(head.table.columns, KEYWORDS);
    return hasColumns(head, 'system') && at.lat >= 0 && at.lon >= 0 && (at.cell >= 0 || at.cellName >= 0);
  },
  read: (tables, rows, { readPattern }) => {
    for (const named of tables) {
      const { table } = named;
      const at = matchColumns(table.columns, KEYWORDS);
      rows.read(named, (fields, place) => {
        const text = (key: keyof typeof KEYWORDS) => (at[key] < 0 ? undefined : fields[at[key]]);
        const [site, cell] = [text('site') ?? '', text('cell') ?? ''];
        // Cells of a site may be numbered from 1 at every site.
        const numbered = /^\d{1,3}$/.test(cell) && site !== '' ? `${site}-${cell}` : cell;
        const values: Partial<Record<SiteField, string | undefined>> = {
          id: text('cellName') || numbered || site,
          site,
          lat: text('lat'),
          lon: text('lon'),
          azimuth: text('azimuth'),
          height: text('height'),
          downtilt: text('tilt'),
        };
        return draftOfRecord({
          place,
          delimiter: table.delimiter,
          powerIsPerRe: false,
          readPattern,
          get: (field) => values[field],
        });
      });
    }
  },
};
