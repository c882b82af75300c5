import sightCode from '../../../shaders/feature_sight.wgsl';
import type { Gpu, GpuBuffer } from '../../gpu/gpu.ts';
import { SLICE_MS } from '../../gpu/slice-pace.ts';
import type { SolveHooks } from '../../propagation/solve-request.ts';
import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { UserError } from '../../units/errors.ts';
import { assembleFeatures, type FeatureMaps } from './feature-maps.ts';
import { type FeatureRequest, LEAST_EXCESS_M, SIGHT_CHANNELS, type SightWalk, sightWalk } from './sight-line.ts';

const WORKGROUP = 8;
/** Rows of the first submission, before it is known how fast the adapter is. */
const FIRST_ROWS = 16;

/**
 * The planes of a request, with the lines of sight walked on the GPU in slices of some 35 ms.
 * @throws UserError: aborted within one slice, over-budget where the planes do not fit, device-lost
 */
export async function featureMapsOnGpu(
  gpu: Gpu,
  request: FeatureRequest,
  hooks: Pick<SolveHooks, 'onProgress' | 'signal'> = {},
): Promise<FeatureMaps> {
  const { grid } = request;
  const walk = sightWalk(request);
  const cells = cellCount(grid);
  const own: GpuBuffer[] = [];
  const keep = (buffer: GpuBuffer) => {
    own.push(buffer);
    return buffer;
  };
  try {
    const kernel = await gpu.kernel('lines of sight', sightCode, 'walk');
    const planes = keep(gpu.storage('feature planes', SIGHT_CHANNELS.length * cells * 4));
    const params = keep(gpu.uniform('sight parameters', packSight(walk, grid, 0, 0)));
    const run = gpu.bind(kernel, [
      { binding: 0, buffer: params },
      { binding: 1, buffer: keep(gpu.storage('roof heights', walk.profile.roofM)) },
      { binding: 2, buffer: keep(gpu.storage('antenna gains', walk.gainTable)) },
      { binding: 3, buffer: planes },
    ]);
    let rows = FIRST_ROWS;
    for (let first = 0; first < grid.rows; ) {
      if (hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
      const last = Math.min(grid.rows, first + rows);
      const start = performance.now();
      gpu.write(params, packSight(walk, grid, first, last));
      gpu.submit((r) => r.dispatch(run, Math.ceil(grid.columns / WORKGROUP), Math.ceil((last - first) / WORKGROUP)));
      await gpu.read(planes, 16);
      const took = Math.max(1, performance.now() - start);
      rows = Math.max(WORKGROUP, Math.min(grid.rows, Math.round((rows * SLICE_MS) / took)));
      first = last;
      hooks.onProgress?.(first / grid.rows, 'looking along the lines of sight');
    }
    const values = new Float32Array(await gpu.read(planes, SIGHT_CHANNELS.length * cells * 4));
    return assembleFeatures(
      request,
      Object.fromEntries(SIGHT_CHANNELS.map((name, k) => [name, values.slice(k * cells, (k + 1) * cells)])),
    );
  } finally {
    gpu.free(...own);
  }
}

/** The uniform `Sight` of shaders/feature_sight.wgsl, word by word. */
function packSight(walk: SightWalk, grid: RasterGrid, rowFirst: number, rowLast: number): Uint32Array {
  const { profile, rotation: r } = walk;
  const from = profile.grid;
  const words = new Uint32Array(28);
  const floats = new Float32Array(words.buffer);
  words.set([grid.columns, grid.rows, rowFirst, rowLast, from.columns, from.rows]);
  floats.set(
    [
      grid.cellSizeM,
      from.cellSizeM,
      grid.westM + grid.cellSizeM / 2 - from.westM,
      from.northM - grid.northM + grid.cellSizeM / 2,
      walk.antennaX - from.westM,
      from.northM - walk.antennaY,
      walk.antennaHeightM,
      walk.receiverHeightM,
      walk.wavelengthM,
      Math.cos(walk.azimuthRad),
      ...[r[0]!, r[3]!, r[6]!],
      Math.sin(walk.azimuthRad),
      ...[r[1]!, r[4]!, r[7]!],
      LEAST_EXCESS_M,
      ...[r[2]!, r[5]!, r[8]!],
    ],
    6,
  );
  return words;
}
