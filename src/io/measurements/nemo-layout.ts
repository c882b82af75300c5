import { columnNamed, known, type MeasurementLayout } from './measurement-layout.ts';

const SERVING = /serving|pcell|\(p\)|\bpcc\b/i;

/**
 * Wide table exported from Nemo: one row a moment, one column for the serving cell (`RSRP (serving)`, `RSRP (dBm) PCell`) and many for
 * neighbours (`RSRP (neighbor 1)` …), all of one name but for what stands in brackets.
 */
export const nemoLayout: MeasurementLayout = {
  id: 'nemo',
  title: 'a wide table of serving and neighbour cells (Nemo)',
  recognise: (head) => {
    const { columns } = head.table;
    const serving = (what: RegExp) => columns.find((name) => what.test(name) && SERVING.test(name));
    const levels = columns.filter((name) => /rsrp/i.test(name));
    const rsrp = serving(/^(ss-?|lte |nr )?rsrp\b/i) ?? serving(/rsrp/i);
    const [lat, lon] = [columnNamed(head, 'latitude', 'lat'), columnNamed(head, 'longitude', 'lon', 'lng', 'long')];
    if (rsrp === undefined || levels.length < 2 || lat === undefined || lon === undefined) return null;
    const cell =
      serving(/cell ?(identity|id|name)/i) ??
      serving(/pci|physical cell/i) ??
      columnNamed(head, 'cellid', 'cellname', 'pci');
    return {
      position: { kind: 'wgs84', lat, lon },
      rsrp,
      ...known({
        cell: cell === undefined ? undefined : [cell],
        channel: serving(/arfcn|channel/i) ?? columnNamed(head, 'earfcn', 'channelnumber'),
        time: columnNamed(head, 'time', 'timestamp', 'datetime'),
      }),
    };
  },
};
