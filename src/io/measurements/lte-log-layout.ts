import { columnOf, hasColumns, type MeasurementLayout, sampled } from './measurement-layout.ts';

const SERVING = ['PCell', 'SCell', ...Array.from({ length: 8 }, (_, i) => `${i + 1}_SCell`)];

/**
 * Raw measurements of a modem's LTE layer, many cells at once: `freq` is a channel number, `cid` the physical cell, `type` tells serving
 * cells (primary and secondary) from neighbours. The modem clips: -30 is "at least", -167.0625 is none.
 */
export const lteLogLayout: MeasurementLayout = {
  id: 'lte-log',
  title: 'a raw LTE log',
  note: 'cells are named by channel and physical cell, which repeat from site to site',
  recognise: (head) => {
    if (!hasColumns(head, 'lat', 'lon', 'timestamp', 'freq', 'cid', 'rsrp', 'type')) return null;
    if (!sampled(head, 'type').some((type) => /^(pcell|\d*_?scell|neighbor)/i.test(type))) return null;
    return {
      position: { kind: 'wgs84', lat: columnOf(head, 'lat'), lon: columnOf(head, 'lon') },
      rsrp: columnOf(head, 'rsrp'),
      cell: [columnOf(head, 'freq'), columnOf(head, 'cid')],
      channel: columnOf(head, 'freq'),
      time: columnOf(head, 'timestamp'),
      only: [{ column: columnOf(head, 'type'), values: SERVING, others: 'not-serving' }],
      unknown: [-167.0625, -30],
    };
  },
};
