import { GNETTRACK_UNKNOWN, RSRP_TECHNOLOGIES } from './gnettrack-layout.ts';
import { columnNamed, columnOf, hasColumns, known, type MeasurementLayout } from './measurement-layout.ts';

/** CSV that G-NetTrack Pro's logs are turned into, as University College Cork publishes them: `NetworkMode` and `RSRP`, "-" for none. */
export const gnetTrackProLayout: MeasurementLayout = {
  id: 'gnettrack-pro',
  title: 'G-NetTrack Pro (CSV)',
  recognise: (head) => {
    if (!hasColumns(head, 'timestamp', 'longitude', 'latitude', 'networkmode', 'rsrp')) return null;
    const cell = columnNamed(head, 'rawcellid', 'cellid');
    const speed = columnNamed(head, 'speed');
    return {
      position: { kind: 'wgs84', lat: columnOf(head, 'latitude'), lon: columnOf(head, 'longitude') },
      rsrp: columnOf(head, 'rsrp'),
      time: columnOf(head, 'timestamp'),
      only: [{ column: columnOf(head, 'networkmode'), values: RSRP_TECHNOLOGIES, others: 'other-technology' }],
      unknown: GNETTRACK_UNKNOWN,
      ...known({
        cell: cell === undefined ? undefined : [cell],
        speed: speed === undefined ? undefined : ({ column: speed, unit: 'km/h' } as const),
      }),
    };
  },
};
