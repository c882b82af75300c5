import { columnOf, hasColumns, type MeasurementLayout } from './measurement-layout.ts';

/** Percentiles of RSRP in the cells of a grid of degrees, for each cell of the network: the median is taken. */
export const gridPercentilesLayout: MeasurementLayout = {
  id: 'grid-percentiles',
  title: 'a grid of percentiles',
  note: 'a row is the median of many samples in one cell of a grid, at the corner or centre that the grid names; cells of the network are named by channel and physical cell, which repeat from site to site',
  recognise: (head) => {
    if (!hasColumns(head, 'gridlat', 'gridlon', 'freq', 'cid', 'rat', 'rsrp50')) return null;
    return {
      position: { kind: 'wgs84', lat: columnOf(head, 'gridlat'), lon: columnOf(head, 'gridlon') },
      rsrp: columnOf(head, 'rsrp50'),
      cell: [columnOf(head, 'freq'), columnOf(head, 'cid')],
      channel: columnOf(head, 'freq'),
      only: [{ column: columnOf(head, 'rat'), values: ['lte', 'sub6', 'mw', 'nr'], others: 'other-technology' }],
    };
  },
};
