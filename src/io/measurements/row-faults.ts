import type { RejectionReason } from '../../measurements/measurement-set.ts';
import type { ProjectedSystem } from '../../raster/projected-system.ts';
import type { FieldNumber } from '../tables/table-number.ts';
import type { RowCondition } from './column-mapping.ts';

const LEAST_DBM = -156;
const MOST_DBM = -31;
/** What loggers write for "unknown": Android's maximum integer, 16-bit limits, and the usual nines. */
const SENTINELS = new Set([
  2147483647, -2147483648, 32767, -32768, 65535, 255, 99, 0, -1, -199, -200, -255, -340, -999, -9999, 9999,
]);
/** A receiver without a fix may add dust to 0, 0 [deg]: about 100 m of sea in the Gulf of Guinea. */
const NULL_ISLAND_DEG = 1e-3;

/** Why a position cannot be used; null where it can. @param system of projected metres, null of degrees, undefined of scene metres */
export function positionFault(
  a: FieldNumber,
  b: FieldNumber,
  system: ProjectedSystem | null | undefined,
): RejectionReason | null {
  if (a.kind === 'text' || b.kind === 'text') return 'position-not-a-number';
  if (a.kind === 'missing' || b.kind === 'missing') return 'position-missing';
  if (system === undefined) return null;
  if (system) return system.holds(a.value, b.value) ? null : 'position-out-of-range';
  if (Math.abs(a.value) > 90 || Math.abs(b.value) > 180) return 'position-out-of-range';
  return Math.abs(a.value) < NULL_ISLAND_DEG && Math.abs(b.value) < NULL_ISLAND_DEG ? 'null-island' : null;
}

/** Why a level cannot be used; null where it can. */
export function rsrpFault(rsrp: FieldNumber, unknown: ReadonlySet<number>): RejectionReason | null {
  if (rsrp.kind === 'missing') return 'rsrp-missing';
  if (rsrp.kind === 'text') return 'rsrp-not-a-number';
  if (unknown.has(rsrp.value)) return 'rsrp-sentinel';
  if (rsrp.value >= LEAST_DBM && rsrp.value <= MOST_DBM) return null;
  return SENTINELS.has(rsrp.value) ? 'rsrp-sentinel' : 'rsrp-out-of-range';
}

interface Condition {
  readonly index: number;
  readonly values: ReadonlySet<string>;
  readonly others: RejectionReason;
}

export function conditionOf({ values, others }: RowCondition, index: number): Condition {
  return { index, values: new Set(values.map((value) => value.toLowerCase())), others };
}

/** What a row is that does not meet one of the conditions; null where it meets all. */
export function unmet(conditions: readonly Condition[], fields: readonly string[]): RejectionReason | null {
  for (const { index, values, others } of conditions)
    if (!values.has((fields[index] ?? '').toLowerCase())) return others;
  return null;
}
