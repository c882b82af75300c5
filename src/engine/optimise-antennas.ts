import { type AntennaLimits, type AntennaSteps, antennaLattice } from '../planning/antennas/antenna-lattice.ts';
import {
  type AntennaSearchResult,
  type AntennaSetting,
  isSameSetting,
  searchAntennas,
  type TurnableSector,
} from '../planning/antennas/antenna-search.ts';
import type { TurnedSector } from '../planning/antennas/turned-sector.ts';
import {
  type CoverageQuestion,
  type CoverageScore,
  coverageQuestion,
  coverageScore,
} from '../planning/coverage/coverage-score.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import { coverageNetwork, levelsMw } from '../planning/coverage/network-levels.ts';
import { sectorServices } from '../planning/coverage/sector-services.ts';
import type { PathCache } from '../propagation/path-cache.ts';
import { reweighedGain } from '../propagation/reweigh.ts';
import type { SolveHooks, SolveRequest } from '../propagation/solve-request.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';
import type { Engine } from './engine.ts';

export interface AntennaRequest extends Omit<SolveRequest, 'sector' | 'receiverSurface'> {
  /** The network. */
  readonly sectors: readonly Sector[];
  /** Which of them may be turned, by id, each with its limits. */
  readonly limits: ReadonlyMap<string, AntennaLimits>;
  readonly steps: AntennaSteps;
  readonly targets: CoverageTargets;
  /** What every cell of the grid counts (planning/coverage/cell-weights.ts). */
  readonly weight: Float64Array;
  /** Ascents of the search, [>= 1], and the seed of those that start elsewhere. */
  readonly starts: number;
  readonly seed: number;
  /** Recording stops with UserError('over-budget') when the paths of all sectors take more [bytes]. */
  readonly budgetBytes?: number;
}

export interface AntennaHooks {
  readonly signal?: AbortSignal;
  /** 0..1 of everything, with what is being done. */
  readonly onProgress?: (fraction: number, stage: string) => void;
}

export interface OptimisedAntennas {
  /** As the search saw it, by re-weighted paths. */
  readonly search: AntennaSearchResult;
  /** Of fresh solves of all sectors, as they stood and as the search has them. */
  readonly solved: { readonly before: CoverageScore; readonly after: CoverageScore };
  /** False where fresh solves did not confirm the gain: the antennas then stay as they are. */
  readonly isConfirmed: boolean;
  /** In the order of the request; what they serve is of the fresh solves. */
  readonly sectors: readonly TurnedSector[];
}

/**
 * Finds tilts and azimuths of some sectors of a network (planning/antennas/antenna-search.ts). The paths of the sectors that may be
 * turned are recorded once and re-weighted for every setting that is tried, the others solved once; in the end every sector is solved
 * afresh, as it stood and as found. Where those solves do not confirm the gain nothing is turned, so a network is never made worse.
 * Works on the paths of the sweep, so in cities of upright prisms.
 * @throws UserError: bad-input for an id that is no sector's and for limits and targets out of range, over-budget, device-lost, aborted
 */
export async function optimiseAntennas(
  engine: Engine,
  request: AntennaRequest,
  hooks: AntennaHooks = {},
): Promise<OptimisedAntennas> {
  const { sectors, limits, targets } = request;
  const unknown = [...limits.keys()].find((id) => !sectors.some((sector) => sector.id === id));
  if (unknown !== undefined) throw badInput(`${unknown} is to be turned and is none of the sectors of the network.`);
  const question = coverageQuestion(targets, request.weight);
  const turnable = sectors.filter(({ id }) => limits.has(id));
  // Before anything is traced.
  const lattices = turnable.map((sector) => antennaLattice(sector, limits.get(sector.id)!, request.steps));
  const solver = new StagedSolver(engine, request, hooks);
  const stood = await solver.fixed(sectors.filter(({ id }) => !limits.has(id)));
  const searched: TurnableSector[] = [];
  for (const [k, sector] of turnable.entries()) {
    const cache = await solver.recorded(sector, question, turnable.length, k);
    searched.push({
      id: sector.id,
      ...carrierOf(sector, targets),
      start: settingOf(sector),
      ...lattices[k]!,
      levelMw: (setting) => reweighedLevels(cache, turnedTo(sector, setting), question),
    });
  }
  const search = await searchAntennas(
    {
      sectors: searched,
      around: coverageNetwork([...stood.keys()], [...stood.values()], targets.noiseFigureDb),
      question,
      starts: request.starts,
      seed: request.seed,
    },
    {
      ...(hooks.signal ? { signal: hooks.signal } : {}),
      onProgress: (fraction) => solver.tell('search', fraction, 'trying tilts and azimuths'),
    },
  );
  const found = new Map(turnable.map((sector, k) => [sector.id, turnedTo(sector, search.settings[k]!)]));
  const { before, after } = await solver.verified(sectors, stood, found);
  const network = (levels: readonly Float32Array[]) => coverageNetwork(sectors, levels, targets.noiseFigureDb);
  const solved = { before: coverageScore(network(before), question), after: coverageScore(network(after), question) };
  const isConfirmed = solved.after.objective >= solved.before.objective;
  const servedBefore = sectorServices(network(before), question);
  const servedAfter = isConfirmed ? sectorServices(network(after), question) : servedBefore;
  hooks.onProgress?.(1, 'done');
  return {
    search,
    solved,
    isConfirmed,
    sectors: sectors.map((sector, k) => ({
      id: sector.id,
      isTurnable: limits.has(sector.id),
      before: settingOf(sector),
      after: settingOf((isConfirmed ? found.get(sector.id) : undefined) ?? sector),
      servedBefore: servedBefore[k]!,
      servedAfter: servedAfter[k]!,
    })),
  };
}

