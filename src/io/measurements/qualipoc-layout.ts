import { RSRP_TECHNOLOGIES } from './gnettrack-layout.ts';
import { columnNamed, known, type MeasurementLayout } from './measurement-layout.ts';

/**
 * Table exported from QualiPoc: `RSRP Rx[0]` is the first receiving antenna, beside others; one name may stand over several columns.
 * Rows between two reports of the modem hold no level.
 */
export const qualiPocLayout: MeasurementLayout = {
  id: 'qualipoc',
  title: 'QualiPoc',
  note: 'the level is that of the first receiving antenna (Rx[0])',
  recognise: (head) => {
    const rsrp = head.table.columns.find((name) => /^rsrp rx\s?\[0\]$/i.test(name));
    const [lat, lon] = [columnNamed(head, 'latitude', 'lat'), columnNamed(head, 'longitude', 'lon', 'long')];
    if (rsrp === undefined) return null;
    if (lat === undefined || lon === undefined) {
      return { refused: 'a QualiPoc table without Latitude and Longitude; export it with the position of each row' };
    }
    const technology = columnNamed(head, 'datatechnology', 'technology');
    const cell = columnNamed(head, 'cellid', 'enbsectorid', 'pci');
    return {
      position: { kind: 'wgs84', lat, lon },
      rsrp,
      ...known({
        cell: cell === undefined ? undefined : [cell],
        channel: columnNamed(head, 'dlearfcn', 'earfcn'),
        time: columnNamed(head, 'time', 'timestamp'),
        only:
          technology === undefined
            ? undefined
            : [{ column: technology, values: RSRP_TECHNOLOGIES, others: 'other-technology' as const }],
      }),
    };
  },
};
