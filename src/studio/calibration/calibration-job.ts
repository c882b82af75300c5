import type { CalibrationJob, CalibrationOptions } from '../../worker/calibration-protocol.ts';
import { engineSector, engineSettings } from '../app/engine-request.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import { selectedSectors } from '../store/selection.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** The sectors that the panel's choice stands for, in the project's order. */
export function chosenSectors({ calibration, selection, history }: StudioState): readonly SectorSettings[] {
  const { scope, listed } = calibration.setup;
  const { sectors } = history.project;
  if (scope === 'listed') return sectors.filter((s) => listed.includes(s.id));
  return selectedSectors(selection, sectors);
}

/** Of some sectors, those that the measurements name; all, while that is not known. */
export function measuredOnly(
  sectors: readonly SectorSettings[],
  { calibration }: StudioState,
): readonly SectorSettings[] {
  const { measured } = calibration;
  if (measured === null) return sectors;
  return sectors.filter((s) => measured.some((m) => m.sectorId === s.id && m.rows > 0));
}

/** What the Worker is asked; null without a scene or measurements. */
export function calibrationJob(
  jobId: string,
  project: ProjectDocument,
  sectors: readonly SectorSettings[],
  options: CalibrationOptions,
  registry: TypedArrayRegistry,
): CalibrationJob | null {
  const scene = registry.scenes.get(project.sceneId ?? '');
  if (!scene || project.measurementId === null) return null;
  return {
    jobId,
    sceneId: scene.id,
    measurementId: project.measurementId,
    sectors: sectors.map((s) => engineSector(s, scene, registry)),
    receiverHeightM: project.settings.receiverHeightM,
    settings: engineSettings(project.settings, 'refined'),
    materials: project.materials,
    options,
  };
}
