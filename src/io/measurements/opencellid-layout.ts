import { RSRP_TECHNOLOGIES } from './gnettrack-layout.ts';
import { columnNamed, columnOf, hasColumns, known, type MeasurementLayout } from './measurement-layout.ts';

/** What Tower Collector and other apps send to OpenCelliD: `signal` is the RSRP where `act` is LTE or NR, `rating` the error [m]. */
export const openCellIdLayout: MeasurementLayout = {
  id: 'opencellid',
  title: 'OpenCelliD measurements',
  recognise: (head) => {
    if (!hasColumns(head, 'lat', 'lon', 'mcc', 'mnc', 'cellid', 'signal', 'measuredat', 'act')) return null;
    const speed = columnNamed(head, 'speed');
    return {
      position: { kind: 'wgs84', lat: columnOf(head, 'lat'), lon: columnOf(head, 'lon') },
      rsrp: columnOf(head, 'signal'),
      cell: ['mcc', 'mnc', 'cellid'].map((key) => columnOf(head, key)),
      time: columnOf(head, 'measuredat'),
      only: [{ column: columnOf(head, 'act'), values: RSRP_TECHNOLOGIES, others: 'other-technology' }],
      ...known({
        accuracy: columnNamed(head, 'rating'),
        device: columnNamed(head, 'devn'),
        speed: speed === undefined ? undefined : ({ column: speed, unit: 'm/s' } as const),
      }),
    };
  },
};
