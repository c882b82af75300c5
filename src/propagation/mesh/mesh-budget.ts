import { UserError } from '../../units/errors.ts';

/**
 * Memory that a triangle takes at most while the hierarchy over it is built and packed, and while wedges are looked for [bytes], as measured
 * on terrain of 0.5 to 5 million triangles.
 */
const HIERARCHY_BYTES = 400;
const WEDGE_BYTES = 350;
/** What all of that may take [bytes]: a tab has little more. */
const MOST_BYTES = 4 * 2 ** 30;
/** A packed triangle on the GPU [bytes]. */
const PACKED_BYTES = 48;

/**
 * Refuses a mesh that does not fit before any memory is taken for it.
 * @param parts `hierarchy` for rays alone, `wedges` for diffraction beside it
 * @throws UserError('over-budget') with what it would take
 */
export function checkMeshBudget(triangles: number, parts: 'hierarchy' | 'wedges'): void {
  const each = parts === 'wedges' ? HIERARCHY_BYTES + WEDGE_BYTES : HIERARCHY_BYTES;
  if (triangles * each <= MOST_BYTES) return;
  const most = Math.floor(MOST_BYTES / each);
  throw new UserError(
    'over-budget',
    parts === 'wedges' && triangles * HIERARCHY_BYTES <= MOST_BYTES
      ? `The scene has ${triangles} triangles, whose wedges would take ${mebibytes(triangles * each)} of memory of ${mebibytes(MOST_BYTES)}. Switch diffraction off, or cut the scene down to ${most} triangles.`
      : `The scene has ${triangles} triangles, which would take ${mebibytes(triangles * each)} of memory of ${mebibytes(MOST_BYTES)}. Cut it down to ${most} triangles, by a smaller area or coarser meshes.`,
  );
}

/**
 * The same for what a GPU binds at once.
 * @param bindableBytes greatest storage binding of the adapter
 * @throws UserError('over-budget') with what it would take
 */
export function checkMeshOnGpu(triangles: number, bindableBytes: number): void {
  if (triangles * PACKED_BYTES <= bindableBytes) return;
  throw new UserError(
    'over-budget',
    `The scene has ${triangles} triangles, which take ${mebibytes(triangles * PACKED_BYTES)} on the GPU; this adapter binds at most ${mebibytes(bindableBytes)} at once, ${Math.floor(bindableBytes / PACKED_BYTES)} triangles. Cut the scene down, or compute on the CPU.`,
  );
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
