import { rootScale } from '../store/root-scale.ts';

/** How far from the middle of a target a press still takes hold of it [px]; with a finger, what a fingertip covers: 44 px across. */
export function reachPx(byTouch: boolean): number {
  return (byTouch ? 22 : 14) * rootScale();
}

/** Between the middles of two handles, so that each of them can be taken hold of [px]. */
export function apartPx(): number {
  const coarse = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;
  return (coarse ? 44 : 28) * rootScale();
}
