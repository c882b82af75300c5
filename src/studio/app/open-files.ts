import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type {
  MeasurementsView,
  ModelFacts,
  OpenedFile,
  ProjectView,
  SceneView,
  SitesView,
} from '../../worker/engine-protocol.ts';
import { replaceProject, replaceSites, setMeasurements } from '../commands/project-commands.ts';
import { newProjectId } from '../projects/project-id.ts';
import { keepSource } from '../projects/source-keeper.ts';
import { defaultCellSizeM } from '../results/solve-key.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { currentProject } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify, select } from '../store/view-actions.ts';
import { formatCount } from '../ui/format.ts';
import { firstSites } from './first-sites.ts';
import { sectorsInStudio } from './sectors-in-studio.ts';
import { sentencesOf } from './summaries.ts';

/** Takes what the Worker read into the project, as one undoable edit, and says what was accepted and what was not. */
export function takeOpened(
  opened: Exclude<OpenedFile, { readonly kind: 'project' | 'several' }>,
  fileName: string,
  registry: TypedArrayRegistry,
): void {
  if (opened.kind === 'scene') takeScene(opened.scene, fileName, registry);
  else if (opened.kind === 'sites') takeSites(opened.sites, fileName, registry);
  else if (opened.kind === 'measurements') takeMeasurements(opened.measurements, fileName, registry);
  else if (opened.kind === 'model') takeModel(opened.model, fileName);
  else takePattern(opened.pattern, fileName, registry);
}

/** Scene, sites and measurements in one edit. */
export function openProject(opened: ProjectView, label: string, registry: TypedArrayRegistry): void {
  const { scene, measurements } = opened;
  registry.scenes.set(scene.id, scene);
  registry.sources.set(scene.id, { kind: 'synthetic', seed: opened.citySeed, name: scene.name });
  if (measurements) {
    registry.measurements.set(measurements.view.id, measurements.view);
    keepSource(measurements.view.id, measurements.source, [measurements.file], registry);
  }
  const project: ProjectDocument = {
    id: newProjectId(),
    name: opened.name,
    sceneId: scene.id,
    ...sectorsInStudio(opened.sites.sectors, scene, registry),
    measurementId: measurements?.view.id ?? null,
    materials: {},
    settings: { ...currentProject().settings, cellSizeM: defaultCellSizeM(scene.boundsM) },
  };
  replaceProject(project, label);
  selectFirst(project);
}

/** The scene becomes a project of its own, with sites to take hold of; undo brings back what was open. */
export function openScene(scene: SceneView, label: string, registry: TypedArrayRegistry): void {
  registry.scenes.set(scene.id, scene);
  const placed = firstSites(scene);
  const project: ProjectDocument = {
    ...EMPTY_PROJECT,
    id: newProjectId(),
    name: scene.name,
    sceneId: scene.id,
    ...placed,
    settings: { ...currentProject().settings, cellSizeM: defaultCellSizeM(scene.boundsM) },
  };
  replaceProject(project, label);
  selectFirst(project);
}

/** The sites take the place of those that were there. */
export function openSites(opened: SitesView, scene: SceneView, label: string, registry: TypedArrayRegistry): void {
  const placed = sectorsInStudio(opened.sectors, scene, registry);
  replaceSites(placed.sites, placed.sectors, label);
  selectFirst(placed);
}

export function openMeasurements(measurements: MeasurementsView, label: string, registry: TypedArrayRegistry): void {
  registry.measurements.set(measurements.id, measurements);
  setMeasurements(measurements.id, label);
}

function takeScene(scene: SceneView, fileName: string, registry: TypedArrayRegistry): void {
  openScene(scene, `Open ${fileName}`, registry);
  const share = scene.fidelity ? 100 * scene.fidelity.otherAreaShare : 0;
  const pitched = share > 0 ? ` ${share.toFixed(1)} % of its area is neither wall, flat roof nor ground.` : '';
  note(fileName, `${formatCount(scene.buildings.length)} buildings.${pitched}`, sentencesOf(scene.issues));
}

function takeSites(opened: SitesView, fileName: string, registry: TypedArrayRegistry): void {
  const scene = registry.scenes.get(currentProject().sceneId ?? '');
  if (!scene) return;
  openSites(opened, scene, `Open ${fileName}`, registry);
  const { sites, sectors } = currentProject();
  note(
    fileName,
    `${formatCount(sites.length)} sites with ${formatCount(sectors.length)} sectors.`,
    sentencesOf(opened.issues),
  );
}

function takeMeasurements(measurements: MeasurementsView, fileName: string, registry: TypedArrayRegistry): void {
  openMeasurements(measurements, `Open ${fileName}`, registry);
  const { accepted, rejected, issues } = measurements;
  note(fileName, `${formatCount(accepted)} rows accepted, ${formatCount(rejected)} rejected.`, sentencesOf(issues));
}

function takePattern(pattern: TabulatedPattern, fileName: string, registry: TypedArrayRegistry): void {
  registry.patterns.set(pattern.name, pattern);
  const gain = pattern.peakGainDbi.toFixed(1);
  note(fileName, `Antenna "${pattern.name}", ${gain} dBi: now among the patterns of a sector.`, []);
}

function takeModel({ name, warning, limits }: ModelFacts, fileName: string): void {
  note(fileName, `Model "${name}": now among the engines, under Propagation. ${warning}`, limits);
}

function selectFirst({ sectors }: Pick<ProjectDocument, 'sectors'>): void {
  select(sectors[0] ? { kind: 'sector', id: sectors[0].id } : null);
}

function note(title: string, message: string, details: readonly string[]): void {
  notify({ tone: 'note', title, message, details });
}
