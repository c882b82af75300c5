import type { RasterGrid } from '../../raster/raster-grid.ts';
import { pointOn } from '../receivers/points-on.ts';
import type { Receivers } from '../receivers/receivers.ts';
import { DENSITY_PIECES } from './launch-density.ts';

/** Shares of the rays that are laid evenly over the sphere, evenly over the cells, and by distance. */
const EVEN = 0.3;
const OVER_CELLS = 0.4;
const BY_DISTANCE = 0.3;
/** Most cells on a side that are looked at: so many, evenly over the grid, stand for all. */
const MOST_LOOKS = 96;
/** Reflections unfold to longer ways: cells count at these many times their distance as well. */
const REACHES = [1, 2, 4];
const BINS = 4 * DENSITY_PIECES;

/**
 * How densely rays are launched towards receivers that are not on a horizontal plane, by the vertical component z of their direction:
 * knots like those of launchDensity. The directions of the cells are counted: draped receivers once each and once by the logarithm of
 * distance, those of a section once each and once by distance, which is what makes up for azimuths that miss it.
 * @param from place of the transmitter [m]
 * @param awayToo false where no ray that is launched upwards ever comes to a receiver
 */
export function surfaceDensity(
  receivers: Receivers,
  grid: RasterGrid,
  from: { readonly x: number; readonly y: number; readonly z: number },
  awayToo: boolean,
): Float64Array {
  const top = awayToo ? 1 : 0;
  const width = (top + 1) / BINS;
  const each = new Float64Array(BINS);
  const far = new Float64Array(BINS);
  const spread = (bins: Float64Array, low: number, high: number, weight: number) => {
    const first = Math.max(0, Math.min(BINS - 1, Math.floor((low + 1) / width)));
    const last = Math.max(first, Math.min(BINS - 1, Math.floor((high + 1) / width)));
    for (let i = first; i <= last; i++) bins[i] = bins[i]! + weight / (last - first + 1);
  };
  const columns = Math.min(MOST_LOOKS, grid.columns);
  const rows = Math.min(MOST_LOOKS, grid.rows);
  const stepX = (grid.columns * grid.cellSizeM) / columns;
  const stepY = (grid.rows * grid.cellSizeM) / rows;
  for (let i = 0; i < columns * rows; i++) {
    const [c, r] = [i % columns, Math.floor(i / columns)];
    const corners = [0, 1, 2, 3].map((k) => pointOn(receivers, grid, (c + (k % 2)) * stepX, (r + (k >> 1)) * stepY));
    const distance = Math.max(
      grid.cellSizeM,
      corners.reduce((sum, [x, y]) => sum + Math.hypot(x - from.x, y - from.y) / 4, 0),
    );
    for (const reach of REACHES) {
      const rises = corners.map(([x, y, z]) => rise(reach * Math.hypot(x - from.x, y - from.y), z - from.z));
      const [low, high] = [Math.min(...rises), Math.max(...rises)];
      if (low > top) continue;
      if (reach === 1) spread(each, low, high, 1);
      spread(far, low, high, receivers.kind === 'draped' ? distance ** -2 : distance);
    }
  }
  return knotsOf(each, far, top);
}

/** Vertical component of the direction to what is so far in plan and so much higher [m]. */
function rise(plan: number, up: number): number {
  const way = Math.hypot(plan, up);
  return way > 0 ? up / way : 0;
}

function knotsOf(each: Float64Array, far: Float64Array, top: number): Float64Array {
  const sumOf = (bins: Float64Array) => bins.reduce((a, b) => a + b, 0);
  const [allEach, allFar] = [sumOf(each), sumOf(far)];
  const knots = new Float64Array(DENSITY_PIECES + 1);
  const width = (top + 1) / BINS;
  let below = 0;
  let k = 1;
  for (let i = 0; i < BINS && k < DENSITY_PIECES; i++) {
    const aimed = OVER_CELLS * (allEach > 0 ? each[i]! / allEach : 1 / BINS);
    const share = EVEN / BINS + aimed + BY_DISTANCE * (allFar > 0 ? far[i]! / allFar : 1 / BINS);
    while (k < DENSITY_PIECES && below + share >= k / DENSITY_PIECES) {
      knots[k] = -1 + (i + (k / DENSITY_PIECES - below) / share) * width;
      k++;
    }
    below += share;
  }
  for (; k < DENSITY_PIECES; k++) knots[k] = top - (DENSITY_PIECES - k) * 1e-9;
  knots[0] = -1;
  knots[DENSITY_PIECES] = top;
  return knots;
}
