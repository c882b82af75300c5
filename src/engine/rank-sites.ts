import { type Candidate, type RankedCandidates, rankCandidates } from '../planning/candidates/rank-candidates.ts';
import { coverageQuestion } from '../planning/coverage/coverage-score.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import { coverageNetwork, levelsMw } from '../planning/coverage/network-levels.ts';
import type { SolveRequest } from '../propagation/solve-request.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';
import type { Engine, EngineName } from './engine.ts';

export interface SiteRequest extends Omit<SolveRequest, 'sector'> {
  readonly engine: EngineName;
  /** The network as it stands. */
  readonly sectors: readonly Sector[];
  /** Sectors that may be built; those of one site are one candidate, named by it. */
  readonly candidates: readonly Sector[];
  readonly targets: CoverageTargets;
  /** What every cell of the grid counts (planning/coverage/cell-weights.ts). */
  readonly weight: Float64Array;
  /** Most candidates to choose, [>= 1]. */
  readonly choose: number;
}

export interface SiteHooks {
  readonly signal?: AbortSignal;
  /** 0..1 of everything, with what is being done. */
  readonly onProgress?: (fraction: number, stage: string) => void;
}

/** Share of the work that maps take. */
const SOLVED = 0.95;

/**
 * Ranks places for new sites by what they add to the coverage of a network (planning/candidates/rank-candidates.ts), on a map of every sector,
 * standing and candidate, by any engine.
 * @throws UserError: bad-input for candidates called as sectors that stand, and for targets out of range; otherwise as Engine.solve
 */
export async function rankSites(
  engine: Engine,
  request: SiteRequest,
  hooks: SiteHooks = {},
): Promise<RankedCandidates> {
  const { sectors, candidates, targets, weight, choose } = request;
  const question = coverageQuestion(targets, weight);
  const taken = candidates.find(({ id }) => sectors.some((sector) => sector.id === id));
  if (taken) throw badInput(`Candidate ${taken.id} is called as a sector that stands; give it another id.`);
  const all = [...sectors, ...candidates];
  const levels: Float32Array[] = [];
  for (const [i, sector] of all.entries()) {
    const map = await engine.solve(
      request.engine,
      { ...solveRequest(request), sector },
      {
        ...(hooks.signal ? { signal: hooks.signal } : {}),
        onProgress: (fraction, stage) =>
          hooks.onProgress?.((SOLVED * (i + fraction)) / all.length, `${sector.id}: ${stage}`),
      },
    );
    levels.push(levelsMw(map.pathGain, map.validity, sector));
  }
  const network = (of: readonly Sector[]) =>
    coverageNetwork(
      of,
      of.map((sector) => levels[all.indexOf(sector)]!),
      targets.noiseFigureDb,
    );
  const sites = [...new Set(candidates.map(({ siteId }) => siteId))];
  const places: Candidate[] = sites.map((id) => ({
    id,
    sectors: network(candidates.filter(({ siteId }) => siteId === id)),
  }));
  return rankCandidates(network(sectors), places, question, choose, {
    ...(hooks.signal ? { signal: hooks.signal } : {}),
    onProgress: (fraction) => hooks.onProgress?.(SOLVED + (1 - SOLVED) * fraction, 'ranking'),
  });
}

function solveRequest({
  scene,
  grid,
  receiverZM,
  receiverSurface,
  settings,
  materials,
}: SiteRequest): Omit<SolveRequest, 'sector'> {
  return {
    scene,
    grid,
    receiverZM,
    settings,
    ...(receiverSurface ? { receiverSurface } : {}),
    ...(materials ? { materials } : {}),
  };
}
