import depositCode from '../../../shaders/sweep_deposit.wgsl';
import rooftopsCode from '../../../shaders/sweep_rooftops.wgsl';
import type { BoundKernel, Gpu, GpuBuffer, Kernel } from '../../gpu/gpu.ts';
import { SLICE_MS } from '../../gpu/slice-pace.ts';
import { cellCount } from '../../raster/raster-grid.ts';
import type { RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { FIXED_POINT_SCALE, PLANES, type SweepSums } from './accumulator.ts';
import { finishMap } from './finish-map.ts';
import { azimuthLaunches, cornerLaunches, type Launches } from './launches.ts';
import { packParams, type StackSize } from './pack-for-gpu.ts';
import { indoorCells } from './rooftop-profile.ts';
import { type PieceSinkGpu, type SharedBuffers, SweepOnGpu, stackFor } from './sweep-on-gpu.ts';
import { sweepProblem } from './sweep-problem.ts';
import { BEAMS_PER_CORNER, visibleCorners } from './visible-corners.ts';

const PARTIAL_EVERY_MS = 500;
/** Most rounds in one submission: nothing of them is read but the counts. */
const MOST_ROUNDS = 64;
/** Rows of workgroups (8 cells high) a rooftop dispatch begins with. */
const FIRST_ROOFTOP_ROWS = 16;

interface MapKernels {
  readonly deposit: Kernel;
  readonly rooftops: Kernel;
}

/** The sweep on WebGPU; `stack` can be made small to test that the cut of the work does not change the map. */
export function createSweepSolverGpu(gpu: Gpu, stack: StackSize = stackFor(gpu)): RadioMapSolver {
  let kernels: Promise<MapKernels> | null = null;
  return {
    name: 'sweep',
    async solve(request, hooks = {}) {
      kernels ??= compile(gpu);
      const compiled = await kernels;
      try {
        return await new SweepRun(gpu, compiled, stack, request, hooks).solve();
      } catch (error) {
        if (!gpu.isShortage(error)) throw error;
        // Once more with half the room for beams, the largest part that can give: the cut of the work does not change the map.
        const half = { capacity: stack.capacity >> 1, batch: stack.batch >> 1 };
        return new SweepRun(gpu, compiled, half, request, hooks).solve();
      }
    },
    dispose() {},
  };
}

async function compile(gpu: Gpu): Promise<MapKernels> {
  const [deposit, rooftops] = await Promise.all([
    gpu.kernel('sweep deposit', depositCode, 'deposit'),
    gpu.kernel('sweep rooftops', rooftopsCode, 'rooftops'),
  ]);
  return { deposit, rooftops };
}

/** One solve: its map on the GPU, its slices, its end. */
class SweepRun {
  private readonly gpu: Gpu;
  private readonly kernels: MapKernels;
  private readonly request: SolveRequest;
  private readonly hooks: SolveHooks;
  private readonly sweep: SweepOnGpu;
  private readonly began = performance.now();
  private packed = 0;
  private lastPartial = 0;
  private readbackMs = 0;
  private beams = 0;
  private dropped = 0;
  private droppedWeight = 0;

  constructor(gpu: Gpu, kernels: MapKernels, stack: StackSize, request: SolveRequest, hooks: SolveHooks) {
    this.gpu = gpu;
    this.kernels = kernels;
    this.request = request;
    this.hooks = hooks;
    this.sweep = new SweepOnGpu(gpu, sweepProblem(request), stack, hooks.signal);
  }

  async solve(): Promise<RadioMap> {
    const { sweep } = this;
    const p = sweep.problem;
    const { scene, settings } = this.request;
    try {
      sweep.throwIfAborted();
      // The map first: it is what may not fit.
      const sums = sweep.own(this.gpu.storage('map sums', cellCount(p.grid) * (2 * PLANES + 1) * 4));
      const shared = sweep.pack(settings.diffraction ? indoorCells(scene, p.grid, p.rxHeight) : new Uint8Array(0));
      this.packed = performance.now();
      this.lastPartial = this.packed;
      await this.follow(sums, azimuthLaunches(p), 0, 0.85, true);
      if (settings.diffraction) {
        const corners = cornerLaunches(p, visibleCorners(p), BEAMS_PER_CORNER);
        if (corners.count > 0) await this.follow(sums, corners, 0.85, 0.93, false);
        await this.rooftops(shared, sums, 0.93);
      }
      const map = await this.readMap(sums, 1);
      this.hooks.onProgress?.(1, 'done');
      return map;
    } finally {
      sweep.free();
    }
  }

  /** Follows all launches and their descendants; progress runs from `from` to `to`. */
  private async follow(sums: GpuBuffer, launches: Launches, from: number, to: number, partials: boolean) {
    const run = await this.sweep.begin(launches, this.depositor(sums));
    const counts = await run.follow(launches.count, async (begun) => {
      const share = begun / launches.count;
      this.hooks.onProgress?.(from + (to - from) * share, partials ? 'sweep' : 'corner diffraction');
      if (partials && this.hooks.onPartial && share > 0.05 && performance.now() - this.lastPartial > PARTIAL_EVERY_MS) {
        this.hooks.onPartial(await this.readMap(sums, share));
        this.lastPartial = performance.now();
      }
    });
    this.beams += counts.beams;
    this.dropped += counts.dropped;
    this.droppedWeight += counts.droppedWeight;
  }

  private depositor(sums: GpuBuffer): PieceSinkGpu {
    return {
      mostRounds: MOST_ROUNDS,
      bind: (buffers) =>
        this.gpu.bind(this.kernels.deposit, [
          { binding: 0, buffer: buffers.params },
          { binding: 1, buffer: buffers.city },
          { binding: 3, buffer: buffers.tables },
          { binding: 4, buffer: buffers.launches },
          { binding: 5, buffer: buffers.beams },
          { binding: 6, buffer: sums },
          { binding: 7, buffer: buffers.control },
          { binding: 8, buffer: buffers.pieces },
        ]),
    };
  }

  private async rooftops(shared: SharedBuffers, sums: GpuBuffer, from: number) {
    const { gpu, sweep } = this;
    const p = sweep.problem;
    const params = sweep.own(gpu.uniform('rooftop parameters', packParams(p, sweep.stack, 0)));
    const range = sweep.own(gpu.uniform('rooftop rows', 16));
    const kernel: BoundKernel = gpu.bind(
      this.kernels.rooftops,
      [
        { binding: 0, buffer: params },
        { binding: 1, buffer: shared.city },
        { binding: 2, buffer: shared.grid },
        { binding: 3, buffer: shared.tables },
        { binding: 6, buffer: sums },
      ],
      [{ binding: 0, buffer: range }],
    );
    let rows = FIRST_ROOFTOP_ROWS;
    for (let first = 0; first < p.grid.rows; ) {
      const start = performance.now();
      const last = Math.min(p.grid.rows, first + rows);
      gpu.write(range, Uint32Array.of(first, last, 0, 0));
      gpu.submit((run) => run.dispatch(kernel, Math.ceil(p.grid.columns / 8), Math.ceil((last - first) / 8)));
      await gpu.read(sums, 16);
      sweep.throwIfAborted();
      this.hooks.onProgress?.(from + ((1 - from) * last) / p.grid.rows, 'rooftop diffraction');
      first = last;
      rows = Math.max(8, Math.min(p.grid.rows, Math.round((rows * SLICE_MS) / Math.max(1, performance.now() - start))));
    }
  }

  private async readMap(sums: GpuBuffer, share: number): Promise<RadioMap> {
    const start = performance.now();
    const p = this.sweep.problem;
    const words = new Uint32Array(await this.gpu.read(sums));
    const unpacked = unpackSums(words, cellCount(p.grid), this.beams, this.dropped, this.droppedWeight);
    this.readbackMs += performance.now() - start;
    return finishMap(p, unpacked, share, this.gpu.adapterName, {
      pack: this.packed - this.began,
      solve: performance.now() - this.packed - this.readbackMs,
      readback: this.readbackMs,
    });
  }
}

function unpackSums(
  words: Uint32Array,
  cells: number,
  beams: number,
  dropped: number,
  droppedWeight: number,
): SweepSums {
  const gain = new Float64Array(PLANES * cells);
  for (let i = 0; i < gain.length; i++) gain[i] = (words[2 * i + 1]! * 2 ** 32 + words[2 * i]!) / FIXED_POINT_SCALE;
  return {
    gain,
    deposits: words.slice(2 * PLANES * cells, (2 * PLANES + 1) * cells),
    beams,
    dropped,
    droppedWeight,
  };
}
