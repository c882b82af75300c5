import { SLAB_STRIDE, type SlabTable } from './slab-table.ts';

/** Reflection coefficients rTE.re, rTE.im, rTM.re, rTM.im of a slab at a cosine of incidence in 0..1, interpolated in its table. */
export function slabReflectionInto(out: Float64Array, { values, intervals }: SlabTable, cosine: number): void {
  const position = Math.sqrt(Math.min(1, cosine)) * intervals;
  const node = Math.min(intervals - 1, Math.floor(position));
  const w = position - node;
  const at = node * SLAB_STRIDE;
  for (let k = 0; k < 4; k++) out[k] = (1 - w) * values[at + k]! + w * values[at + SLAB_STRIDE + k]!;
}
