import planCode from '../../../shaders/sweep_plan.wgsl';
import takeCode from '../../../shaders/sweep_take.wgsl';
import traceCode from '../../../shaders/sweep_trace.wgsl';
import type { BoundKernel, Gpu, GpuBuffer, Kernel, Recorder } from '../../gpu/gpu.ts';
import { sliceFactor } from '../../gpu/slice-pace.ts';
import { UserError } from '../../units/errors.ts';
import { BEAM_WORDS } from './beam.ts';
import type { FollowCounts } from './follow-beam.ts';
import type { Launches } from './launches.ts';
import { LAUNCH_COUNT_WORD, packCity, packGrid, packParams, packTables, type StackSize } from './pack-for-gpu.ts';
import type { SweepProblem } from './sweep-problem.ts';

export const CONTROL_WORDS = 12;
export const PIECES_WORD = 8;
export const BEAM_LIMIT_WORD = 9;
export const RECORDS_WORD = 10;
/** Beams of the first pass, before its time is known; the fewest a pass takes. */
const FIRST_BEAMS = 2048;
const FEWEST_BEAMS = 512;
/** Room for pieces, per beam of a pass, and words a piece; as in shaders/lib/sweep_bindings.wgsl. */
export const PIECES_A_PASS = 4;
export const PIECE_WORDS = 5;

/** What all launches of a sweep share, by the names in shaders/lib/sweep_bindings.wgsl. */
export interface SharedBuffers {
  readonly city: GpuBuffer;
  readonly grid: GpuBuffer;
  readonly tables: GpuBuffer;
  readonly beams: GpuBuffer;
  readonly pieces: GpuBuffer;
}

export interface SweepBuffers extends SharedBuffers {
  readonly params: GpuBuffer;
  readonly launches: GpuBuffer;
  readonly control: GpuBuffer;
  /** Workgroups of the passes over beams, then, from byte 16 on, of the pass over pieces. */
  readonly counts: GpuBuffer;
}

/** What becomes of the pieces of beams that see the receiver plane: the last pass of a round. */
export interface PieceSinkGpu {
  /** Most rounds between two looks at the result; the next round overwrites the pieces. */
  readonly mostRounds: number;
  bind(buffers: SweepBuffers): BoundKernel;
  /** Runs after every submission with the control words as it left them; the pieces of its last round are still there. */
  settle?(control: Uint32Array): Promise<void>;
}

/** How large a stack serves an adapter. */
export function stackFor(gpu: Gpu): StackSize {
  return gpu.software ? { capacity: 1 << 17, batch: 1 << 14 } : { capacity: 1 << 19, batch: 1 << 16 };
}

interface SweepKernels {
  readonly plan: Kernel;
  readonly measure: Kernel;
  readonly take: Kernel;
  readonly trace: Kernel;
}

const compiled = new WeakMap<Gpu, Promise<SweepKernels>>();

function sweepKernels(gpu: Gpu): Promise<SweepKernels> {
  const known = compiled.get(gpu);
  if (known) return known;
  const kernels = compile(gpu);
  compiled.set(gpu, kernels);
  return kernels;
}

async function compile(gpu: Gpu): Promise<SweepKernels> {
  const [plan, measure, take, trace] = await Promise.all([
    gpu.kernel('sweep plan', planCode, 'plan'),
    gpu.kernel('sweep measure', planCode, 'measure'),
    gpu.kernel('sweep take', takeCode, 'take'),
    gpu.kernel('sweep trace', traceCode, 'trace'),
  ]);
  return { plan, measure, take, trace };
}

/** One request's sweep on a GPU: what all its launches share, and the way to follow them. */
export class SweepOnGpu {
  readonly gpu: Gpu;
  readonly problem: SweepProblem;
  readonly stack: StackSize;
  readonly #signal: AbortSignal | undefined;
  readonly #owned: GpuBuffer[] = [];
  #shared: SharedBuffers | null = null;

  constructor(gpu: Gpu, problem: SweepProblem, stack: StackSize, signal: AbortSignal | undefined) {
    this.gpu = gpu;
    this.problem = problem;
    this.stack = stack;
    this.#signal = signal;
  }

  /** Keeps a buffer to give it back with the others. */
  own(buffer: GpuBuffer): GpuBuffer {
    this.#owned.push(buffer);
    return buffer;
  }

