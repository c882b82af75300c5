import { columnOf, hasColumns, type MeasurementLayout } from './measurement-layout.ts';

/**
 * Training set of the 2019 Chinese postgraduate contest (problem A): one row a pixel of 5 m, the sector's data repeated in each. X and Y
 * are metres of a projected system that no column names.
 */
export const contestLayout: MeasurementLayout = {
  id: 'contest-2019',
  title: 'the 2019 modelling contest',
  note: 'X and Y are the north-west corners of pixels of 5 m',
  recognise: (head) => {
    if (!hasColumns(head, 'cellindex', 'cellx', 'celly', 'x', 'y', 'rsrp')) return null;
    return {
      position: { kind: 'projected', x: columnOf(head, 'x'), y: columnOf(head, 'y'), epsg: null },
      rsrp: columnOf(head, 'rsrp'),
      cell: [columnOf(head, 'cellindex')],
      ...(hasColumns(head, 'frequencyband') ? { frequency: columnOf(head, 'frequencyband') } : {}),
    };
  },
};
