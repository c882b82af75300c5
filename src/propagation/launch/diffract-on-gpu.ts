import diffractCode from '../../../shaders/launch_diffract.wgsl';
import type { BoundKernel, Gpu, GpuBuffer, Kernel } from '../../gpu/gpu.ts';
import { sliceFactor } from '../../gpu/slice-pace.ts';
import { cellCount } from '../../raster/raster-grid.ts';
import type { Wedges } from '../mesh/wedges.ts';
import { type Diffraction, pointsAcross, TILE } from './diffraction.ts';
import { LEAST_DISTANCE_M, LOT_BELOW, LOT_BELOW_IN_SIGHT } from './edge-gather.ts';
import { kernelsByStack } from './kernels-by-stack.ts';
import type { MeshOnGpu } from './launch-on-gpu.ts';
import type { LaunchProblem } from './launch-problem.ts';
import { packLaunch, packLaunchParams, packSlabs } from './pack-launch.ts';
import { packAimedWedges } from './pack-wedges.ts';
import { aimWedges, EDGE_CLEARANCE_M, type SectorWedges } from './sector-wedges.ts';

/** Tiles of the first slice, before its time is known, and the most of any. */
const FIRST_TILES = 4;
const MOST_TILES = 4096;
/** Words of the uniform block `Gather` of shaders/launch_diffract.wgsl. */
const GATHER_WORDS = 12;

interface DiffractKernels {
  readonly look: Kernel;
  readonly diffract: Kernel;
}

const diffractKernels = kernelsByStack(async (gpu, stackLine): Promise<DiffractKernels> => {
  const [look, diffract] = await Promise.all([
    gpu.kernel('launch look', stackLine + diffractCode, 'look'),
    gpu.kernel('launch diffract', stackLine + diffractCode, 'diffract'),
  ]);
  return { look, diffract };
});

/**
 * First-order diffraction of a request on a GPU: the gather of edge-gather.ts, a thread a cell. In float32; a cell's rays are added in
 * one order, so the same request gives the same bits on one adapter, however it is sliced.
 */
export class DiffractOnGpu {
  readonly #gpu: Gpu;
  readonly #problem: LaunchProblem;
  readonly #mesh: MeshOnGpu;
  readonly #aimed: SectorWedges;
  readonly #owned: GpuBuffer[] = [];
  readonly #gathered: GpuBuffer;
  readonly #gather: GpuBuffer;
  readonly #across: number;

  /** Finds out what of the wedges the transmitter sees, on the CPU: a few hundred milliseconds for ten thousands of them. */
  constructor(gpu: Gpu, problem: LaunchProblem, mesh: MeshOnGpu, wedges: Wedges) {
    this.#gpu = gpu;
    this.#problem = problem;
    this.#mesh = mesh;
    this.#aimed = aimWedges(wedges, problem.geometry.bvh, problem.sector, problem.request.settings.wedgeModel);
    this.#across = pointsAcross(problem.grid);
    this.#gathered = this.#own(gpu.storage('diffracted sums', 16 * cellCount(problem.grid)));
    this.#gather = this.#own(gpu.uniform('diffraction slice', 4 * GATHER_WORDS));
  }

  #own(buffer: GpuBuffer): GpuBuffer {
    this.#owned.push(buffer);
    return buffer;
  }

  free() {
    this.#gpu.free(...this.#owned);
  }

  /** Gathers all cells; `between` runs after every slice with the share that is done, and may throw to stop. */
  async run(between: (share: number) => Promise<void>): Promise<void> {
    if (this.#aimed.count === 0) return between(1);
    const { look, diffract } = await this.#bind();
    const { columns, rows } = this.#problem.grid;
    const tiles = Math.ceil(columns / TILE) * Math.ceil(rows / TILE);
    const points = this.#across ** 2;
    let slice = FIRST_TILES;
    for (let point = 0; point < points; point++) {
      for (let first = 0; first < tiles; ) {
        const start = performance.now();
        const count = Math.min(slice, tiles - first);
        this.#gpu.write(this.#gather, this.#sliceWords(first, point));
        this.#gpu.submit((run) => {
          run.dispatch(look, count);
          run.dispatch(diffract, count);
        });
        await this.#gpu.read(this.#gathered, 16);
        first += count;
        await between((point + first / tiles) / points);
        const factor = sliceFactor(performance.now() - start);
        slice = Math.min(MOST_TILES, Math.max(1, Math.round(slice * factor)));
      }
    }
  }

  /** What has been gathered: all of it after `run`. */
  async read(): Promise<Diffraction> {
    const words = new Float32Array(await this.#gpu.read(this.#gathered));
    const cells = cellCount(this.#problem.grid);
    return {
      pathGain: Float64Array.from({ length: cells }, (_, c) => words[4 * c]!),
      rays: Uint32Array.from({ length: cells }, (_, c) => words[4 * c + 1]!),
    };
  }

  async #bind(): Promise<{ look: BoundKernel; diffract: BoundKernel }> {
    const gpu = this.#gpu;
    const { packed, nodes, triangles } = this.#mesh;
    const { look, diffract } = await diffractKernels(gpu, packed.stackSize);
    const { values, words } = packAimedWedges(this.#aimed, packed.origin);
    const params = this.#own(gpu.uniform('launch parameters', packLaunchParams(this.#problem, packed)));
    const slabs = this.#own(gpu.storage('material tables', packSlabs(this.#problem.tracer.slabs)));
    const launch = this.#own(gpu.storage('launch and antenna', packLaunch(this.#problem, packed)));
    const wedges = this.#own(gpu.storage('wedges', values));
    const wedgeWords = this.#own(gpu.storage('wedges, seen parts and materials', words));
    const at = (binding: number, buffer: GpuBuffer) => ({ binding, buffer });
    const scene = [at(0, params), at(1, nodes), at(2, triangles), at(4, launch)];
    const slice = [at(0, this.#gather), at(3, this.#gathered)];
    return {
      look: gpu.bind(look, scene, slice),
      diffract: gpu.bind(diffract, [...scene, at(3, slabs)], [...slice, at(1, wedges), at(2, wedgeWords)]),
    };
  }

  /** The uniform block, in the order of struct Gather. */
  #sliceWords(firstTile: number, point: number): Uint32Array {
    const { grid, wavelengthM, request } = this.#problem;
    const words = new Uint32Array(GATHER_WORDS);
    const sionna = request.settings.wedgeModel === 'sionna' ? 1 : 0;
    words.set([firstTile, Math.ceil(grid.columns / TILE), point, this.#across, this.#aimed.count, sionna]);
    new Float32Array(words.buffer).set(
      [
        LOT_BELOW,
        LOT_BELOW_IN_SIGHT,
        (wavelengthM / (4 * Math.PI)) ** 2 / this.#across ** 2,
        EDGE_CLEARANCE_M,
        LEAST_DISTANCE_M,
      ],
      6,
    );
    return words;
  }
}
