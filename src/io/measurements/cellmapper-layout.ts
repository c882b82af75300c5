import type { MeasurementLayout } from './measurement-layout.ts';

const COLUMNS = 12;

/**
 * CellMapper's own log: no header; latitude, longitude, altitude, MCC, MNC, TAC, cell, level [dBm], technology, its kind, channel,
 * physical cell. Recognised by a latitude, a longitude, a negative level and the name of a technology where they belong.
 */
export const cellMapperLayout: MeasurementLayout = {
  id: 'cellmapper',
  title: 'CellMapper',
  recognise: ({ table, rows }) => {
    if (table.hasHeader || table.columns.length < COLUMNS || rows.length === 0) return null;
    const fits = (row: readonly string[]) =>
      Math.abs(Number(row[0])) <= 90 &&
      Math.abs(Number(row[1])) <= 180 &&
      /^\d{3}$/.test(row[3] ?? '') &&
      /^-?\d+$/.test(row[7] ?? '') &&
      /^[A-Za-z]{2,6}$/.test(row[8] ?? '');
    if (!rows.every(fits)) return null;
    const column = (n: number) => table.columns[n - 1]!;
    return {
      position: { kind: 'wgs84', lat: column(1), lon: column(2) },
      rsrp: column(8),
      cell: [column(7)],
      channel: column(11),
      only: [{ column: column(9), values: ['LTE', 'NR'], others: 'other-technology' }],
    };
  },
};
