import type { SectorDraft } from '../../sites/sector-draft.ts';
import { badInput } from '../../units/errors.ts';
import { hasColumns } from '../measurements/measurement-layout.ts';
import { fieldNumber } from '../tables/table-number.ts';
import type { SiteLayout } from './site-layout.ts';

/** Columns of OpenCelliD and of Mozilla's location service, in the order that files without a header have them. */
const COLUMNS = [
  'radio',
  'mcc',
  'net',
  'area',
  'cell',
  'unit',
  'lon',
  'lat',
  'range',
  'samples',
  'changeable',
  'created',
  'updated',
  'averagesignal',
] as const;
const RADIO = /^(GSM|UMTS|LTE|NR|CDMA)$/;
/** An E-UTRA cell identity is the base station's number times this, and the cell's. */
const CELLS_PER_ENB = 256;

/** Cells of OpenCelliD, with or without a header: positions are estimated from what phones heard, and nothing tells the antennas. */
export const openCellIdCellsLayout: SiteLayout = {
  id: 'opencellid-cells',
  title: 'OpenCelliD cells',
  recognises: (head) => {
    const { table, rows } = head;
    if (table.hasHeader) return hasColumns(head, 'radio', 'mcc', 'net', 'area', 'cell', 'lon', 'lat', 'changeable');
    return table.columns.length === COLUMNS.length && rows.length > 0 && rows.every((row) => RADIO.test(row[0] ?? ''));
  },
  read: (tables, rows) => {
    for (const { head, ...named } of tables) {
      const at = (column: (typeof COLUMNS)[number]) =>
        named.table.hasHeader ? head.keys.indexOf(column) : COLUMNS.indexOf(column);
      rows.read(named, (fields, place): SectorDraft => {
        const text = (column: (typeof COLUMNS)[number]) => fields[at(column)] ?? '';
        const degrees = (column: 'lat' | 'lon', most: number) => {
          const read = fieldNumber(text(column), named.table.delimiter);
          if (read.kind === 'value' && Math.abs(read.value) <= most) return read.value;
          throw badInput(`${place}: ${column} "${text(column)}" is not a number of degrees up to ${most}`);
        };
        const [latDeg, lonDeg] = [degrees('lat', 90), degrees('lon', 180)];
        if (latDeg === 0 && lonDeg === 0) throw badInput(`${place}: lat 0, lon 0 is no position; leave the cell out`);
        const [radio, network, area, cell] = [
          text('radio'),
          `${text('mcc')}-${text('net')}`,
          text('area'),
          text('cell'),
        ];
        if (cell === '') throw badInput(`${place}: the cell has no number`);
        rows.note(
          'assumed-antenna',
          'cells come without azimuth, height, power and frequency: these are assumed where they are placed',
        );
        if (text('changeable') !== '0') {
          rows.note(
            'estimated-position',
            'positions are estimated from what phones heard, tens to hundreds of metres off, one a cell',
          );
        }
        const site =
          radio === 'LTE' ? `${network}-${Math.floor(Number(cell) / CELLS_PER_ENB)}` : `${network}-${area}-${cell}`;
        return {
          id: `${radio}-${network}-${area}-${cell}`,
          siteId: site,
          place,
          position: { kind: 'wgs84', latDeg, lonDeg },
        };
      });
    }
  },
};
