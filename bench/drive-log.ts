import { Random } from '../src/units/random.ts';

export const DRIVE_LOG_COLUMNS = [
  'time',
  'latitude',
  'longitude',
  'cell_id',
  'rsrp_dbm',
  'rsrq_db',
  'sinr_db',
  'earfcn',
  'accuracy_m',
  'speed_mps',
  'device',
] as const;

export const DRIVE_LOG_ORIGIN = { latDeg: 47.5, lonDeg: 8.2 } as const;

const HALF_SIDE_DEG = 0.02;
const FIRST_MS = Date.UTC(2026, 2, 2, 6);
const CHUNK_ROWS = 50_000;
/** One row in so many has no level, one a logger's "unknown", one no position. */
const SPOILT_EVERY = 300;

/**
 * A drive test as CSV: phones that wander about a town of some 4.4 km by 3 km, a row a second, eleven columns, one row in a hundred
 * spoilt in one of three ways.
 */
export function driveLog(rows: number, seed: number): Uint8Array {
  const random = new Random(seed);
  const encoder = new TextEncoder();
  const chunks = [encoder.encode(`${DRIVE_LOG_COLUMNS.join(',')}\n`)];
  let place = { lat: 0, lon: 0, heading: 0 };
  let text = '';
  for (let row = 0; row < rows; row++) {
    place = wander(place, random);
    text += line(row, place, random);
    if ((row + 1) % CHUNK_ROWS === 0 || row + 1 === rows) {
      chunks.push(encoder.encode(text));
      text = '';
    }
  }
  return joined(chunks);
}

interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly heading: number;
}

function wander({ lat, lon, heading }: Place, random: Random): Place {
  const step = 1e-4 * random.unit();
  const turned = heading + 0.3 * random.normal();
  const to = { lat: lat + step * Math.cos(turned), lon: lon + step * Math.sin(turned), heading: turned };
  const inside = Math.abs(to.lat) < HALF_SIDE_DEG && Math.abs(to.lon) < HALF_SIDE_DEG;
  return inside ? to : { lat, lon, heading: heading + Math.PI };
}

function line(row: number, place: Place, random: Random): string {
  const time = new Date(FIRST_MS + 1000 * row).toISOString().slice(0, 19);
  const spoilt = random.below(SPOILT_EVERY);
  const lat = spoilt === 2 ? '' : (DRIVE_LOG_ORIGIN.latDeg + place.lat).toFixed(6);
  const lon = (DRIVE_LOG_ORIGIN.lonDeg + place.lon).toFixed(6);
  const level = -75 - 900 * Math.hypot(place.lat, place.lon) + 6 * random.normal();
  const rsrp = spoilt === 0 ? '' : spoilt === 1 ? '2147483647' : level.toFixed(1);
  const rest = [
    (-11 + 2 * random.normal()).toFixed(1),
    (8 + 6 * random.normal()).toFixed(1),
    random.chance(0.6) ? '1300' : '6300',
    (3 + 5 * random.unit()).toFixed(1),
    (14 * random.unit()).toFixed(2),
    `phone-${random.below(10)}`,
  ];
  return `${time},${lat},${lon},${26201 + random.below(40)},${rsrp},${rest.join(',')}\n`;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
