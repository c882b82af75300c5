import type { BoundsM } from '../../raster/raster-grid.ts';
import type { Building, Ring, Scene } from '../../scene/scene.ts';

/**
 * The city as the sweep sees it: walls in plan, each with the height of its building, and a uniform grid that lists the walls
 * of every cell. Coordinates are metres relative to (`offsetX`, `offsetY`) of the scene frame, so that 32-bit floats keep
 * tenths of a millimetre; heights are above the ground.
 */
export interface PlanCity {
  readonly offsetX: number;
  readonly offsetY: number;
  readonly wallCount: number;
  /** x0 y0 x1 y1 of every wall; the building lies to the left of the direction of travel. */
  readonly wallEnds: Float64Array;
  /** Outward unit normal nx ny of every wall. */
  readonly wallNormals: Float64Array;
  readonly wallBuilding: Uint32Array;
  readonly buildingCount: number;
  /** Roof height above the ground [m]. */
  readonly roofHeight: Float64Array;
  /** Index into `materials` of a building's walls and of its roof. */
  readonly wallMaterial: Uint16Array;
  readonly roofMaterial: Uint16Array;
  /** Material names; entry 0 is the ground's. */
  readonly materials: readonly string[];
  /** Uniform grid: south-west corner, cell size, size in cells, and the walls of cell i in `cellWalls[cellStart[i] .. cellStart[i+1]]`. */
  readonly gridMinX: number;
  readonly gridMinY: number;
  readonly gridCellM: number;
  readonly gridColumns: number;
  readonly gridRows: number;
  readonly cellStart: Uint32Array;
  readonly cellWalls: Uint32Array;
  /** Height of the highest wall of every cell [m], 0 where it has none. */
  readonly cellTop: Float64Array;
  /** Where the ground ends, relative to the offset [m]. */
  readonly ground: BoundsM | null;
}

/** A wall is listed in every cell that comes within this distance of it: more than the bias that orders coincident walls. */
const LISTING_MARGIN_M = 0.05;
/** Vertices nearer than this to the one before are measuring noise of the outline. */
const SHORTEST_WALL_M = 1e-3;

/**
 * Packs the scene's prisms for a sweep inside `reach` [m, scene frame], which holds the map and the transmitter. The grid spans the
 * city and the reach, so that beams leave it only where nothing more can happen.
 * @param aboveM buildings no higher than this [m above the ground] have no walls: the receiver plane lies above their roofs
 */
export function planCity(scene: Scene, reach: BoundsM, aboveM = 0, gridCellM?: number): PlanCity {
  const b = scene.boundsM;
  const offsetX = Math.round((b.minX + b.maxX) / 2);
  const offsetY = Math.round((b.minY + b.maxY) / 2);
  const materials: string[] = [scene.groundMaterial];
  const materialIndex = (name: string): number => {
    const known = materials.indexOf(name);
    return known >= 0 ? known : materials.push(name) - 1;
  };
  const count = scene.buildings.length;
  const roofHeight = new Float64Array(count);
  const wallMaterial = new Uint16Array(count);
  const roofMaterial = new Uint16Array(count);
  const ends: number[] = [];
  const normals: number[] = [];
  const owner: number[] = [];
  scene.buildings.forEach((building, id) => {
    roofHeight[id] = building.heightM;
    wallMaterial[id] = materialIndex(building.wallMaterial);
    roofMaterial[id] = materialIndex(building.roofMaterial);
    if (building.heightM <= aboveM) return;
    for (const ring of ringsOf(building)) pushWalls(ring, offsetX, offsetY, id, ends, normals, owner);
  });
  const extent = wallExtent(ends, {
    minX: reach.minX - offsetX,
    minY: reach.minY - offsetY,
    maxX: reach.maxX - offsetX,
    maxY: reach.maxY - offsetY,
  });
  const cell = gridCellM ?? defaultCell(extent, owner.length);
  const grid = listWalls(ends, owner.length, extent, cell);
  const g = scene.groundBoundsM;
  return {
    offsetX,
    offsetY,
    wallCount: owner.length,
    wallEnds: Float64Array.from(ends),
    wallNormals: Float64Array.from(normals),
    wallBuilding: Uint32Array.from(owner),
    buildingCount: count,
    roofHeight,
    wallMaterial,
    roofMaterial,
    materials,
    ...grid,
    cellTop: tops(grid.cellStart, grid.cellWalls, (wall) => roofHeight[owner[wall]!]!),
    ground:
      scene.groundZM === null
        ? null
        : { minX: g.minX - offsetX, minY: g.minY - offsetY, maxX: g.maxX - offsetX, maxY: g.maxY - offsetY },
  };
}

function tops(start: Uint32Array, walls: Uint32Array, heightOf: (wall: number) => number): Float64Array {
  const top = new Float64Array(start.length - 1);
  for (let cell = 0; cell < top.length; cell++)
    for (let k = start[cell]!; k < start[cell + 1]!; k++) top[cell] = Math.max(top[cell]!, heightOf(walls[k]!));
  return top;
}

function ringsOf(building: Building): readonly Ring[] {
  return [building.outer, ...building.holes];
}

