import { gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import type { Building, Ring } from '../../scene/scene.ts';
import type { Eye } from './eye.ts';
import { fillPolygon } from './fill-polygon.ts';

/** A picture of the window, `width` by `height` points of `1 / scale` px. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/**
 * The cell of a grid on the ground that is seen at every point of a picture, row by row from the top; -1 where there is none, or a
 * building stands before it. With it a map that changes under a still camera is drawn by looking up. Yields between pieces of the work.
 *
 * @param covered as `pointsCovered` tells
 */
export function* seenCells(
  eye: Eye,
  grid: RasterGrid,
  covered: Uint8Array,
  size: PictureSize,
): Generator<void, Int32Array> {
  const cells = yield* cellsOnGround(eye, grid, size);
  yield;
  for (let point = 0; point < cells.length; point++) if (covered[point] === 1) cells[point] = -1;
  return cells;
}

/** 1 at the points of a picture that show a building, row by row from the top. Yields between pieces of the work. */
export function* pointsCovered(
  eye: Eye,
  buildings: readonly Building[],
  size: PictureSize,
): Generator<void, Uint8Array> {
  const covered = new Uint8Array(size.width * size.height);
  for (let from = 0; from < buildings.length; from += PIECE) {
    yield;
    cover(covered, eye, buildings.slice(from, from + PIECE), size);
  }
  return covered;
}

/** Buildings, and rows of the picture, between two breaths: a few milliseconds. */
const PIECE = 40;
const ROWS = 50;

/** The ground is a plane, so that a point of the picture and its place on the grid are a homography apart. */
function* cellsOnGround(
  eye: Eye,
  grid: RasterGrid,
  { width, height, scale }: PictureSize,
): Generator<void, Int32Array> {
  const { minX, minY, maxX, maxY } = gridBounds(grid);
  const corner = eye(minX, maxY, 0);
  const east = difference(eye(maxX, maxY, 0), corner, grid.columns);
  const south = difference(eye(minX, minY, 0), corner, grid.rows);
  // Columns of the matrix that takes (column, row, 1) to homogeneous points of the window; its inverse up to a factor.
  const inverse = [cross(south, corner), cross(corner, east), cross(east, south)] as const;
  const determinant = dot(east, inverse[0]);
  const cells = new Int32Array(width * height).fill(-1);
  if (determinant === 0) return cells;
  for (let j = 0, point = 0; j < height; j++) {
    if (j % ROWS === 0) yield;
    const y = (j + 0.5) / scale;
    const [c0, r0, t0] = inverse.map(([, b, c]) => (b * y + c) / determinant) as [number, number, number];
    const [c1, r1, t1] = inverse.map(([a]) => a / determinant) as [number, number, number];
    for (let i = 0; i < width; i++, point++) {
      const x = (i + 0.5) / scale;
      // Below the horizon the third is the reciprocal of the depth, and positive.
      const t = t1 * x + t0;
      if (t <= 0) continue;
      const column = Math.floor((c1 * x + c0) / t);
      const row = Math.floor((r1 * x + r0) / t);
      if (column >= 0 && column < grid.columns && row >= 0 && row < grid.rows)
        cells[point] = row * grid.columns + column;
    }
  }
  return cells;
}

function cover(covered: Uint8Array, eye: Eye, buildings: readonly Building[], size: PictureSize): void {
  const fill = (corners: readonly Seen[]) => {
    // What reaches behind the eye covers nothing that can be told; close to it there is no ground either.
    if (corners.some(([, , w]) => w <= 0)) return;
    const points = corners.flatMap(([x, y, w]) => [(x / w) * size.scale, (y / w) * size.scale]);
    fillPolygon(points, size.width, size.height, (from, to) => covered.fill(1, from, to));
  };
  for (const { outer, holes, heightM } of buildings) {
    fill(seenRing(eye, outer, heightM));
    for (const ring of [outer, ...holes]) {
      const [roof, foot] = [seenRing(eye, ring, heightM), seenRing(eye, ring, 0)];
      roof.forEach((top, i) => {
        const next = (i + 1) % roof.length;
        fill([top, roof[next]!, foot[next]!, foot[i]!]);
      });
    }
  }
}

type Seen = ReturnType<Eye>;

function seenRing(eye: Eye, ring: Ring, heightM: number): Seen[] {
  return Array.from({ length: ring.length / 2 }, (_, i) => eye(ring[2 * i]!, ring[2 * i + 1]!, heightM));
}

function difference(a: Seen, b: Seen, by: number): Seen {
  return [(a[0] - b[0]) / by, (a[1] - b[1]) / by, (a[2] - b[2]) / by];
}

function cross(a: Seen, b: Seen): Seen {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: Seen, b: Seen): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
