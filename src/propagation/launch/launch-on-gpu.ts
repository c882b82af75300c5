import foldCode from '../../../shaders/launch_fold.wgsl';
import traceCode from '../../../shaders/launch_trace.wgsl';
import type { BoundKernel, Gpu, GpuBuffer, Kernel } from '../../gpu/gpu.ts';
import { sliceFactor } from '../../gpu/slice-pace.ts';
import { cellCount } from '../../raster/raster-grid.ts';
import { kernelsByStack } from './kernels-by-stack.ts';
import { BATCHES_OF_GROUP, batchTurn } from './launch-batches.ts';
import { type LaunchGroups, noGroups, withGroup } from './launch-groups.ts';
import type { LaunchProblem } from './launch-problem.ts';
import { batchWords, type LaunchSums, totalsWords, unpackTotals, wholeGain } from './launch-sums.ts';
import { packLaunch, packLaunchParams, packSlabs, packSlice } from './pack-launch.ts';
import { type PackedMesh, packMesh } from './pack-mesh.ts';

const WORKGROUP = 64;
/** Rays that a thread follows one after the other. */
const RAYS_OF_THREAD = 8;
/** Workgroups along x; the rest goes along y. */
const MOST_GROUPS_X = 4096;
/** Rays of the first slice, before its time is known; the fewest of any. */
const FIRST_RAYS = 4096;
const FEWEST_RAYS = 1024;

interface LaunchKernels {
  readonly trace: Kernel;
  readonly fold: Kernel;
}

const launchKernels = kernelsByStack(async (gpu, stackLine): Promise<LaunchKernels> => {
  const [trace, fold] = await Promise.all([
    gpu.kernel('launch trace', stackLine + traceCode, 'trace'),
    gpu.kernel('launch fold', foldCode, 'fold'),
  ]);
  return { trace, fold };
});

/** The mesh of a scene on the device, kept from sector to sector. */
export interface MeshOnGpu {
  readonly packed: PackedMesh;
  readonly nodes: GpuBuffer;
  readonly triangles: GpuBuffer;
}

export function meshOnGpu(gpu: Gpu, { geometry, tracer }: LaunchProblem): MeshOnGpu {
  const packed = packMesh(geometry.mesh, geometry.bvh, (slot) => tracer.slabOfSlot[slot]!);
  return {
    packed,
    nodes: gpu.storage('bounding boxes of the scene', packed.nodes),
    triangles: gpu.storage('triangles of the scene', packed.triangles),
  };
}

/** The sums of a launch between two batches, on the host. */
export interface StoppedSums {
  /** The totals as they are on the device. */
  readonly words: Uint32Array<ArrayBuffer>;
  readonly groups: LaunchGroups;
  readonly segments: number;
}

/** One sector's launch on a GPU, batch by batch. */
export class LaunchOnGpu {
  readonly params: GpuBuffer;
  /** Sums of the batch in hand: all that adds to the map within a batch adds here. */
  readonly sums: GpuBuffer;
  readonly problem: LaunchProblem;
  readonly mesh: MeshOnGpu;
  readonly #gpu: Gpu;
  readonly #owned: GpuBuffer[] = [];
  readonly #totals: GpuBuffer;
  readonly #slice: GpuBuffer;
  readonly #cells: number;
  readonly #moments: boolean;
  #trace: BoundKernel | null = null;
  #fold: BoundKernel | null = null;
  #rays = FIRST_RAYS;
  #groups: LaunchGroups;
  /** The totals as they were read last. */
  #words: Uint32Array<ArrayBuffer> | null = null;
  /** Segments traced by the launch that this one goes on from. */
  #segmentsBefore = 0;
  #segments = 0;

  constructor(gpu: Gpu, problem: LaunchProblem, mesh: MeshOnGpu) {
    this.#gpu = gpu;
    this.problem = problem;
    this.mesh = mesh;
    this.#cells = cellCount(problem.grid);
    this.#groups = noGroups(this.#cells);
    this.#moments = problem.request.settings.moments === true;
    // The map first: it is what may not fit.
    this.#totals = this.#own(gpu.storage('map sums', 4 * totalsWords(this.#cells, this.#moments)));
    this.sums = this.#own(gpu.storage('batch sums', 4 * batchWords(this.#cells, this.#moments)));
    this.params = this.#own(gpu.uniform('launch parameters', packLaunchParams(problem, mesh.packed)));
    this.#slice = this.#own(gpu.uniform('launch slice', 32));
  }

