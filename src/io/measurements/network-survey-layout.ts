import { columnNamed, columnOf, hasColumns, known, type MeasurementLayout } from './measurement-layout.ts';

/** Network Survey for Android, its CSV of LTE or of NR cells: neighbours stand among the serving cells, told apart by `servingCell`. */
export const networkSurveyLayout: MeasurementLayout = {
  id: 'network-survey',
  title: 'Network Survey',
  recognise: (head) => {
    if (!hasColumns(head, 'devicetime', 'latitude', 'longitude', 'recordnumber', 'servingcell')) return null;
    const rsrp = columnNamed(head, 'rsrp', 'ssrsrp');
    if (rsrp === undefined) {
      return {
        refused:
          'a Network Survey log of another technology than LTE and NR, whose levels are no RSRP; open its LTE or NR file',
      };
    }
    const cell = ['mcc', 'mnc']
      .concat(hasColumns(head, 'eci') ? 'eci' : 'nci')
      .flatMap((key) => columnNamed(head, key) ?? []);
    const speed = columnNamed(head, 'speed');
    return {
      position: { kind: 'wgs84', lat: columnOf(head, 'latitude'), lon: columnOf(head, 'longitude') },
      rsrp,
      cell,
      time: columnOf(head, 'devicetime'),
      only: [{ column: columnOf(head, 'servingcell'), values: ['true', '1'], others: 'not-serving' }],
      ...known({
        channel: columnNamed(head, 'earfcn', 'narfcn'),
        accuracy: columnNamed(head, 'accuracy'),
        device: columnNamed(head, 'devicename', 'deviceserialnumber'),
        speed: speed === undefined ? undefined : ({ column: speed, unit: 'm/s' } as const),
      }),
    };
  },
};
