import type { Engine } from '../engine/engine.ts';
import { type OptimisedAntennas, optimiseAntennas } from '../engine/optimise-antennas.ts';
import { rankSites } from '../engine/rank-sites.ts';
import { checkGround, receiversFor } from '../engine/receivers-for.ts';
import { readPersons } from '../io/formats/area-raster.ts';
import { roofCandidates } from '../planning/candidates/roof-candidates.ts';
import { cellWeights } from '../planning/coverage/cell-weights.ts';
import type { PointedSite } from '../planning/network-setup.ts';
import { gridBounds } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { candidateDrafts, likeSector } from '../sites/candidate-drafts.ts';
import { placeSectors } from '../sites/place-sectors.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import type { Issue } from '../units/errors.ts';
import type { NamedBytes } from './engine-protocol.ts';
import type { AntennaJob, RankedSites, SiteJob } from './network-plan-protocol.ts';

/** Memory for the paths of all sectors that may be turned [bytes]: a tab has less than a machine. */
const PATH_BYTES = 768 * 2 ** 20;

type Progress = (fraction: number, stage: string) => void;
type ReadList = (file: NamedBytes, noted: Issue[]) => readonly SectorDraft[];

/** Finds tilts and azimuths of the sectors of a job. */
export async function runAntennas(
  engine: Engine,
  job: AntennaJob,
  scene: Scene,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<OptimisedAntennas> {
  checkGround('sweep', scene);
  const { sectors, grid, settings, materials, targets, limits, steps, starts, seed } = job;
  const weight = await weightsOf(job, scene);
  const receiverZM = (scene.groundZM ?? 0) + job.receiverHeightM;
  return optimiseAntennas(
    engine,
    {
      ...{ scene, sectors, grid, receiverZM, settings, materials },
      ...{ targets, weight, limits, steps, starts, seed, budgetBytes: PATH_BYTES },
    },
    { signal, onProgress },
  );
}

/** Ranks places for new sites; `readList` reads a list of sites. */
export async function runSites(
  engine: Engine,
  job: SiteJob,
  scene: Scene,
  readList: ReadList,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<RankedSites> {
  checkGround(job.engine, scene);
  const { sectors, grid, settings, materials, targets, choose } = job;
  const like = sectors.find(({ id }) => id === job.likeId) ?? sectors[0]!;
  const noted: Issue[] = [];
  const drafts = candidateDrafts(draftsOf(job, scene, readList, noted), likeSector(like), job.azimuthsDeg);
  const placed = placeSectors(drafts, scene);
  const { warnings, ...receivers } = receiversFor(job.engine, scene, grid, job.receiverHeightM);
  const weight = await weightsOf(job, scene);
  const ranked = await rankSites(
    engine,
    {
      ...{ engine: job.engine, scene, sectors, grid, settings, materials, targets, weight, choose },
      ...{ candidates: placed.sectors, ...receivers },
    },
    { signal, onProgress },
  );
  return {
    ranked,
    candidates: placed.sectors,
    notes: [...[...noted, ...placed.issues].map(({ message }) => message), ...warnings],
  };
}

function draftsOf(
  { places, sectors, grid }: SiteJob,
  scene: Scene,
  readList: ReadList,
  noted: Issue[],
): readonly SectorDraft[] {
  if (places.kind === 'file') return readList(places.file, noted);
  const points: readonly PointedSite[] =
    places.kind === 'points' ? places.points : roofCandidates(scene.buildings, gridBounds(grid), sectors, places.rule);
  return points.map(({ id, x, y, heightM }) => ({
    id,
    siteId: id,
    place: id,
    position: { kind: 'local', x, y },
    heightAboveGroundM: heightM,
  }));
}

async function weightsOf({ weights, grid }: Pick<AntennaJob, 'weights' | 'grid'>, scene: Scene): Promise<Float64Array> {
  if (weights.kind === 'area') return cellWeights(grid, scene, weights);
  if (weights.kind === 'users') return cellWeights(grid, scene, { kind: 'users', landUse: {} });
  const { name, bytes } = weights.file;
  const persons = await readPersons(name, bytes, grid, scene);
  return cellWeights(grid, scene, { kind: 'population', persons });
}