  #own(buffer: GpuBuffer): GpuBuffer {
    this.#owned.push(buffer);
    return buffer;
  }

  free() {
    this.#gpu.free(...this.#owned);
  }

  async prepare(): Promise<void> {
    const gpu = this.#gpu;
    const { trace, fold } = await launchKernels(gpu, this.mesh.packed.stackSize);
    const slabs = this.#own(gpu.storage('material tables', packSlabs(this.problem.tracer.slabs)));
    const launch = this.#own(gpu.storage('launch and antenna', packLaunch(this.problem, this.mesh.packed)));
    const at = (binding: number, buffer: GpuBuffer) => ({ binding, buffer });
    const params = at(0, this.params);
    this.#trace = gpu.bind(
      trace,
      [params, at(1, this.mesh.nodes), at(2, this.mesh.triangles), at(3, slabs), at(4, launch), at(5, this.sums)],
      [at(0, this.#slice)],
    );
    this.#fold = gpu.bind(fold, [params, at(5, this.sums)], [at(0, this.#totals)]);
  }

  /** Goes on from where another launch of the same problem stopped; to be called after `prepare` and before anything is traced. */
  goOnFrom({ words, groups, segments }: StoppedSums): void {
    this.#gpu.write(this.#totals, words);
    this.#groups = groups;
    this.#segmentsBefore = segments;
  }

  /** Where this launch stands; to be called after `read`, with nothing traced since. */
  stopped(): StoppedSums {
    if (!this.#words) throw new Error('A launch that was not read stands nowhere');
    return { words: this.#words, groups: this.#groups, segments: this.#segments };
  }

  /** Traces all rays of a batch; `between` is waited for after every slice, with the share of the batch that is done. */
  async trace(batch: number, between: (share: number) => Promise<void>): Promise<void> {
    const { plan } = this.problem;
    const turn = batchTurn(plan, batch);
    const key = (batch * plan.raysOfBatch) >>> 0;
    for (let first = 0; first < plan.raysOfBatch; ) {
      const start = performance.now();
      const end = Math.min(plan.raysOfBatch, first + this.#rays);
      this.#gpu.write(this.#slice, packSlice(first, end, key, turn));
      const groups = Math.ceil((end - first) / (WORKGROUP * RAYS_OF_THREAD));
      const x = Math.min(groups, MOST_GROUPS_X);
      const trace = this.#trace!;
      this.#gpu.submit((run) => run.dispatch(trace, x, Math.ceil(groups / x)));
      await this.#gpu.read(this.sums, 16);
      first = end;
      const factor = sliceFactor(performance.now() - start);
      this.#rays = Math.max(FEWEST_RAYS, Math.round(this.#rays * factor));
      await between(first / plan.raysOfBatch);
    }
  }

  /** Adds the batch in hand to the totals. */
  fold(): void {
    const fold = this.#fold!;
    const groups = Math.ceil(this.#cells / WORKGROUP);
    const x = Math.min(groups, MOST_GROUPS_X);
    this.#gpu.submit((run) => run.dispatch(fold, x, Math.ceil(groups / x)));
  }

  /** What the batches folded so far have come to. To be called after the last batch of every group, which it counts. */
  async read(batches: number): Promise<LaunchSums> {
    const words = new Uint32Array(await this.#gpu.read(this.#totals));
    this.#words = words;
    this.#segments = this.#segmentsBefore + (await this.#segmentsTraced());
    const sums = unpackTotals(words, this.#cells, this.#moments);
    if (batches === (this.#groups.count + 1) * BATCHES_OF_GROUP)
      this.#groups = withGroup(this.#groups, wholeGain(sums, this.#cells, this.problem.request.settings.lineOfSight));
    return { ...sums, batches, segments: this.#segments, groups: this.#groups };
  }

  async #segmentsTraced(): Promise<number> {
    const words = new Uint32Array(await this.#gpu.read(this.sums));
    const at = batchWords(this.#cells, this.#moments) - 2;
    return words[at + 1]! * 2 ** 32 + words[at]!;
  }
}
