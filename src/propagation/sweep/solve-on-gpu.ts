import depositCode from '../../../shaders/sweep_deposit.wgsl';
import planCode from '../../../shaders/sweep_plan.wgsl';
import rooftopsCode from '../../../shaders/sweep_rooftops.wgsl';
import takeCode from '../../../shaders/sweep_take.wgsl';
import traceCode from '../../../shaders/sweep_trace.wgsl';
import type { BoundKernel, Gpu, GpuBuffer, Kernel } from '../../gpu/gpu.ts';
import { cellCount } from '../../raster/raster-grid.ts';
import { UserError } from '../../units/errors.ts';
import type { RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { FIXED_POINT_SCALE, PLANES, type SweepSums } from './accumulator.ts';
import { BEAM_WORDS } from './beam.ts';
import { finishMap } from './finish-map.ts';
import { azimuthLaunches, cornerLaunches, type Launches } from './launches.ts';
import { packCity, packGrid, packParams, packTables, type StackSize } from './pack-for-gpu.ts';
import { indoorCells } from './rooftop-profile.ts';
import { type SweepProblem, sweepProblem } from './sweep-problem.ts';
import { BEAMS_PER_CORNER, visibleCorners } from './visible-corners.ts';

/** Aimed-at length of one submission [ms]: long enough to hide its cost, short enough to cancel and to share the GPU. */
const SLICE_MS = 35;
const PARTIAL_EVERY_MS = 500;
export const CONTROL_WORDS = 12;
export const BEAM_LIMIT_WORD = 9;
/** Beams of the first pass, before its time is known; the fewest a pass takes; the most passes in one submission. */
const FIRST_BEAMS = 2048;
const FEWEST_BEAMS = 512;
const MOST_PASSES = 64;
/** Room for pieces, per beam of a pass, and words a piece; as in shaders/lib/sweep_bindings.wgsl. */
export const PIECES_A_PASS = 4;
export const PIECE_WORDS = 5;
/** Rows of workgroups (8 cells high) a rooftop dispatch begins with. */
const FIRST_ROOFTOP_ROWS = 16;

interface SweepKernels {
  readonly plan: Kernel;
  readonly measure: Kernel;
  readonly take: Kernel;
  readonly trace: Kernel;
  readonly deposit: Kernel;
  readonly rooftops: Kernel;
}

/** The sweep on WebGPU; `stack` can be made small to test that the cut of the work does not change the map. */
export function createSweepSolverGpu(gpu: Gpu, stack?: StackSize): RadioMapSolver {
  let kernels: Promise<SweepKernels> | null = null;
  const size = stack ?? (gpu.software ? { capacity: 1 << 17, batch: 1 << 14 } : { capacity: 1 << 19, batch: 1 << 16 });
  return {
    name: 'sweep',
    async solve(request, hooks = {}) {
      kernels ??= compile(gpu);
      return new SweepRun(gpu, await kernels, size, request, hooks).solve();
    },
    dispose() {},
  };
}

async function compile(gpu: Gpu): Promise<SweepKernels> {
  const [plan, measure, take, trace, deposit, rooftops] = await Promise.all([
    gpu.kernel('sweep plan', planCode, 'plan'),
    gpu.kernel('sweep measure', planCode, 'measure'),
    gpu.kernel('sweep take', takeCode, 'take'),
    gpu.kernel('sweep trace', traceCode, 'trace'),
    gpu.kernel('sweep deposit', depositCode, 'deposit'),
    gpu.kernel('sweep rooftops', rooftopsCode, 'rooftops'),
  ]);
  return { plan, measure, take, trace, deposit, rooftops };
}

/** One solve: its buffers, its slices, its end. */
class SweepRun {
  private readonly gpu: Gpu;
  private readonly kernels: SweepKernels;
  private readonly stack: StackSize;
  private readonly request: SolveRequest;
  private readonly hooks: SolveHooks;
  private readonly problem: SweepProblem;
  private readonly began = performance.now();
  private readonly owned: GpuBuffer[] = [];
  private packed = 0;
  private lastPartial = 0;
  private readbackMs = 0;
  private beams = 0;
  private dropped = 0;
  private droppedWeight = 0;

  constructor(gpu: Gpu, kernels: SweepKernels, stack: StackSize, request: SolveRequest, hooks: SolveHooks) {
    this.gpu = gpu;
    this.kernels = kernels;
    this.stack = stack;
    this.request = request;
    this.hooks = hooks;
    this.problem = sweepProblem(request);
  }

  async solve(): Promise<RadioMap> {
    try {
      this.checkAborted();
      const shared = this.sharedBuffers();
      this.packed = performance.now();
      this.lastPartial = this.packed;
      const azimuths = azimuthLaunches(this.problem);
      await this.sweep(shared, azimuths, 0, 0.85, true);
      if (this.request.settings.diffraction) {
        const corners = cornerLaunches(this.problem, visibleCorners(this.problem), BEAMS_PER_CORNER);
        if (corners.count > 0) await this.sweep(shared, corners, 0.85, 0.93, false);
        await this.rooftops(shared, 0.93);
      }
      const map = await this.readMap(shared, 1);
      this.hooks.onProgress?.(1, 'done');
      return map;
    } finally {
      this.gpu.free(...this.owned);
    }
  }

  private own(buffer: GpuBuffer): GpuBuffer {
    this.owned.push(buffer);
    return buffer;
  }

  sharedBuffers() {
    const p = this.problem;
    const { scene, settings } = this.request;
    const indoor = settings.diffraction ? indoorCells(scene, p.grid, p.rxHeight) : new Uint8Array(0);
    const rows = this.stack.capacity + this.stack.batch;
    return {
      // The map first: it is what may not fit.
      sums: this.own(this.gpu.storage('map sums', cellCount(p.grid) * (2 * PLANES + 1) * 4)),
      city: this.own(this.gpu.storage('walls and roofs', packCity(p.city))),
      grid: this.own(this.gpu.storage('wall grid', packGrid(p.city, indoor))),
      tables: this.own(this.gpu.storage('material and antenna tables', packTables(p))),
      beams: this.own(this.gpu.storage('beams', rows * BEAM_WORDS * 4)),
      pieces: this.own(this.gpu.storage('beam pieces', this.stack.batch * PIECES_A_PASS * PIECE_WORDS * 4)),
    };
  }

  /** Follows all launches and their descendants; progress runs from `from` to `to`. */
  private async sweep(shared: Shared, launches: Launches, from: number, to: number, partials: boolean) {
    const { gpu, problem: p, kernels } = this;
    const params = this.own(gpu.uniform('sweep parameters', packParams(p, this.stack, launches.count)));
    const directions = this.own(gpu.storage('launches', Float32Array.from(launches.values)));
    const control = this.own(gpu.storage('sweep control', CONTROL_WORDS * 4));
    const at = (binding: number, buffer: GpuBuffer) => ({ binding, buffer });
    const all = {
      params: at(0, params),
      city: at(1, shared.city),
      grid: at(2, shared.grid),
      tables: at(3, shared.tables),
      launches: at(4, directions),
      beams: at(5, shared.beams),
      sums: at(6, shared.sums),
      control: at(7, control),
      pieces: at(8, shared.pieces),
    };
    const counts = this.own(gpu.indirect('sweep workgroups', 32));
    const plan = gpu.bind(kernels.plan, [all.params, all.control, at(9, counts)]);
    const measure = gpu.bind(kernels.measure, [all.control, at(9, counts)]);
    const take = gpu.bind(kernels.take, [all.params, all.launches, all.beams, all.control]);
    const { sums, ...forTrace } = all;
    const { grid: _, ...forDeposit } = all;
    const trace = gpu.bind(kernels.trace, Object.values(forTrace));
    const deposit = gpu.bind(kernels.deposit, Object.values(forDeposit));
    const pace = { beams: Math.min(FIRST_BEAMS, this.stack.batch), passes: 1 };
    for (;;) {
      const start = performance.now();
      gpu.write(control, Uint32Array.of(pace.beams), BEAM_LIMIT_WORD);
      gpu.submit((run) => {
        for (let i = 0; i < pace.passes; i++) {
          run.dispatch(plan, 1);
          run.dispatchIndirect(take, counts, 0);
          run.dispatchIndirect(trace, counts, 0);
          run.dispatch(measure, 1);
          run.dispatchIndirect(deposit, counts, 16);
        }
      });
      const state = new Uint32Array(await gpu.read(control, CONTROL_WORDS * 4));
      const share = state[3]! / launches.count;
      const finished = state[0] === 0 && state[3] === launches.count;
      if (finished) {
        this.beams += state[4]!;
        this.dropped += state[5]!;
        this.droppedWeight += (state[7]! * 2 ** 32 + state[6]!) / 2 ** 48;
        return;
      }
      if (state[1] === 0) throw stackFull(this.stack);
      this.checkAborted();
      this.hooks.onProgress?.(from + (to - from) * share, partials ? 'sweep' : 'corner diffraction');
      this.keepPace(pace, performance.now() - start);
      if (partials && this.hooks.onPartial && share > 0.05 && performance.now() - this.lastPartial > PARTIAL_EVERY_MS) {
        this.hooks.onPartial(await this.readMap(shared, share));
        this.lastPartial = performance.now();
      }
    }
  }

  /** More beams a pass while slices are short, then more passes; fewer in the other order. */
  private keepPace(pace: { beams: number; passes: number }, tookMs: number) {
    const factor = Math.min(2, Math.max(0.25, SLICE_MS / Math.max(tookMs, 1)));
    if (factor > 1 && pace.beams < this.stack.batch)
      pace.beams = Math.min(this.stack.batch, Math.ceil(pace.beams * factor));
    else if (factor < 1 && pace.passes === 1) pace.beams = Math.max(FEWEST_BEAMS, Math.floor(pace.beams * factor));
    else pace.passes = Math.max(1, Math.min(MOST_PASSES, Math.round(pace.passes * factor)));
  }

  private async rooftops(shared: Shared, from: number) {
    const { gpu, problem: p } = this;
    const params = this.own(gpu.uniform('rooftop parameters', packParams(p, this.stack, 0)));
    const range = this.own(gpu.uniform('rooftop rows', 16));
    const kernel: BoundKernel = gpu.bind(
      this.kernels.rooftops,
      [
        { binding: 0, buffer: params },
        { binding: 1, buffer: shared.city },
        { binding: 2, buffer: shared.grid },
        { binding: 3, buffer: shared.tables },
        { binding: 6, buffer: shared.sums },
      ],
      [{ binding: 0, buffer: range }],
    );
    let rows = FIRST_ROOFTOP_ROWS;
    for (let first = 0; first < p.grid.rows; ) {
      const start = performance.now();
      const last = Math.min(p.grid.rows, first + rows);
      gpu.write(range, Uint32Array.of(first, last, 0, 0));
      gpu.submit((run) => run.dispatch(kernel, Math.ceil(p.grid.columns / 8), Math.ceil((last - first) / 8)));
      await gpu.read(shared.sums, 16);
      this.checkAborted();
      this.hooks.onProgress?.(from + ((1 - from) * last) / p.grid.rows, 'rooftop diffraction');
      first = last;
      rows = Math.max(8, Math.min(p.grid.rows, Math.round((rows * SLICE_MS) / Math.max(1, performance.now() - start))));
    }
  }

  private checkAborted() {
    if (this.hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
  }

  private async readMap(shared: Shared, share: number): Promise<RadioMap> {
    const start = performance.now();
    const words = new Uint32Array(await this.gpu.read(shared.sums));
    const sums = unpackSums(words, cellCount(this.problem.grid), this.beams, this.dropped, this.droppedWeight);
    this.readbackMs += performance.now() - start;
    return finishMap(this.problem, sums, share, this.gpu.adapterName, {
      pack: this.packed - this.began,
      solve: performance.now() - this.packed - this.readbackMs,
      readback: this.readbackMs,
    });
  }
}

function stackFull(stack: StackSize): UserError {
  return new UserError(
    'over-budget',
    `The ${stack.capacity} beams that the sweep has room for are not enough for this scene. Lower the depth or switch refraction off.`,
  );
}

type Shared = ReturnType<SweepRun['sharedBuffers']>;

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
