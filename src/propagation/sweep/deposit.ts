import { DIFFRACTED, DIRECT, REFLECTED, TRANSMITTED } from './accumulator.ts';
import { COUNT, DX, DY, HI, LAUNCH, LO, OX, OY, R0, WAS_DIFFRACTED, WAS_TRANSMITTED } from './beam.ts';
import { beamPower } from './beam-power.ts';
import { LAUNCH_STRIDE, type Launches } from './launches.ts';
import type { SweepProblem } from './sweep-problem.ts';

/** Where deposits go: linear gain per mechanism and cell, and their number per cell. */
export interface DepositSink {
  readonly gain: Float64Array;
  readonly deposits: Uint32Array;
}

/**
 * Deposits the beam on the map along its plan piece [from, to]: once where its slopes come down on the receiver plane, once
 * where they pass it again after the ground. The share of a cell is the area of the beam's piece in it over the cell's area,
 * times |E|^2 / L^2 (lambda / 4 pi)^2: the cell average that Sionna RT defines.
 */
export function depositPiece(
  p: SweepProblem,
  launches: Launches,
  sink: DepositSink,
  b: Float64Array,
  from: number,
  to: number,
) {
  for (let g = 0; g < 2; g++) {
    const depth = (b[COUNT]! & 0xff) + g;
    if (depth > p.maxDepth) continue;
    if (g === 1 && (!p.reflection || !p.city.ground)) continue;
    const dh = g === 1 ? p.txHeight + p.rxHeight : p.txHeight - p.rxHeight;
    const first = Math.max(from, dh / -b[LO]! - b[R0]!);
    const last = Math.min(to, (b[HI]! < 0 ? dh / -b[HI]! : 1e9) - b[R0]!);
    if (last > first) depositOnCells(p, launches, sink, b, first, last, dh, g === 1);
  }
}

function depositOnCells(
  p: SweepProblem,
  launches: Launches,
  sink: DepositSink,
  b: Float64Array,
  first: number,
  last: number,
  dh: number,
  bounced: boolean,
) {
  const { columns, rows, cellSizeM } = p.grid;
  const ox = b[OX]! - p.mapWest;
  const oy = p.mapNorth - b[OY]!;
  const dx = b[DX]!;
  const dy = -b[DY]!;
  // Clip to the map, so that the walk starts in one of its cells.
  let start = first;
  let end = last;
  const width = columns * cellSizeM;
  const height = rows * cellSizeM;
  if (Math.abs(dx) > 1e-12) {
    start = Math.max(start, (dx > 0 ? -ox : width - ox) / dx);
    end = Math.min(end, (dx > 0 ? width - ox : -ox) / dx);
  } else if (ox < 0 || ox >= width) return;
  if (Math.abs(dy) > 1e-12) {
    start = Math.max(start, (dy > 0 ? -oy : height - oy) / dy);
    end = Math.min(end, (dy > 0 ? height - oy : -oy) / dy);
  } else if (oy < 0 || oy >= height) return;
  if (end - start < 1e-6) return;

  const flags = b[COUNT]!;
  const diffracted = (flags & WAS_DIFFRACTED) !== 0;
  const mechanism = diffracted
    ? DIFFRACTED
    : flags & WAS_TRANSMITTED
      ? TRANSMITTED
      : (flags & 0xff) === 0 && !bounced
        ? DIRECT
        : REFLECTED;
  const plane = mechanism * columns * rows;
  const launch = LAUNCH_STRIDE * b[LAUNCH]!;
  const angularWidth = launches.values[launch + 2]!;
  const corner = launches.values[launch + 3]!;
  const scale = (angularWidth * (p.wavelengthM / (4 * Math.PI)) ** 2) / (cellSizeM * cellSizeM);

  const clamp = (v: number, n: number) => Math.min(n - 1, Math.max(0, v));
  let column = clamp(Math.floor((ox + dx * (start + 1e-4)) / cellSizeM), columns);
  let row = clamp(Math.floor((oy + dy * (start + 1e-4)) / cellSizeM), rows);
  let tx = Math.abs(dx) > 1e-12 ? ((column + (dx > 0 ? 1 : 0)) * cellSizeM - ox) / dx : Number.POSITIVE_INFINITY;
  let ty = Math.abs(dy) > 1e-12 ? ((row + (dy > 0 ? 1 : 0)) * cellSizeM - oy) / dy : Number.POSITIVE_INFINITY;
  const perX = cellSizeM / Math.abs(dx);
  const perY = cellSizeM / Math.abs(dy);
  let s = start;
  while (s < end) {
    const next = Math.min(tx, ty, end);
    if (next > s) {
      const middle = (s + next) / 2;
      const r = b[R0]! + middle;
      if (!bounced || bouncesOnGround(p, b, r)) {
        let gain = beamPower(p, launches, b, 0, r, dh, bounced) * scale * (r - corner) * (next - s);
        if (diffracted) gain *= cornerLoss(p, b, middle, r, dh);
        const cell = row * columns + column;
        sink.gain[plane + cell]! += gain;
        sink.deposits[cell]!++;
      }
      s = next;
    }
    if (tx < ty) {
      column += dx > 0 ? 1 : -1;
      tx += perX;
      if (column < 0 || column >= columns) return;
    } else {
      row += dy > 0 ? 1 : -1;
      ty += perY;
      if (row < 0 || row >= rows) return;
    }
  }
}

/** False where the bounce would fall beyond the ground's edge on this piece; earlier pieces are taken to lie on it. */
function bouncesOnGround(p: SweepProblem, b: Float64Array, r: number): boolean {
  const g = p.city.ground;
  if (!g) return false;
  const t = (r * p.txHeight) / (p.txHeight + p.rxHeight) - b[R0]!;
  if (t < 0) return true;
  const x = b[OX]! + b[DX]! * t;
  const y = b[OY]! + b[DY]! * t;
  return x >= g.minX && x <= g.maxX && y >= g.minY && y <= g.maxY;
}

/**
 * Knife-edge factor (<= 1, linear) of an upright edge: ITU-R P.526-15, eq. 31 with nu = 2 sqrt(detour / lambda), the detour
 * being the unfolded way by the edge less the straight way. 6 dB on the shadow boundary.
 */
function cornerLoss(p: SweepProblem, b: Float64Array, along: number, r: number, dh: number): number {
  const x = b[OX]! + b[DX]! * along - p.txX;
  const y = b[OY]! + b[DY]! * along - p.txY;
  // r^2 - straight^2 first: the detour is a small difference of two long ways.
  const straight2 = x * x + y * y;
  const detour = Math.max(0, r * r - straight2) / (Math.hypot(r, dh) + Math.sqrt(straight2 + dh * dh));
  const nu = 2 * Math.sqrt(detour / p.wavelengthM);
  const f = Math.sqrt((nu - 0.1) ** 2 + 1) + nu - 0.1;
  return 10 ** -0.69 / (f * f);
}
