import { jsonOfNumbers } from '../../io/formats/marked-numbers.ts';
import { engineSector, engineSettings } from '../app/engine-request.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { VerdictJob } from '../store/verdict-store.ts';

/** True where the project still has the city and the measurements that the verdict was made on: its methods can be fitted again. */
export function samePlace(made: Place, now: Place): boolean {
  return made.sceneId === now.sceneId && made.measurementId === now.measurementId;
}

export type Place = Pick<ProjectDocument, 'sceneId' | 'measurementId'>;

/** What of the project is no longer as the verdict took it, in words; empty where all is. */
export function changedSince(
  job: VerdictJob,
  project: ProjectDocument,
  registry: Pick<TypedArrayRegistry, 'scenes' | 'patterns'>,
): readonly string[] {
  const { settings, materials, measurementId, sceneId } = project;
  const same = (a: unknown, b: unknown) => jsonOfNumbers(a) === jsonOfNumbers(b);
  const now = { ...engineSettings(settings, 'refined'), receiverHeightM: settings.receiverHeightM };
  return [
    ...(job.sceneId === sceneId ? changedSectors(job, project, registry) : ['the city']),
    ...(job.measurementId === measurementId ? [] : ['the measurements']),
    ...(same({ ...job.settings, receiverHeightM: job.receiverHeightM }, now) ? [] : ['the settings']),
    ...(same(job.materials, materials) ? [] : ['the materials']),
  ];
}

const FEW = 3;

function changedSectors(
  { sectors }: VerdictJob,
  project: ProjectDocument,
  registry: Pick<TypedArrayRegistry, 'scenes' | 'patterns'>,
): string[] {
  const scene = registry.scenes.get(project.sceneId ?? '');
  if (!scene) return [];
  const changed = sectors.filter((sector) => {
    const now = project.sectors.find(({ id }) => id === sector.id);
    return !now || jsonOfNumbers(engineSector(now, scene, registry)) !== jsonOfNumbers(sector);
  });
  return changed.length > FEW ? [`${changed.length} sectors`] : changed.map(({ id }) => id);
}

/** What must be known before a verdict is believed; null where nothing has changed. */
export function changedWords(changed: readonly string[]): string | null {
  if (changed.length === 0) return null;
  return `Out of date: ${new Intl.ListFormat('en').format(changed)} changed since it was made.`;
}
