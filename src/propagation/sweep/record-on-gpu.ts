import recordCode from '../../../shaders/sweep_record.wgsl';
import type { BoundKernel, Gpu, GpuBuffer, Kernel } from '../../gpu/gpu.ts';
import type { PathCache } from '../path-cache.ts';
import type { PathRecorder, PathRequest } from '../path-request.ts';
import type { SolveHooks } from '../solve-request.ts';
import { recordRooftops, SlicedWork } from './drive-on-cpu.ts';
import { azimuthLaunches, cornerLaunches, type Launches } from './launches.ts';
import type { StackSize } from './pack-for-gpu.ts';
import { RECORD_WORDS, readRecord, recordedVisit, recordOrder } from './path-records.ts';
import { DepositRecorder } from './record-deposit.ts';
import {
  CONTROL_WORDS,
  PIECES_WORD,
  type PieceSinkGpu,
  RECORDS_WORD,
  type SweepBuffers,
  SweepOnGpu,
  stackFor,
} from './sweep-on-gpu.ts';
import { type SweepProblem, sweepProblem } from './sweep-problem.ts';
import { BEAMS_PER_CORNER, visibleCorners } from './visible-corners.ts';

/** Records that the GPU's list holds unless a test says otherwise: 7 MiB. */
const ROOM = 1 << 16;
/** Launches of the first group; records that later groups are sized for, so that the host holds some 30 MiB of them; growth of a group. */
const FIRST_GROUP = 16;
const GROUP_RECORDS = 1 << 18;
const GROUP_GROWTH = 4;
/** Records merged between two looks at the clock. */
const MERGED_AT_ONCE = 256;
const THREADS = 64;

/**
 * Records the paths of a sweep with WebGPU: beams are followed and cells are walked there, what a deposit means is worked out on the
 * CPU in float64 as for the CPU's recorder. The result is the same to the bit in every run, whatever the stack, the room for records
 * and the pace: launches go in groups, and a group's records are brought into the order of recordOrder before they are merged.
 * @param room records that the GPU's list holds; less than one walk over the map can give is raised to that
 */
export function createPathRecorderGpu(gpu: Gpu, stack: StackSize = stackFor(gpu), room = ROOM): PathRecorder {
  let kernel: Promise<Kernel> | null = null;
  return {
    async record(request, hooks = {}) {
      kernel ??= gpu.kernel('sweep record', recordCode, 'record');
      return record(gpu, await kernel, stack, room, request, hooks);
    },
  };
}

async function record(
  gpu: Gpu,
  kernel: Kernel,
  stack: StackSize,
  room: number,
  request: PathRequest,
  hooks: SolveHooks,
): Promise<PathCache> {
  const began = performance.now();
  const work = new SlicedWork(hooks);
  const p = sweepProblem(request);
  const recorder = new DepositRecorder(p, request);
  const sweep = new SweepOnGpu(gpu, p, stack, hooks.signal);
  try {
    const list = new RecordList(sweep, kernel, recorder.slotOf, room);
    sweep.pack(new Uint8Array(0));
    const packed = performance.now();
    const follow = async (launches: Launches, from: number, to: number, stage: string) => {
      const run = await sweep.begin(launches, list);
      const fraction = (done: number) => from + ((to - from) * done) / launches.count;
      for (let first = 0, group = FIRST_GROUP; first < launches.count; ) {
        const until = Math.min(launches.count, first + group);
        await run.follow(until, (done) => hooks.onProgress?.(fraction(done), stage));
        const words = list.takeAll();
        await merge(p, words, launches, recorder, () => work.pause(fraction(until), stage));
        recorder.checkBudget();
        first = until;
        const growth = (GROUP_RECORDS * RECORD_WORDS) / Math.max(1, words.length);
        group = Math.max(1, Math.floor(group * Math.min(GROUP_GROWTH, growth)));
      }
    };
    await follow(azimuthLaunches(p), 0, 0.9, 'paths');
    if (request.settings.diffraction) {
      await follow(cornerLaunches(p, visibleCorners(p), BEAMS_PER_CORNER), 0.9, 0.95, 'paths round corners');
      await recordRooftops(recorder, request.cells?.length ?? recorder.slotOf.length, work, 0.95);
    }
    hooks.onProgress?.(1, 'done');
    return recorder.finish('sweep', gpu.adapterName, packed - began, performance.now() - packed);
  } finally {
    sweep.free();
  }
}

