import { columnNamed, columnOf, hasColumns, known, type MeasurementLayout } from './measurement-layout.ts';

/** Names of technologies whose level is an RSRP, as Android loggers write them. */
export const RSRP_TECHNOLOGIES = [
  '4G',
  '5G',
  'LTE',
  'LTE+',
  'LTE_CA',
  'LTE-A',
  'LTECA',
  'NR',
  'NR_SA',
  'NR_NSA',
  'NSA',
  'SA',
  '5G SA',
  '5G NSA',
];

/** Levels that G-NetTrack writes for none. */
export const GNETTRACK_UNKNOWN = [-340, -200];

/**
 * G-NetTrack's text log: `Level` is the RSRP on 4G and 5G, the RSCP on 3G and the RxLev on 2G. Its file of events repeats the levels of
 * the log at the moment of each event, so that reading both would count them twice.
 */
export const gnetTrackLayout: MeasurementLayout = {
  id: 'gnettrack',
  title: 'G-NetTrack',
  recognise: (head) => {
    if (!hasColumns(head, 'timestamp', 'longitude', 'latitude', 'networktech', 'level')) return null;
    if (hasColumns(head, 'eventtype', 'eventdetails')) {
      return {
        refused:
          'the events of a G-NetTrack log; their levels stand in the log itself (the file without "events" in its name): open that',
      };
    }
    const cell = ['operator', 'node', 'cellid'].flatMap((key) => columnNamed(head, key) ?? []);
    const speed = columnNamed(head, 'speed');
    return {
      position: { kind: 'wgs84', lat: columnOf(head, 'latitude'), lon: columnOf(head, 'longitude') },
      rsrp: columnOf(head, 'level'),
      cell,
      time: columnOf(head, 'timestamp'),
      only: [{ column: columnOf(head, 'networktech'), values: RSRP_TECHNOLOGIES, others: 'other-technology' }],
      unknown: GNETTRACK_UNKNOWN,
      ...known({
        channel: columnNamed(head, 'arfcn'),
        accuracy: columnNamed(head, 'accuracy'),
        speed: speed === undefined ? undefined : ({ column: speed, unit: 'km/h' } as const),
      }),
    };
  },
};
