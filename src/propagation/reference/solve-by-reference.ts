import { cellCount } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { startDiffraction } from '../launch/diffract-on-cpu.ts';
import { HeldSolve } from '../launch/held-solve.ts';
import { createDeposits, radioMapOf } from '../mesh/deposits.ts';
import { createLaunchField } from '../mesh/launch-field.ts';
import { createMacrotask } from '../mesh/macrotask.ts';
import {
  checkRequest,
  type PreparedTrace,
  prepareTrace,
  type TraceGeometry,
  traceGeometry,
} from '../mesh/prepare-trace.ts';
import { DIRECTION, ORIGIN, RAY_STATE_LENGTH, WEIGHT } from '../mesh/ray-state.ts';
import { createRayTracer } from '../mesh/ray-tracer.ts';
import type { RadioMap, SolveStats } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { LATTICE_PASSES, latticeDirectionInto, latticeZ, passSize, passStart } from './launch-lattice.ts';

/** Time between two turns of the event loop [ms]: short enough for a window to stay live, long enough to cost nothing. */
const DEFAULT_SLICE_MS = 30;
/** Rays between two looks at the clock. */
const CHUNK_RAYS = 1024;
/** Share of the work that rays are taken for where diffraction follows them. */
const RAY_SHARE = 0.7;

/**
 * The reference engine: float64 shoot-and-bounce on the scene's triangles, by the definition of Sionna RT's RadioMapSolver
 * (technical report, section 4): rays over the whole sphere, each with its share of solid angle, leave |E|^2 Omega / |cos theta|
 * where they cross the receiver plane. Plain and slow: the yardstick of the other engines, and what runs where WebGPU is missing.
 * First-order diffraction is added by a gather over the mesh's wedges (launch/diffract-on-cpu).
 * The same request and seed give the same bits, however the work is sliced.
 * @param sliceMs time between two turns of the event loop [ms]
 */
export function createReferenceSolver(sliceMs = DEFAULT_SLICE_MS): RadioMapSolver {
  // Sectors of one scene follow one another: the hierarchy of the last scene is kept.
  let geometry: TraceGeometry | null = null;
  return {
    name: 'reference',
    solve: async (request, hooks = {}) => {
      const began = performance.now();
      new HeldSolve(hooks).throwIfAborted();
      checkRequest(request);
      if (geometry?.scene !== request.scene) geometry = traceGeometry(request.scene);
      return trace(request, hooks, prepareTrace(request, geometry), began, sliceMs);
    },
    dispose: () => {
      geometry = null;
    },
  };
}

async function trace(
  request: SolveRequest,
  hooks: SolveHooks,
  { input, wedges, warnings }: PreparedTrace,
  began: number,
  sliceMs: number,
): Promise<RadioMap> {
  const { sector, grid, settings } = request;
  const ray = new Float64Array(RAY_STATE_LENGTH);
  const deposits = createDeposits(grid, settings.moments);
  const setField = createLaunchField(sector, ray);
  const follow = createRayTracer(input, ray, deposits);
  const wavelengthM = SPEED_OF_LIGHT / sector.frequencyHz;
  const diffraction = wedges && startDiffraction(request, wedges, input.bvh, input.slabs);
  // Rough shares of the time: only the progress shown depends on them.
  const rayShare = diffraction ? RAY_SHARE : 1;
  const packed = performance.now();
  const solve = new HeldSolve(hooks);

  let launched = 0;
  let traced = 0;
  const mapSoFar = (): RadioMap => {
    const stats: SolveStats = {
      engine: 'reference',
      adapter: 'cpu',
      timingsMs: { pack: packed - began, solve: performance.now() - packed - solve.heldMs, readback: 0 },
      launched,
      traced: traced + (diffraction?.cast ?? 0),
      dropped: 0,
      droppedBound: 0,
      warnings,
    };
    return radioMapOf(deposits, grid, (4 * Math.PI) / launched, wavelengthM, stats, diffraction ?? undefined);
  };

  const { rays } = settings;
  // Rays launched upwards from above the receivers that nothing turns down need not even be made.
  const upIsDead = sector.z >= Math.max(input.ceilingZM, input.receivers.topM);
  const macrotask = createMacrotask();
  const between = async () => {
    await macrotask.turn();
    await solve.between();
  };
  try {
    let sliceBegan = performance.now();
    for (let pass = 0; pass < LATTICE_PASSES; pass++) {
      const start = passStart(pass);
      const size = passSize(pass, rays);
      for (let done = 0; done < size; ) {
        const end = Math.min(size, done + CHUNK_RAYS);
        for (let i = done; i < end; i++) {
          const n = start + i * LATTICE_PASSES;
          if (upIsDead && latticeZ(n, rays) >= 0) continue;
          latticeDirectionInto(ray, DIRECTION, n, rays);
          ray[ORIGIN] = sector.x;
          ray[ORIGIN + 1] = sector.y;
          ray[ORIGIN + 2] = sector.z;
          ray[WEIGHT] = 1;
          setField();
          traced += follow(n);
        }
        launched += end - done;
        done = end;
        if (performance.now() - sliceBegan < sliceMs) continue;
        hooks.onProgress?.((rayShare * launched) / rays, 'trace');
        await between();
        sliceBegan = performance.now();
      }
      // Maps after 1, 2, 4, ... passes: each halves the variance of the last.
      const passes = pass + 1;
      if (hooks.onPartial && size > 0 && passes < LATTICE_PASSES && (passes & pass) === 0) hooks.onPartial(mapSoFar());
    }
    while (diffraction?.advance(sliceMs)) {
      hooks.onProgress?.(rayShare + ((1 - rayShare) * diffraction.done) / cellCount(grid), 'diffract');
      await between();
    }
  } finally {
    macrotask.close();
  }
  hooks.onProgress?.(1, 'trace');
  return mapSoFar();
}
