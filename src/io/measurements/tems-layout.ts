import { columnNamed, hasColumns, known, type MeasurementLayout } from './measurement-layout.ts';

/** Table exported from TEMS (.FMT, tabs): `All-` before every name; `[1]` is the serving cell, neighbours have columns of their own. */
export const temsLayout: MeasurementLayout = {
  id: 'tems',
  title: 'TEMS',
  recognise: (head) => {
    if (!hasColumns(head, 'alllatitude', 'alllongitude', 'allservingcellrsrp')) return null;
    const of = (start: RegExp) => head.table.columns.find((name) => start.test(name));
    const [lat, lon] = [columnNamed(head, 'alllatitude'), columnNamed(head, 'alllongitude')];
    const rsrp = of(/^all-serving cell rsrp.*\[1\]$/i) ?? columnNamed(head, 'allservingcellrsrp');
    if (lat === undefined || lon === undefined || rsrp === undefined) return null;
    const cell = of(/^all-serving cell (identity|id|pci).*(\[1\])?$/i);
    return {
      position: { kind: 'wgs84', lat, lon },
      rsrp,
      ...known({
        cell: cell === undefined ? undefined : [cell],
        channel: of(/^all-serving cell dl e?arfcn.*(\[1\])?$/i),
        time: columnNamed(head, 'alltime', 'alltimestamp'),
      }),
    };
  },
};
