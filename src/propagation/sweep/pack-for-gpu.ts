import { ANTENNA_COLUMNS, ANTENNA_ROWS } from './antenna-table.ts';
import { TABLE_ENTRIES, TABLE_STRIDE } from './interaction-table.ts';
import type { PlanCity } from './plan-city.ts';
import type { SweepProblem } from './sweep-problem.ts';

/** Numbers in the uniform block `Params` of shaders/lib/sweep_bindings.wgsl. */
export const PARAMS_WORDS = 32;
/** Where the number of launches lies among them. */
export const LAUNCH_COUNT_WORD = 23;

/** How many beams a stack holds and a pass takes. */
export interface StackSize {
  readonly capacity: number;
  readonly batch: number;
}

/** The uniform block, in the order of struct Params. */
export function packParams(p: SweepProblem, stack: StackSize, launchCount: number): Uint32Array {
  const words = new Uint32Array(PARAMS_WORDS);
  const f = new Float32Array(words.buffer);
  const { city, grid } = p;
  const ground = city.ground ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  const switches = (p.reflection ? 1 : 0) | (p.refraction ? 2 : 0) | (city.ground === null ? 0 : 4);
  let i = 0;
  const float = (v: number) => {
    f[i++] = v;
  };
  const uint = (v: number) => {
    words[i++] = v;
  };
  float(p.mapWest);
  float(p.mapNorth);
  float(grid.cellSizeM);
  uint(grid.columns);
  uint(grid.rows);
  float(p.txX);
  float(p.txY);
  float(p.txHeight);
  float(p.rxHeight);
  float(p.wavelengthM);
  float((p.wavelengthM / (4 * Math.PI)) ** 2 / grid.cellSizeM ** 2);
  uint(p.maxDepth);
  uint(switches);
  float(p.dropBelow);
  uint(city.wallCount);
  uint((city.materials.length * TABLE_ENTRIES * TABLE_STRIDE) / 4);
  float(city.gridMinX);
  float(city.gridMinY);
  float(city.gridCellM);
  uint(city.gridColumns);
  uint(city.gridRows);
  uint(p.standsOn[0]);
  uint(p.standsOn[1]);
  uint(launchCount);
  float(ground.minX);
  float(ground.minY);
  float(ground.maxX);
  float(ground.maxY);
  uint(stack.capacity);
  uint(stack.batch);
  uint(2 * city.wallCount + city.buildingCount);
  uint(indoorBase(city));
  return words;
}

/** Two vec4 a wall, one a building, then the highest wall of every grid cell, four a vec4 (binding 1). */
export function packCity(city: PlanCity): Float32Array {
  const top = 8 * city.wallCount + 4 * city.buildingCount;
  const packed = new Float32Array(top + 4 * Math.ceil(city.cellTop.length / 4));
  packed.set(city.cellTop, top);
  for (let w = 0; w < city.wallCount; w++) {
    packed.set(city.wallEnds.subarray(4 * w, 4 * w + 4), 8 * w);
    packed[8 * w + 4] = city.wallNormals[2 * w]!;
    packed[8 * w + 5] = city.wallNormals[2 * w + 1]!;
    packed[8 * w + 6] = city.wallBuilding[w]!;
  }
  const base = 8 * city.wallCount;
  for (let b = 0; b < city.buildingCount; b++) {
    packed[base + 4 * b] = city.roofHeight[b]!;
    packed[base + 4 * b + 1] = city.wallMaterial[b]!;
    packed[base + 4 * b + 2] = city.roofMaterial[b]!;
  }
  return packed;
}

/** The wall grid: starts made absolute, so that the shader needs no second base; then a bit for every indoor cell of the map (binding 2). */
export function packGrid(city: PlanCity, indoor: Uint8Array): Uint32Array {
  const starts = city.cellStart.length;
  const base = indoorBase(city);
  const packed = new Uint32Array(base + Math.ceil(indoor.length / 32));
  for (let i = 0; i < starts; i++) packed[i] = city.cellStart[i]! + starts;
  packed.set(city.cellWalls, starts);
  for (let cell = 0; cell < indoor.length; cell++) if (indoor[cell]) packed[base + (cell >>> 5)]! |= 1 << (cell & 31);
  return packed;
}

function indoorBase(city: PlanCity): number {
  return city.cellStart.length + city.cellWalls.length;
}

/** Interaction tables, then the antenna: every entry with its right neighbour, so that a look-up reads two (binding 3). */
export function packTables(p: SweepProblem): Float32Array {
  const materials = p.tables.values.length;
  const points = ANTENNA_COLUMNS * ANTENNA_ROWS;
  const packed = new Float32Array(materials + 4 * points);
  packed.set(p.tables.values);
  for (let row = 0; row < ANTENNA_ROWS; row++) {
    for (let column = 0; column < ANTENNA_COLUMNS; column++) {
      const here = 2 * (row * ANTENNA_COLUMNS + column);
      const right = 2 * (row * ANTENNA_COLUMNS + ((column + 1) % ANTENNA_COLUMNS));
      const at = materials + 2 * here;
      packed[at] = p.antenna[here]!;
      packed[at + 1] = p.antenna[here + 1]!;
      packed[at + 2] = p.antenna[right]!;
      packed[at + 3] = p.antenna[right + 1]!;
    }
  }
  return packed;
}