/** Parts of the work as shares of it, for progress. */
const PARTS = { fixed: [0, 0.2], record: [0.2, 0.5], search: [0.5, 0.6], verify: [0.6, 1] } as const;

/** Traces the sectors of a request, and tells how far everything has come. */
class StagedSolver {
  readonly #engine: Engine;
  readonly #request: AntennaRequest;
  readonly #hooks: AntennaHooks;

  constructor(engine: Engine, request: AntennaRequest, hooks: AntennaHooks) {
    this.#engine = engine;
    this.#request = request;
    this.#hooks = hooks;
  }

  tell(part: keyof typeof PARTS, fraction: number, stage: string): void {
    const [from, to] = PARTS[part];
    this.#hooks.onProgress?.(from + (to - from) * fraction, stage);
  }

  /** Levels of the sectors that stay as they are. */
  async fixed(sectors: readonly Sector[]): Promise<Map<Sector, Float32Array>> {
    const levels = new Map<Sector, Float32Array>();
    for (const [i, sector] of sectors.entries())
      levels.set(sector, await this.#levels(sector, 'fixed', i, sectors.length));
    return levels;
  }

  async recorded(sector: Sector, { cells }: CoverageQuestion, of: number, index: number): Promise<PathCache> {
    const { budgetBytes } = this.#request;
    return this.#engine.recordPaths(
      {
        ...this.#requestOf(sector),
        cells: Uint32Array.from(cells),
        keep: 'antennas',
        ...(budgetBytes === undefined ? {} : { budgetBytes: budgetBytes / of }),
      },
      this.#hooksOf(sector, 'record', index, of, 'paths'),
    );
  }

  /** Levels of all sectors as they stand and as they were found; what stays is solved once. */
  async verified(
    sectors: readonly Sector[],
    stood: ReadonlyMap<Sector, Float32Array>,
    found: ReadonlyMap<string, Sector>,
  ): Promise<{ before: Float32Array[]; after: Float32Array[] }> {
    const before: Float32Array[] = [];
    const after: Float32Array[] = [];
    for (const [i, sector] of sectors.entries()) {
      const turned = found.get(sector.id);
      before.push(stood.get(sector) ?? (await this.#levels(sector, 'verify', i, sectors.length)));
      const stays = !turned || isSameSetting(settingOf(turned), settingOf(sector));
      after.push(stays ? before[i]! : await this.#levels(turned, 'verify', i + 0.5, sectors.length));
    }
    return { before, after };
  }

  async #levels(sector: Sector, part: keyof typeof PARTS, index: number, of: number): Promise<Float32Array> {
    const hooks = this.#hooksOf(sector, part, index, of, 'solve');
    const map = await this.#engine.solve('sweep', this.#requestOf(sector), hooks);
    return levelsMw(map.pathGain, map.validity, sector);
  }

  #requestOf(sector: Sector): SolveRequest {
    const { scene, grid, receiverZM, settings, materials } = this.#request;
    return { scene, sector, grid, receiverZM, settings, ...(materials ? { materials } : {}) };
  }

  #hooksOf(sector: Sector, part: keyof typeof PARTS, index: number, of: number, stage: string): SolveHooks {
    const { signal } = this.#hooks;
    // Half a step at most: a sector may be solved twice.
    const onProgress = (fraction: number) => this.tell(part, (index + fraction / 2) / of, `${sector.id}: ${stage}`);
    return { ...(signal ? { signal } : {}), onProgress };
  }
}

function settingOf({ downtiltDeg, azimuthDeg }: Sector): AntennaSetting {
  return { tiltDeg: downtiltDeg, azimuthDeg };
}

function turnedTo(sector: Sector, { tiltDeg, azimuthDeg }: AntennaSetting): Sector {
  return { ...sector, downtiltDeg: tiltDeg, azimuthDeg };
}

function carrierOf(sector: Sector, { noiseFigureDb }: CoverageTargets): { carrier: number; noiseMw: number } {
  const { carrier, noiseMw } = coverageNetwork([sector], [], noiseFigureDb);
  return { carrier: carrier[0]!, noiseMw: noiseMw[0]! };
}

/** Levels on the whole grid from paths to the cells that count. */
function reweighedLevels(cache: PathCache, sector: Sector, { cells, weight }: CoverageQuestion): Float32Array {
  const levels = levelsMw(reweighedGain(cache, sector), null, sector);
  if (cells.length === weight.length) return levels;
  const whole = new Float32Array(weight.length);
  for (let i = 0; i < cells.length; i++) whole[cells[i]!] = levels[i]!;
  return whole;
}
