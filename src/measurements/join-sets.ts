import { badInput, type Issue } from '../units/errors.ts';
import type { MeasuredPositions, MeasurementSet } from './measurement-set.ts';
import { countRepeats } from './repeated-rows.ts';

/** Parts are counted with 16 bits. */
const MOST_PARTS = 65_535;

type FloatArray = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/**
 * Several sets as one: rows, parts and ledgers one after another. Cells and phones of one name are the same. What only some of the sets
 * tell is unknown (NaN, or -1 for a phone) in the rows of the others.
 * @param name of the whole
 * @param sets at least one
 * @throws UserError('bad-input') for degrees in one and metres of a scene in another, and for more than 65,535 tables
 */
export function joinSets(name: string, sets: readonly MeasurementSet[]): MeasurementSet {
  const [first] = sets;
  if (first === undefined) throw badInput(`${name}: no measurements to join`);
  if (sets.length === 1) return { ...first, name };
  const parts = sets.flatMap((set) => set.parts);
  if (parts.length > MOST_PARTS)
    throw badInput(`${name}: ${parts.length} tables; up to ${MOST_PARTS} are joined: open parts of the folder`);
  const positions = joinedPositions(sets);
  const cells = joinedNames(sets, (set) => set.cells);
  const devices = joinedNames(sets, (set) => set.devices);
  const firstPart = sets.map((_, k) => sets.slice(0, k).reduce((sum, set) => sum + set.parts.length, 0));
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const whole = {
    rsrpDbm: concatenated(new Float32Array(count), sets, (set) => set.rsrpDbm),
    cell: indices(count, sets, (set) => set.cell, cells.renamed),
    device: sets.some((set) => set.device) ? indices(count, sets, (set) => set.device, devices.renamed) : null,
    frequencyHz: optional(count, Float64Array, sets, (set) => set.frequencyHz),
    timeMs: optional(count, Float64Array, sets, (set) => set.timeMs),
    accuracyM: optional(count, Float32Array, sets, (set) => set.accuracyM),
    speedMps: optional(count, Float32Array, sets, (set) => set.speedMps),
  };
  const [a, b] = positions.kind === 'wgs84' ? [positions.latDeg, positions.lonDeg] : [positions.x, positions.y];
  const known = [whole.device, whole.frequencyHz, whole.timeMs].flatMap((column) => column ?? []);
  const repeats = countRepeats([a, b, whole.rsrpDbm, whole.cell, ...known]);
  return {
    name,
    count,
    rows: sets.reduce((sum, set) => sum + set.rows, 0),
    positions,
    ...whole,
    cells: cells.names,
    devices: devices.names,
    indoor: indoorOf(count, sets),
    parts,
    part: partsOf(count, sets, firstPart),
    line: concatenated(new Uint32Array(count), sets, (set) => set.line),
    rejections: sets.flatMap((set, k) => set.rejections.map((one) => ({ ...one, part: one.part + firstPart[k]! }))),
    issues: [...joinedIssues(sets), ...repeated(name, repeats)],
  };
}

const REPEATED = 'repeated-rows';

/** What was left out is told for each file; what was assumed or mended once for all. Rows that are repeated are counted anew. */
function joinedIssues(sets: readonly MeasurementSet[]): Issue[] {
  const issues = sets.flatMap((set) => set.issues).filter(({ code }) => code !== REPEATED);
  const others = new Map<string, Issue[]>();
  for (const issue of issues) {
    if (issue.kind !== 'rejected') others.set(issue.code, [...(others.get(issue.code) ?? []), issue]);
  }
  return [...issues.filter(({ kind }) => kind === 'rejected'), ...[...others.values()].map(summed)];
}

/** One issue for several of a code: the first, with how many other tables are the same. */
export function summed(issues: readonly Issue[]): Issue {
  const first = issues[0]!;
  if (issues.length === 1) return first;
  const count = issues.reduce((sum, issue) => sum + issue.count, 0);
  const others = issues.length - 1;
  const message = `${first.message} (and so in ${others} other table${others === 1 ? '' : 's'}, ${count} in all)`;
  return { ...first, count, message };
}

