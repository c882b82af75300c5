import { DEFAULT_MODEL } from '../../calibration/default-model.ts';
import { DEFAULT_CALIBRATION, type SplitOptions } from '../../calibration/report.ts';
import { DEFAULT_INFORMED_MODEL, type SplitKind, type StudyOptions } from '../../calibration/study/study.ts';
import { drawnSplits } from '../../calibration/validation/drawn-splits.ts';
import type { StudyMapsJob } from '../../worker/study-protocol.ts';
import { engineSector, engineSettings } from '../app/engine-request.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import { selectedSectors } from '../store/selection.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { VerdictJob, VerdictSetup } from '../store/verdict-store.ts';

/** The sectors that the panel's choice stands for and that the measurements name, in the project's order. */
export function judgedSectors(
  { calibration, selection, history }: Pick<StudioState, 'calibration' | 'selection' | 'history'>,
  { scope }: Pick<VerdictSetup, 'scope'>,
): readonly SectorSettings[] {
  const { sectors } = history.project;
  const chosen = scope === 'all' ? sectors : selectedSectors(selection, sectors);
  const { measured } = calibration;
  if (measured === null) return chosen;
  return chosen.filter(({ id }) => measured.some(({ sectorId, rows }) => sectorId === id && rows > 0));
}

/** The first draw of a split. */
export function splitOf({ seed }: VerdictSetup, kind: SplitKind): SplitOptions {
  return { ...DEFAULT_CALIBRATION.split, kind, seed };
}

function studyOptions(setup: VerdictSetup): StudyOptions {
  const { method: _, split: __, ...fit } = DEFAULT_CALIBRATION;
  return {
    methods: setup.methods,
    splits: drawnSplits(setup.splits, { ...DEFAULT_CALIBRATION.split, seed: setup.seed }, setup.draws),
    fit: { ...fit, indoor: setup.indoor },
    model: DEFAULT_MODEL,
    informedModel: DEFAULT_INFORMED_MODEL,
  };
}

/** What a verdict is made of; null without a scene, measurements, sectors, methods or splits. */
export function verdictJob(
  project: ProjectDocument,
  sectors: readonly SectorSettings[],
  setup: VerdictSetup,
  registry: TypedArrayRegistry,
): VerdictJob | null {
  const scene = registry.scenes.get(project.sceneId ?? '');
  const { measurementId, settings, materials } = project;
  if (!scene || measurementId === null || sectors.length === 0) return null;
  if (setup.methods.length === 0 || setup.splits.length === 0) return null;
  return {
    sceneId: scene.id,
    measurementId,
    sectors: sectors.map((sector) => engineSector(sector, scene, registry)),
    receiverHeightM: settings.receiverHeightM,
    settings: engineSettings(settings, 'refined'),
    materials,
    study: studyOptions(setup),
  };
}

/** Maps of one of the sectors of a study, with its methods fitted as there; null for a sector that it has not. */
export function mapsJob(
  jobId: string,
  { sectors, ...of }: VerdictJob,
  { sectorId, split, methods }: Pick<StudyMapsJob, 'split' | 'methods'> & { readonly sectorId: string },
): StudyMapsJob | null {
  const sector = sectors.find(({ id }) => id === sectorId);
  return sector ? { ...of, jobId, sector, cluster: sectors, split, methods: [...new Set(methods)] } : null;
}
