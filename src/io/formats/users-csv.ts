import type { ListedUsers } from '../../planning/requested-users.ts';
import { type GeoFrame, localFromWgs84 } from '../../raster/geo-frame.ts';
import { badInput } from '../../units/errors.ts';
import { openDelimitedText } from '../tables/delimited-text.ts';
import { fieldNumber, matchColumns } from '../tables/table-number.ts';

const ALIASES = {
  x: ['x', 'xm'],
  y: ['y', 'ym'],
  lat: ['lat', 'latitude', 'latdeg'],
  lon: ['lon', 'lng', 'longitude', 'londeg'],
  demand: ['demand', 'demandkbps', 'kbps', 'rate', 'ratekbps'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Reads a list of users, one a row: x and y [m, scene frame] or lat and lon (WGS 84), and where it has one the demand [kbit/s].
 * @param frame of the maps; null where they have no place on the Earth
 * @throws UserError('bad-input') with file, row, value, rule and cure; nothing is skipped
 */
export function readUsersCsv(bytes: Uint8Array, name: string, frame: GeoFrame | null): ListedUsers {
  const table = openDelimitedText(bytes, name);
  const column = matchColumns(table.columns, ALIASES);
  const isLocal = column.x >= 0 && column.y >= 0;
  if (!isLocal && (column.lat < 0 || column.lon < 0))
    throw badInput(`${name}: no columns x and y, nor lat and lon (columns seen: ${table.columns.join(', ')})`);
  if (!isLocal && frame === null)
    throw badInput(
      `${name}: lat and lon need maps with a place on the Earth; give x and y [m] in the frame of the maps`,
    );
  const x: number[] = [];
  const y: number[] = [];
  const demandBps: number[] = [];
  table.forEachRow((row, line) => {
    const place = `${name}, row ${x.length + 1} (line ${line})`;
    const number = (key: keyof typeof ALIASES, min: number, max: number, missing?: number) => {
      const field = column[key] < 0 ? { kind: 'missing' as const } : fieldNumber(row[column[key]], table.delimiter);
      if (field.kind === 'missing' && missing !== undefined) return missing;
      if (field.kind === 'value' && field.value >= min && field.value <= max) return field.value;
      throw badInput(`${place}: ${key} is "${row[column[key]] ?? ''}"; it must be a number from ${min} to ${max}`);
    };
    const at = isLocal
      ? { x: number('x', -1e7, 1e7), y: number('y', -1e7, 1e7) }
      : localFromWgs84(frame!, { latDeg: number('lat', -90, 90), lonDeg: number('lon', -180, 180) });
    x.push(at.x);
    y.push(at.y);
    demandBps.push(1e3 * number('demand', 0, 1e9, Number.NaN));
  });
  return { name, x: Float64Array.from(x), y: Float64Array.from(y), demandBps: Float64Array.from(demandBps) };
}