/** Told of rows that are there twice; nothing where none is. */
export function repeated(name: string, count: number): Issue[] {
  if (count === 0) return [];
  const message = `${name}: ${count} row${count === 1 ? ' says' : 's say'} the same as an earlier one (position, level, cell, phone, carrier and time); they are kept`;
  return [{ kind: 'warning', code: REPEATED, count, message }];
}

function joinedPositions(sets: readonly MeasurementSet[]): MeasuredPositions {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const { kind } = sets[0]!.positions;
  const other = sets.find(({ positions }) => positions.kind !== kind);
  const words = (one: MeasuredPositions['kind']) => (one === 'wgs84' ? 'latitudes and longitudes' : 'x and y');
  if (other)
    throw badInput(
      `${other.name} gives ${words(other.positions.kind)}, ${sets[0]!.name} ${words(kind)}; open them apart`,
    );
  const axis = (first: boolean) =>
    concatenated(new Float64Array(count), sets, ({ positions: p }) => {
      if (p.kind === 'wgs84') return first ? p.latDeg : p.lonDeg;
      return first ? p.x : p.y;
    });
  const [a, b] = [axis(true), axis(false)];
  return kind === 'wgs84' ? { kind, latDeg: a, lonDeg: b } : { kind, x: a, y: b };
}

/** All names once, and for every set where each of its own stands among them. */
function joinedNames(sets: readonly MeasurementSet[], pick: (set: MeasurementSet) => readonly string[]) {
  const at = new Map<string, number>();
  const renamed = sets.map((set) =>
    pick(set).map((name) => {
      if (!at.has(name)) at.set(name, at.size);
      return at.get(name)!;
    }),
  );
  return { names: [...at.keys()], renamed };
}

function indices(
  count: number,
  sets: readonly MeasurementSet[],
  pick: (set: MeasurementSet) => Int32Array | null,
  renamed: readonly (readonly number[])[],
): Int32Array<ArrayBuffer> {
  const whole = new Int32Array(count).fill(-1);
  let at = 0;
  for (const [k, set] of sets.entries()) {
    const own = pick(set);
    if (own) for (let i = 0; i < set.count; i++) if (own[i]! >= 0) whole[at + i] = renamed[k]![own[i]!]!;
    at += set.count;
  }
  return whole;
}

function concatenated<T extends FloatArray | Uint32Array<ArrayBuffer>>(
  whole: T,
  sets: readonly MeasurementSet[],
  pick: (set: MeasurementSet) => ArrayLike<number>,
): T {
  let at = 0;
  for (const set of sets) {
    whole.set(pick(set), at);
    at += set.count;
  }
  return whole;
}

/** Null where no set has the column. */
function optional<T extends FloatArray>(
  count: number,
  kind: new (length: number) => T,
  sets: readonly MeasurementSet[],
  pick: (set: MeasurementSet) => ArrayLike<number> | null,
): T | null {
  if (!sets.some((set) => pick(set))) return null;
  return concatenated(new kind(count), sets, (set) => pick(set) ?? new Float64Array(set.count).fill(Number.NaN));
}

function partsOf(count: number, sets: readonly MeasurementSet[], firstPart: readonly number[]): Uint16Array {
  const whole = new Uint16Array(count);
  let at = 0;
  for (const [k, { part }] of sets.entries()) {
    for (const own of part) whole[at++] = own + firstPart[k]!;
  }
  return whole;
}

function indoorOf(count: number, sets: readonly MeasurementSet[]): Uint8Array | null {
  if (!sets.some((set) => set.indoor)) return null;
  const whole = new Uint8Array(count).fill(2);
  let at = 0;
  for (const set of sets) {
    if (set.indoor) whole.set(set.indoor, at);
    at += set.count;
  }
  return whole;
}
