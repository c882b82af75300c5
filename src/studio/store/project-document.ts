import type { SavedDocument, SavedSector, SavedSettings, SavedSite } from '../../io/formats/saved-project.ts';
import { DEFAULT_SETTINGS, defaultAzimuths } from '../../propagation/solve-request.ts';
import type { EngineName } from '../../worker/engine-protocol.ts';

export type SectorSettings = SavedSector;

export type SiteSettings = SavedSite;

/** `auto`: the sweep where the scene has upright prisms, else the launch. */
export type EngineChoice = 'auto' | EngineName;

/** As they are kept, with an engine that this program knows. */
export interface MapSettings extends Omit<SavedSettings, 'engine'> {
  /** Left out: `auto`. */
  readonly engine?: EngineChoice;
}

/**
 * All that undo covers, as it is kept. Small and serialisable: scenes and measurements are named by the id they have in the registry.
 * Another scene makes another project, so undo may lead from one to another.
 */
export interface ProjectDocument extends Omit<SavedDocument, 'settings'> {
  readonly settings: MapSettings;
}

export const EMPTY_PROJECT: ProjectDocument = {
  id: '',
  name: 'Untitled',
  sceneId: null,
  sites: [],
  sectors: [],
  measurementId: null,
  materials: {},
  settings: {
    engine: 'auto',
    cellSizeM: 4,
    receiverHeightM: 1.5,
    maxDepth: DEFAULT_SETTINGS.maxDepth,
    reflection: DEFAULT_SETTINGS.reflection,
    // Ten times the work: switched on by whoever looks at what happens indoors.
    refraction: false,
    diffraction: DEFAULT_SETTINGS.diffraction,
    azimuths: defaultAzimuths(false),
  },
};
