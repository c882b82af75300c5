import { filledLimits } from '../../planning/antennas/listed-limits.ts';
import type { AntennaSetup, ObjectiveSetup, SiteSetup } from '../../planning/network-setup.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { AntennaJob, ObjectiveWeights, SiteJob, SitePlaces } from '../../worker/network-plan-protocol.ts';
import type { CoverageJob, PlanningJob } from '../../worker/planning-protocol.ts';
import { engineSector, engineSettings } from '../app/engine-request.ts';
import { engineOf, hasPrisms } from '../engines/engine-choice.ts';
import { mapGrid } from '../results/solve-key.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { Setup } from './setup.ts';
import type { SetupBytes } from './setup-files.ts';

/** Sectors that the setup lets turn, in the project's order. */
export function turnableSectors(
  { sectors }: Pick<ProjectDocument, 'sectors'>,
  { sectors: chosen }: Pick<AntennaSetup, 'sectors'>,
): readonly SectorSettings[] {
  return chosen === null ? sectors : sectors.filter(({ id }) => chosen.includes(id));
}

/**
 * The search that the window asks for, or why there is none.
 * @throws UserError('bad-input') for limits by sector that make no range with those of all
 */
export function antennaJob(
  jobId: string,
  project: ProjectDocument,
  { objective, antennas }: Setup,
  files: SetupBytes,
  registry: Pick<TypedArrayRegistry, 'scenes' | 'patterns'>,
): AntennaJob | string {
  const network = networkOf(jobId, project, objective, files, registry);
  if (typeof network === 'string') return network;
  const scene = registry.scenes.get(project.sceneId ?? '')!;
  if (!hasPrisms(scene))
    return 'Tilts and azimuths are searched by the paths of the sweep, which needs buildings as upright prisms on level ground; this scene has none.';
  const turnable = turnableSectors(project, antennas);
  if (turnable.length === 0) return 'Tick at least one sector that may be turned.';
  const { tiltDeg, azimuthRangeDeg, limits, tiltStepDeg, azimuthStepDeg, starts, seed } = antennas;
  const listed = limits && filledLimits(limits, antennas);
  return {
    ...network,
    limits: new Map(turnable.map(({ id }) => [id, listed?.get(id) ?? { tiltDeg, azimuthRangeDeg }])),
    steps: { tiltDeg: tiltStepDeg, azimuthDeg: azimuthStepDeg },
    starts,
    seed,
  };
}

/** The ranking that the window asks for, or why there is none. */
export function siteJob(
  jobId: string,
  project: ProjectDocument,
  { objective, sites }: Setup,
  files: SetupBytes,
  registry: Pick<TypedArrayRegistry, 'scenes' | 'patterns'>,
): SiteJob | string {
  const network = networkOf(jobId, project, objective, files, registry);
  if (typeof network === 'string') return network;
  const places = placesOf(sites, files);
  if (typeof places === 'string') return places;
  if (sites.azimuthsDeg.length === 0) return 'Give new sites at least one bearing.';
  const scene = registry.scenes.get(project.sceneId ?? '')!;
  const like = project.sectors.find(({ id }) => id === sites.likeId) ?? project.sectors[0]!;
  return {
    ...network,
    engine: engineOf(project.settings.engine, scene),
    places,
    likeId: like.id,
    azimuthsDeg: sites.azimuthsDeg,
    choose: sites.choose,
  };
}

/** The maps that the window has chosen, as they go to be counted. */
export function coverageJob(
  { sectors, networks, scene, scenario }: PlanningJob,
  view: Pick<SceneView, 'name' | 'frame'> | null,
  { objective: { targets } }: Setup,
  files: SetupBytes,
): CoverageJob {
  const { landUseWeights } = scenario;
  const place = { name: view?.name ?? 'the maps', frame: view?.frame ?? null };
  return {
    sectors,
    networks,
    scene,
    landUseWeights,
    place,
    targets,
    population: files.population ?? null,
    classes: files.classes ?? null,
  };
}

function placesOf({ from, rule, points }: SiteSetup, { places: file }: SetupBytes): SitePlaces | string {
  if (from === 'roofs') return { kind: 'roofs', rule };
  if (from === 'points')
    return points.length > 0 ? { kind: 'points', points } : 'Pick at least one place on the map first.';
  return file
    ? { kind: 'file', file }
    : 'Choose a list of places: CSV with id and position, as lists of sites have them.';
}

function networkOf(
  jobId: string,
  project: ProjectDocument,
  objective: ObjectiveSetup,
  files: SetupBytes,
  registry: Pick<TypedArrayRegistry, 'scenes' | 'patterns'>,
): Omit<AntennaJob, 'limits' | 'steps' | 'starts' | 'seed'> | string {
  const scene = registry.scenes.get(project.sceneId ?? '');
  if (!scene) return 'There is no city yet: open one first.';
  if (project.sectors.length === 0) return 'There is no sector yet: open a file of sites, or add one.';
  const weights = weightsOf(objective, files);
  if (weights === null) return 'Choose a GeoTIFF of persons a cell, or weigh by area or users.';
  const { settings, materials } = project;
  return {
    jobId,
    sceneId: scene.id,
    sectors: project.sectors.map((sector) => engineSector(sector, scene, registry as TypedArrayRegistry)),
    grid: mapGrid(scene.boundsM, objective.cellSizeM, 'refined'),
    receiverHeightM: settings.receiverHeightM,
    settings: engineSettings(settings, 'refined'),
    materials,
    targets: objective.targets,
    weights,
  };
}

function weightsOf({ weighBy }: ObjectiveSetup, { population }: SetupBytes): ObjectiveWeights | null {
  if (weighBy !== 'population') return { kind: weighBy };
  return population ? { kind: 'population', file: population } : null;
}
