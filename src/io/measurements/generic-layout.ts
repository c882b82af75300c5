import type { ColumnMapping } from './column-mapping.ts';
import { columnNamed, type MeasurementLayout, type TableHead } from './measurement-layout.ts';

/** Names (see columnKey) under which loggers write what is read here. */
const ALIASES = {
  lat: ['lat', 'latitude', 'latdeg', 'latwgs84', 'alllatitude', 'gpslat'],
  lon: ['lon', 'lng', 'long', 'longitude', 'londeg', 'lonwgs84', 'alllongitude', 'gpslon'],
  x: ['x', 'xm', 'localx'],
  y: ['y', 'ym', 'localy'],
  rsrp: [
    'rsrp',
    'rsrpdbm',
    'ltersrp',
    'nrrsrp',
    'ssrsrp',
    'ssrsrpdbm',
    'rsrprx0',
    'allservingcellrsrp1',
    'level',
    'signal',
  ],
  cell: ['cell', 'cellid', 'sector', 'sectorid', 'cellname', 'cellindex', 'eci', 'nci', 'cgi', 'pci', 'servingcell'],
  device: ['device', 'deviceid', 'devicename', 'ue', 'ueid', 'phone', 'phonemodel', 'model', 'imei', 'terminal'],
  frequency: [
    'frequency',
    'freq',
    'frequencymhz',
    'freqmhz',
    'frequencyhz',
    'freqhz',
    'carrier',
    'carrierfrequency',
    'dlfrequency',
  ],
  channel: ['earfcn', 'dlearfcn', 'earfcndl', 'lteearfcn', 'servingearfcn'],
  time: ['time', 'timestamp', 'datetime', 'devicetime', 'date', 'measuredat', 'utc'],
  accuracy: ['accuracy', 'gpsaccuracy', 'horizontalaccuracy', 'hdopm'],
  indoor: ['indoor', 'isindoor'],
} as const;

/** Any table whose columns are called what they are. */
export const genericLayout: MeasurementLayout = {
  id: 'generic',
  title: 'a table with named columns',
  recognise: (head) => genericMapping(head),
};

/** Null without a position or a level. */
export function genericMapping(head: TableHead): ColumnMapping | null {
  const of = (meaning: keyof typeof ALIASES) => columnNamed(head, ...ALIASES[meaning]);
  const [lat, lon, x, y, rsrp] = [of('lat'), of('lon'), of('x'), of('y'), of('rsrp')];
  const position =
    lat !== undefined && lon !== undefined
      ? ({ kind: 'wgs84', lat, lon } as const)
      : x !== undefined && y !== undefined
        ? ({ kind: 'local', x, y } as const)
        : null;
  if (position === null || rsrp === undefined) return null;
  const cell = of('cell');
  const rest = {
    device: of('device'),
    frequency: of('frequency'),
    channel: of('channel'),
    time: of('time'),
    accuracy: of('accuracy'),
    indoor: of('indoor'),
  };
  const known = Object.fromEntries(Object.entries(rest).filter(([, column]) => column !== undefined));
  return { position, rsrp, ...(cell === undefined ? {} : { cell: [cell] }), ...known };
}

/** What a table lacks that genericMapping would need, in words. */
export function missingColumns(head: TableHead): string {
  const has = (meaning: keyof typeof ALIASES) => columnNamed(head, ...ALIASES[meaning]) !== undefined;
  if (has('lat') !== has('lon') && !(has('x') && has('y')))
    return `no column of ${has('lat') ? 'longitude' : 'latitude'}`;
  if (!has('lat') && !(has('x') && has('y'))) return 'no column of position (lat and lon, or x and y)';
  return 'no column of RSRP';
}
