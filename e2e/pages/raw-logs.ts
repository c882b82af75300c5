import { gzipSync } from 'node:zlib';
import { driveRoute } from '../../src/measurements/drive-route.ts';
import { localFrame, localFromWgs84, utmFrame, wgs84FromLocal } from '../../src/raster/geo-frame.ts';
import { synthesiseCity } from '../../src/scene/synthetic/synthesise-city.ts';

/** Where the demo lies. */
const PLACE = localFrame({ latDeg: 48, lonDeg: 11 });
const FIRST_MS = Date.UTC(2026, 3, 2, 9, 0, 0);

export interface RawLog {
  readonly name: string;
  readonly bytes: Buffer;
  readonly accepted: number;
  readonly rejected: number;
}

interface Row {
  readonly lat: string;
  readonly lon: string;
  readonly ms: number;
  readonly dbm: number;
}

/** A walk eastward through the demo: a row a second, 3 m apart. */
function walk(count: number, y: number): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const { latDeg, lonDeg } = wgs84FromLocal(PLACE, -300 + 3 * i, y);
    return { lat: latDeg.toFixed(7), lon: lonDeg.toFixed(7), ms: FIRST_MS + 1000 * i, dbm: -75 - (i % 30) };
  });
}

function log(name: string, lines: readonly string[], accepted: number, rejected: number): RawLog {
  const text = Buffer.from(`${lines.join('\r\n')}\r\n`);
  return { name, bytes: name.endsWith('.gz') ? gzipSync(text) : text, accepted, rejected };
}

/** Stand-ins of the files that tools write, with what such files hold beside levels: neighbours, other technologies, signs for "unknown". */
export function rawLogs(): RawLog[] {
  const scanner = walk(120, 40).flatMap(({ lat, lon, ms, dbm }, i) => [
    [lat, lon, (ms / 1000).toFixed(6), 850, 94, i % 40 === 7 ? -167.0625 : dbm, -9.5, 'PCell'].join(),
    [lat, lon, (ms / 1000).toFixed(6), 850, 211, dbm - 8, -14, 'neighbor-intra'].join(),
  ]);
  const grid = walk(60, 80).map(({ lat, lon, dbm }) =>
    [
      lat,
      lon,
      675,
      351,
      'lte',
      509,
      49,
      0.096,
      dbm,
      4.5,
      dbm - 9,
      dbm - 7,
      dbm - 5,
      dbm,
      dbm + 2,
      dbm + 4,
      dbm + 7,
    ].join(),
  );
  const cellMapper = walk(80, 120).map(({ lat, lon, dbm }) =>
    [lat, lon, 505, 262, 1, 3080, 30926080, dbm, 'LTE', 'LTE', 1300, 209].join(),
  );
  const gNetTrack = walk(90, 160).map(({ lat, lon, ms, dbm }, i) => {
    const at = new Date(ms).toISOString();
    const time = `${at.slice(0, 10).replaceAll('-', '.')}_${at.slice(11, 19).replaceAll(':', '.')}`;
    const technology = i % 9 === 4 ? '3G' : '4G';
    return [
      time,
      lon,
      lat,
      'Op',
      26201,
      '',
      21,
      11,
      7000,
      technology,
      dbm,
      -8,
      '--',
      10,
      -73,
      2850,
      325,
      505,
      -1,
      0,
      'L7',
      '',
    ].join('\t');
  });
  return [
    log('rss_scan_20260402.csv.gz', ['lat,lon,timestamp,freq,cid,rsrp,rsrq,type', ...scanner], 117, 123),
    log(
      'A_rss_cell_0.0005.csv',
      [
        `grid_lat,grid_lon,freq,cid,rat,total_sample,sample,sample_ratio,rsrp_avg,rsrp_std,${[0, 10, 25, 50, 75, 90, 100].map((p) => `rsrp_${p}`).join()}`,
        ...grid,
      ],
      60,
      0,
    ),
    log('op_signal-2026-04-02.csv', cellMapper, 80, 0),
    log('walk_2026.txt', [G_NET_TRACK, ...gNetTrack], 80, 10),
  ];
}

const G_NET_TRACK =
  'Timestamp\tLongitude\tLatitude\tOperatorname\tOperator\tCellname\tNode\tCellID\tLAC\tNetworkTech\tLevel\tQual\tSNR\tCQI\tLTERSSI\tARFCN\tPSC\tAltitude\tDistance\tTA\tBAND\t';

/** The contest's table: metres of a projected system that it does not name. */
export function contestLog(): RawLog {
  const zone32 = utmFrame(32, true, 0, 0);
  const rows = walk(70, 200).map(({ lat, lon, dbm }) => {
    const { x, y } = localFromWgs84(zone32, { latDeg: Number(lat), lonDeg: Number(lon) });
    return [
      108401,
      500000,
      5316000,
      39,
      180,
      6,
      5,
      2585,
      12.2,
      539,
      0,
      5,
      x.toFixed(1),
      y.toFixed(1),
      537,
      0,
      14,
      dbm,
    ].join();
  });
  const head =
    'Cell Index,Cell X,Cell Y,Height,Azimuth,Electrical Downtilt,Mechanical Downtilt,Frequency Band,RS Power,Cell Altitude,Cell Building Height,Cell Clutter Index,X,Y,Altitude,Building Height,Clutter Index,RSRP';
  return log('train_108401.csv', [head, ...rows], 70, 0);
}

/** Two phones through the demo's streets, one of which reads 4 dB more; every position 8 m too far east. */
export function twoPhones(): string {
  const track = driveRoute(synthesiseCity(7).roads, 1200, 12, 4);
  const rows = [...track.x].flatMap((x, i) => {
    const level = -88 + (((i * 7919) % 13) - 6) / 3;
    const time = new Date(FIRST_MS + 1000 * i).toISOString();
    const row = (phone: string, dbm: number) =>
      [(x + 8).toFixed(2), track.y[i]!.toFixed(2), dbm.toFixed(2), 'A', phone, time, i % 4 === 0 ? 0 : 30].join();
    return [row('Scanner 1', level), row('Phone 2', level + 4)];
  });
  return ['x,y,rsrp,cell,device,time,speed_kmh', ...rows, ''].join('\n');
}