  free() {
    this.gpu.free(...this.#owned);
  }

  throwIfAborted() {
    if (this.#signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
  }

  /** Packs what all launches share; `indoor` is 1 for the cells that the rooftops pass leaves out, empty where there is none. */
  pack(indoor: Uint8Array): SharedBuffers {
    const { gpu, problem: p, stack } = this;
    this.#shared = {
      city: this.own(gpu.storage('walls and roofs', packCity(p.city))),
      grid: this.own(gpu.storage('wall grid', packGrid(p.city, indoor))),
      tables: this.own(gpu.storage('material and antenna tables', packTables(p))),
      beams: this.own(gpu.storage('beams', (stack.capacity + stack.batch) * BEAM_WORDS * 4)),
      pieces: this.own(gpu.storage('beam pieces', stack.batch * PIECES_A_PASS * PIECE_WORDS * 4)),
    };
    return this.#shared;
  }

  async begin(launches: Launches, sink: PieceSinkGpu): Promise<LaunchesOnGpu> {
    const { gpu } = this;
    const kernels = await sweepKernels(gpu);
    const buffers: SweepBuffers = {
      ...(this.#shared ?? this.pack(new Uint8Array(0))),
      params: this.own(gpu.uniform('sweep parameters', packParams(this.problem, this.stack, launches.count))),
      launches: this.own(gpu.storage('launches', Float32Array.from(launches.values))),
      control: this.own(gpu.storage('sweep control', CONTROL_WORDS * 4)),
      counts: this.own(gpu.indirect('sweep workgroups', 32)),
    };
    return new LaunchesOnGpu(this, kernels, buffers, sink);
  }
}

/** Launches on their way through the passes plan, take, trace, measure and that of the sink. */
export class LaunchesOnGpu {
  readonly #sweep: SweepOnGpu;
  readonly #buffers: SweepBuffers;
  readonly #sink: PieceSinkGpu;
  readonly #round: (run: Recorder) => void;
  #beams: number;
  #rounds = 1;

  constructor(sweep: SweepOnGpu, kernels: SweepKernels, buffers: SweepBuffers, sink: PieceSinkGpu) {
    const { gpu } = sweep;
    this.#sweep = sweep;
    this.#buffers = buffers;
    this.#sink = sink;
    this.#beams = Math.min(FIRST_BEAMS, sweep.stack.batch);
    const at = (binding: number, buffer: GpuBuffer) => ({ binding, buffer });
    const params = at(0, buffers.params);
    const launches = at(4, buffers.launches);
    const beams = at(5, buffers.beams);
    const control = at(7, buffers.control);
    const counts = at(9, buffers.counts);
    const plan = gpu.bind(kernels.plan, [params, control, counts]);
    const measure = gpu.bind(kernels.measure, [control, counts]);
    const take = gpu.bind(kernels.take, [params, launches, beams, control]);
    const trace = gpu.bind(kernels.trace, [
      params,
      at(1, buffers.city),
      at(2, buffers.grid),
      at(3, buffers.tables),
      launches,
      beams,
      control,
      at(8, buffers.pieces),
    ]);
    const last = sink.bind(buffers);
    this.#round = (run) => {
      run.dispatch(plan, 1);
      run.dispatchIndirect(take, buffers.counts, 0);
      run.dispatchIndirect(trace, buffers.counts, 0);
      run.dispatch(measure, 1);
      run.dispatchIndirect(last, buffers.counts, 16);
    };
  }

  /**
   * Follows the launches before number `until` that were not followed yet, and all their descendants. `between` runs after every
   * submission but the last, with the number of launches begun. The counts are those of all launches so far.
   */
  async follow(until: number, between: (begun: number) => void | Promise<void>): Promise<FollowCounts> {
    const { gpu, stack } = this.#sweep;
    const { control, params } = this.#buffers;
    gpu.write(params, Uint32Array.of(until), LAUNCH_COUNT_WORD);
    for (;;) {
      const start = performance.now();
      gpu.write(control, Uint32Array.of(this.#beams, 0), BEAM_LIMIT_WORD);
      gpu.submit((run) => {
        for (let i = 0; i < this.#rounds; i++) this.#round(run);
      });
      const state = new Uint32Array(await gpu.read(control, CONTROL_WORDS * 4));
      await this.#sink.settle?.(state);
      const [size, taken, , launched] = state as unknown as [number, number, number, number];
      if (size === 0 && launched === until)
        return {
          beams: state[4]!,
          dropped: state[5]!,
          droppedWeight: (state[7]! * 2 ** 32 + state[6]!) / 2 ** 48,
        };
      if (taken === 0) throw stackFull(stack);
      this.#sweep.throwIfAborted();
      this.#keepPace(performance.now() - start);
      await between(launched);
    }
  }

  /** More beams a round while slices are short, then more rounds; fewer in the other order. */
  #keepPace(tookMs: number) {
    const { batch } = this.#sweep.stack;
    const factor = sliceFactor(tookMs);
    if (factor > 1 && this.#beams < batch) this.#beams = Math.min(batch, Math.ceil(this.#beams * factor));
    else if (factor < 1 && this.#rounds === 1) this.#beams = Math.max(FEWEST_BEAMS, Math.floor(this.#beams * factor));
    else this.#rounds = Math.max(1, Math.min(this.#sink.mostRounds, Math.round(this.#rounds * factor)));
  }
}

function stackFull(stack: StackSize): UserError {
  return new UserError(
    'over-budget',
    `The ${stack.capacity} beams that the sweep has room for are not enough for this scene. Lower the depth or switch refraction off.`,
  );
}