async function merge(
  p: SweepProblem,
  words: Uint32Array,
  launches: Launches,
  recorder: DepositRecorder,
  pause: () => Promise<void>,
) {
  const { txHeight, rxHeight } = p;
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const visit = recordedVisit();
  const order = recordOrder(words);
  for (let i = 0; i < order.length; i++) {
    readRecord(words, floats, order[i]!, visit);
    const dh = visit.bounced ? txHeight + rxHeight : txHeight - rxHeight;
    recorder.add(launches, visit.beam, visit.cell, visit.middle, visit.stretch, dh, visit.bounced);
    if (i % MERGED_AT_ONCE === 0) await pause();
  }
}

/**
 * The GPU's list of records, emptied after every round. A round that finds more than there is room for has lost nothing: its pieces
 * still lie there, and the pass runs again over parts of its threads, cut until every part fits. A single thread always does: it
 * crosses no cell twice.
 */
class RecordList implements PieceSinkGpu {
  readonly mostRounds = 1;
  readonly #gpu: Gpu;
  readonly #kernel: Kernel;
  readonly #room: number;
  readonly #range: GpuBuffer;
  readonly #recorded: GpuBuffer;
  readonly #records: GpuBuffer;
  #control: GpuBuffer | null = null;
  #bound: BoundKernel | null = null;
  #taken: Uint32Array[] = [];

  constructor(sweep: SweepOnGpu, kernel: Kernel, slotOf: Int32Array, room: number) {
    const { gpu } = sweep;
    const { columns, rows } = sweep.problem.grid;
    this.#gpu = gpu;
    this.#kernel = kernel;
    this.#room = Math.max(room, columns + rows);
    const bits = new Uint32Array(Math.ceil(slotOf.length / 32));
    for (let cell = 0; cell < slotOf.length; cell++) if (slotOf[cell]! >= 0) bits[cell >>> 5]! |= 1 << (cell & 31);
    this.#records = sweep.own(gpu.storage('path records', this.#room * RECORD_WORDS * 4));
    this.#recorded = sweep.own(gpu.storage('recorded cells', bits));
    this.#range = sweep.own(gpu.uniform('recording threads', 16));
    this.#ask(0, 0xffffffff);
  }

  bind(buffers: SweepBuffers): BoundKernel {
    this.#control = buffers.control;
    this.#bound = this.#gpu.bind(
      this.#kernel,
      [
        { binding: 0, buffer: buffers.params },
        { binding: 5, buffer: buffers.beams },
        { binding: 7, buffer: buffers.control },
        { binding: 8, buffer: buffers.pieces },
      ],
      [
        { binding: 0, buffer: this.#range },
        { binding: 1, buffer: this.#recorded },
        { binding: 2, buffer: this.#records },
      ],
    );
    return this.#bound;
  }

  async settle(control: Uint32Array) {
    const found = control[RECORDS_WORD]!;
    if (found <= this.#room) return this.#take(found);
    await this.#takeInParts(0, 2 * control[PIECES_WORD]!, found);
    this.#ask(0, 0xffffffff);
  }

  /** All records since the last call. */
  takeAll(): Uint32Array {
    const all = new Uint32Array(this.#taken.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#taken) {
      all.set(part, at);
      at += part.length;
    }
    this.#taken = [];
    return all;
  }

  #ask(first: number, last: number) {
    this.#gpu.write(this.#range, Uint32Array.of(first, last, this.#room, 0));
  }

  async #take(count: number) {
    if (count > 0) this.#taken.push(new Uint32Array(await this.#gpu.read(this.#records, count * RECORD_WORDS * 4)));
  }

  /** Threads [first, last) of the round's pieces, which found `found` records: more than there is room for. */
  async #takeInParts(first: number, last: number, found: number) {
    const gpu = this.#gpu;
    const step = Math.ceil((last - first) / Math.ceil((2 * found) / this.#room));
    for (let from = first; from < last; from += step) {
      const to = Math.min(last, from + step);
      this.#ask(from, to);
      gpu.write(this.#control!, Uint32Array.of(0), RECORDS_WORD);
      gpu.submit((run) => run.dispatch(this.#bound!, Math.ceil((to - from) / THREADS)));
      const control = new Uint32Array(await gpu.read(this.#control!, CONTROL_WORDS * 4));
      const part = control[RECORDS_WORD]!;
      if (part <= this.#room) await this.#take(part);
      else await this.#takeInParts(from, to, part);
    }
  }
}