function pushWalls(ring: Ring, ox: number, oy: number, id: number, ends: number[], normals: number[], owner: number[]) {
  const vertices = distinctVertices(ring);
  const n = vertices.length;
  for (let i = 0; i < n; i++) {
    const from = vertices[i]!;
    const to = vertices[(i + 1) % n]!;
    const x0 = ring[from]! - ox;
    const y0 = ring[from + 1]! - oy;
    const x1 = ring[to]! - ox;
    const y1 = ring[to + 1]! - oy;
    const length = Math.hypot(x1 - x0, y1 - y0);
    // Rounded to 32 bits here, once, so that the float64 twin and the shader trace the same city to the bit.
    ends.push(Math.fround(x0), Math.fround(y0), Math.fround(x1), Math.fround(y1));
    normals.push((y1 - y0) / length, -(x1 - x0) / length);
    owner.push(id);
  }
}

/** Offsets in the ring of its vertices, near repeats left out: the ring stays closed, so no ray slips in by a gap. */
function distinctVertices(ring: Ring): number[] {
  const apart = (a: number, b: number) =>
    Math.hypot(ring[a]! - ring[b]!, ring[a + 1]! - ring[b + 1]!) >= SHORTEST_WALL_M;
  const kept: number[] = [];
  for (let v = 0; v < ring.length; v += 2) if (kept.length === 0 || apart(v, kept.at(-1)!)) kept.push(v);
  while (kept.length > 1 && !apart(kept.at(-1)!, kept[0]!)) kept.pop();
  return kept.length > 2 ? kept : [];
}

function wallExtent(ends: readonly number[], start: BoundsM): BoundsM {
  let { minX, minY, maxX, maxY } = start;
  for (let i = 0; i < ends.length; i += 2) {
    minX = Math.min(minX, ends[i]!);
    maxX = Math.max(maxX, ends[i]!);
    minY = Math.min(minY, ends[i + 1]!);
    maxY = Math.max(maxY, ends[i + 1]!);
  }
  return { minX: minX - 1, minY: minY - 1, maxX: maxX + 1, maxY: maxY + 1 };
}

/** About two walls a cell in the built-up part; 10 to 60 m (measured: flat optimum between 12 and 25 m on dense cities). */
function defaultCell(e: BoundsM, walls: number): number {
  const area = (e.maxX - e.minX) * (e.maxY - e.minY);
  return Math.min(60, Math.max(10, Math.sqrt((2 * area) / Math.max(1, walls))));
}

function listWalls(ends: readonly number[], walls: number, e: BoundsM, cellM: number) {
  const columns = Math.max(1, Math.ceil((e.maxX - e.minX) / cellM));
  const rows = Math.max(1, Math.ceil((e.maxY - e.minY) / cellM));
  const start = new Uint32Array(columns * rows + 1);
  const visit = (use: (cell: number, wall: number) => void) => {
    for (let w = 0; w < walls; w++) cellsOfWall(ends, w, e, cellM, columns, rows, use);
  };
  visit((cell) => {
    start[cell + 1]!++;
  });
  for (let i = 0; i < columns * rows; i++) start[i + 1]! += start[i]!;
  const fill = start.slice();
  const list = new Uint32Array(start[columns * rows]!);
  visit((cell, wall) => {
    list[fill[cell]!++] = wall;
  });
  return {
    gridMinX: e.minX,
    gridMinY: e.minY,
    gridCellM: cellM,
    gridColumns: columns,
    gridRows: rows,
    cellStart: start,
    cellWalls: list,
  };
}

/** Calls `use` for every grid cell within the listing margin of the wall: column by column, the rows its clipped piece spans. */
function cellsOfWall(
  ends: readonly number[],
  wall: number,
  e: BoundsM,
  cellM: number,
  columns: number,
  rows: number,
  use: (cell: number, wall: number) => void,
) {
  let x0 = ends[4 * wall]!;
  let y0 = ends[4 * wall + 1]!;
  let x1 = ends[4 * wall + 2]!;
  let y1 = ends[4 * wall + 3]!;
  if (x0 > x1) [x0, y0, x1, y1] = [x1, y1, x0, y0];
  const m = LISTING_MARGIN_M;
  const clampColumn = (v: number) => Math.min(columns - 1, Math.max(0, v));
  const clampRow = (v: number) => Math.min(rows - 1, Math.max(0, v));
  const first = clampColumn(Math.floor((x0 - m - e.minX) / cellM));
  const last = clampColumn(Math.floor((x1 + m - e.minX) / cellM));
  const slope = x1 - x0 > 1e-9 ? (y1 - y0) / (x1 - x0) : 0;
  for (let column = first; column <= last; column++) {
    const left = Math.max(x0, e.minX + column * cellM - m);
    const right = Math.min(x1, e.minX + (column + 1) * cellM + m);
    const steep = x1 - x0 <= 1e-9;
    const ya = steep ? y0 : y0 + slope * (left - x0);
    const yb = steep ? y1 : y0 + slope * (right - x0);
    const bottom = clampRow(Math.floor((Math.min(ya, yb) - m - e.minY) / cellM));
    const top = clampRow(Math.floor((Math.max(ya, yb) + m - e.minY) / cellM));
    for (let row = bottom; row <= top; row++) use(row * columns + column, wall);
  }
}
