import type { SolveHooks } from '../../propagation/solve-request.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { cellCount } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import { breathe } from '../../units/breathe.ts';
import { UserError } from '../../units/errors.ts';
import type { BASE_CHANNELS } from './channel.ts';
import { landUseOnGrid, roadOnGrid } from './city-rasters.ts';
import { type FeatureRequest, SIGHT_CHANNELS, sightWalk, walkTo } from './sight-line.ts';

export type BaseChannel = (typeof BASE_CHANNELS)[number];

export interface FeatureMaps {
  readonly grid: RasterGrid;
  /** Raw values by channel, rows x columns, row 0 = north. */
  readonly planes: Readonly<Record<BaseChannel, Float32Array>>;
  /** Land-use codes 0..23, 0 = unknown. */
  readonly landUse: Uint8Array;
  /** 1 where no building rises above the receivers. */
  readonly outdoor: Uint8Array;
}

/** The planes of a request, those along the lines of sight by `walk`: on the CPU here, on the GPU by `feature-maps-on-gpu`. */
export function assembleFeatures(request: FeatureRequest, sight: Readonly<Record<string, Float32Array>>): FeatureMaps {
  const { scene, sector, grid, receiverZM } = request;
  const ground = scene.groundZM ?? 0;
  const cells = cellCount(grid);
  const height = roofRaster(scene.buildings, grid);
  const receiver = receiverZM - ground;
  const of = (channel: (typeof SIGHT_CHANNELS)[number]) => {
    const plane = sight[channel];
    if (!plane || plane.length !== cells) throw new Error(`feature plane ${channel} is missing or of another size`);
    return plane;
  };
  return {
    grid,
    planes: {
      'building-height': height,
      'free-space-gain': of('free-space-gain'),
      'log-distance': of('log-distance'),
      obstruction: of('obstruction'),
      'excess-height': of('excess-height'),
      'knife-edge-loss': of('knife-edge-loss'),
      'line-of-sight': of('line-of-sight'),
      road: Float32Array.from(roadOnGrid(scene.roads, grid)),
      'bearing-cos': of('bearing-cos'),
      'bearing-sin': of('bearing-sin'),
      frequency: new Float32Array(cells).fill(Math.log10(sector.frequencyHz / 1e9)),
      'antenna-height': new Float32Array(cells).fill(sector.z - ground),
    },
    landUse: landUseOnGrid(scene, grid),
    outdoor: Uint8Array.from(height, (roof) => (roof > receiver ? 0 : 1)),
  };
}

/** All planes in float64 on the CPU: the shader's twin, and what runs where there is no GPU. */
export function featureMaps(request: FeatureRequest): FeatureMaps {
  const walker = sightWalker(request);
  for (let row = 0; row < request.grid.rows; row++) walker.row(row);
  return walker.finish();
}

/** How long the walk holds on before it gives control back [ms]. */
const SLICE_MS = 30;

/** The same, giving control back every some 30 ms. Rejects with UserError('aborted') when it is cancelled. */
export async function featureMapsInSlices(
  request: FeatureRequest,
  hooks: Pick<SolveHooks, 'onProgress' | 'signal'> = {},
): Promise<FeatureMaps> {
  const walker = sightWalker(request);
  let since = performance.now();
  for (let row = 0; row < request.grid.rows; row++) {
    walker.row(row);
    if (performance.now() - since < SLICE_MS) continue;
    await breathe();
    if (hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
    hooks.onProgress?.(row / request.grid.rows, 'looking along the lines of sight');
    since = performance.now();
  }
  return walker.finish();
}

/** Rows of `featureMaps` one by one, for callers that give control back in between. */
export interface SightWalker {
  row(row: number): void;
  finish(): FeatureMaps;
}

/** Float64 twin of shaders/feature_sight.wgsl. */
export function sightWalker(request: FeatureRequest): SightWalker {
  const { grid } = request;
  const walk = sightWalk(request);
  const planes = SIGHT_CHANNELS.map(() => new Float32Array(cellCount(grid)));
  const out = new Float64Array(SIGHT_CHANNELS.length);
  return {
    row(row) {
      const y = grid.northM - (row + 0.5) * grid.cellSizeM;
      for (let column = 0; column < grid.columns; column++) {
        walkTo(walk, grid.westM + (column + 0.5) * grid.cellSizeM, y, out);
        const cell = row * grid.columns + column;
        planes.forEach((plane, k) => {
          plane[cell] = out[k]!;
        });
      }
    },
    finish: () => assembleFeatures(request, Object.fromEntries(SIGHT_CHANNELS.map((name, k) => [name, planes[k]!]))),
  };
}
