import type { ListedLimits } from '../../planning/antennas/listed-limits.ts';
import { badInput } from '../../units/errors.ts';
import { openDelimitedText } from '../tables/delimited-text.ts';
import { fieldNumber, matchColumns } from '../tables/table-number.ts';

const ALIASES = {
  id: ['id', 'sector', 'sectorid', 'cell', 'cellid'],
  tiltMin: ['tiltmin', 'mintilt', 'downtiltmin'],
  tiltMax: ['tiltmax', 'maxtilt', 'downtiltmax'],
  mechanical: ['mechanical', 'mechanicaltilt', 'mechanicaldowntilt', 'mtilt'],
  electricalMin: ['electricalmin', 'electricaltiltmin', 'retmin'],
  electricalMax: ['electricalmax', 'electricaltiltmax', 'retmax'],
  azimuthRange: ['azimuthrange'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Reads within what antennas may be turned, one sector a row: id; the total downtilt by tilt_min and tilt_max, or by electrical_min,
 * electrical_max and the mechanical tilt that stays [deg]; azimuth_range [deg either side]. What is blank is null.
 * @throws UserError('bad-input') with file, row, value, rule and cure; nothing is skipped
 */
export function readAntennaLimits(bytes: Uint8Array, name: string): ListedLimits {
  const table = openDelimitedText(bytes, name);
  const column = matchColumns(table.columns, ALIASES);
  if (column.id < 0) throw badInput(`${name}: no column of ids (columns seen: ${table.columns.join(', ')})`);
  const known = Object.entries(column).filter(([, index]) => index >= 0);
  if (known.length < 2)
    throw badInput(
      `${name}: no limits; name columns tilt_min and tilt_max, or electrical_min and electrical_max, or azimuth_range (columns seen: ${table.columns.join(', ')})`,
    );
  const sectors = new Map<string, ListedLimits['sectors'][number]>();
  table.forEachRow((row, line) => {
    const place = `${name}, row ${sectors.size + 1} (line ${line})`;
    const number = (key: keyof typeof ALIASES, min: number, max: number): number | undefined => {
      const field = column[key] < 0 ? { kind: 'missing' as const } : fieldNumber(row[column[key]], table.delimiter);
      if (field.kind === 'missing') return undefined;
      if (field.kind === 'value' && field.value >= min && field.value <= max) return field.value;
      throw badInput(`${place}: ${key} is "${row[column[key]]}"; it must be a number from ${min} to ${max}`);
    };
    const id = row[column.id]?.trim() ?? '';
    if (id === '' || sectors.has(id))
      throw badInput(`${place}: the id is ${id === '' ? 'blank' : `"${id}" once more`}; every sector has one row`);
    const total = [number('tiltMin', -90, 90), number('tiltMax', -90, 90)] as const;
    const electrical = [number('electricalMin', -90, 90), number('electricalMax', -90, 90)] as const;
    const mechanical = number('mechanical', -90, 90) ?? 0;
    const isElectrical = electrical.some((value) => value !== undefined);
    if (isElectrical && total.some((value) => value !== undefined))
      throw badInput(`${place}: both total and electrical tilts; leave one pair blank`);
    const tilt = (end: 0 | 1) =>
      (isElectrical && electrical[end] !== undefined ? electrical[end] + mechanical : total[end]) ?? null;
    const tiltDeg = [tilt(0), tilt(1)] as const;
    if (tiltDeg[0] !== null && tiltDeg[1] !== null && tiltDeg[0] > tiltDeg[1])
      throw badInput(`${place}: tilts from ${tiltDeg[0]} to ${tiltDeg[1]} deg are no range; give the lower first`);
    sectors.set(id, { id, tiltDeg, azimuthRangeDeg: number('azimuthRange', 0, 180) ?? null });
  });
  if (sectors.size === 0) throw badInput(`${name}: no row below the header`);
  return { name, sectors: [...sectors.values()] };
}
