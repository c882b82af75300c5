import { DEFAULT_SETTINGS, defaultAzimuths } from '../../propagation/solve-request.ts';
import type { MaterialOverrides } from '../../radio/materials.ts';
import type { BuildingEdits } from '../../scene/building-edits.ts';
import type { Polarisation } from '../../sites/sector.ts';
import type { EngineName } from '../../worker/engine-protocol.ts';

/** One sector as a person edits it: heights above ground, the pattern by its name in the pattern registry. */
export interface SectorSettings {
  readonly id: string;
  readonly siteId: string;
  /** Scene frame [m]. */
  readonly x: number;
  readonly y: number;
  /** Above the scene's ground [m]. */
  readonly heightM: number;
  readonly azimuthDeg: number;
  readonly downtiltDeg: number;
  readonly pattern: string;
  readonly polarisation: Polarisation;
  readonly frequencyHz: number;
  readonly powerDbm: number;
  readonly powerPer: 'total' | 're';
  readonly bandwidthHz: number;
  /** Feeder and body [dB]; negative after a calibration that found more power than was listed. */
  readonly lossesDb: number;
}

export interface SiteSettings {
  readonly id: string;
  readonly name: string;
}

/** `auto`: the sweep where the scene has upright prisms, else the reference engine. */
export type EngineChoice = 'auto' | EngineName;

/** What every sector is solved with. */
export interface MapSettings {
  /** Left out: `auto`. */
  readonly engine?: EngineChoice;
  readonly cellSizeM: number;
  /** Receiver plane above ground [m]. */
  readonly receiverHeightM: number;
  readonly maxDepth: number;
  readonly reflection: boolean;
  readonly refraction: boolean;
  readonly diffraction: boolean;
  readonly azimuths: number;
  /** Noise figure of the receiver [dB], for SINR. Left out: 7. */
  readonly noiseFigureDb?: number;
  /** Share of their resource elements that interferers fill, 0..1, for SINR. Left out: 1. */
  readonly load?: number;
}

/** All that undo covers. Small and serialisable: scenes and measurements are named by the id they have in the registry. */
export interface ProjectDocument {
  /** What it is kept under. Another scene makes another project, so undo may lead from one to another. */
  readonly id: string;
  readonly name: string;
  /** The scene that maps are computed in: the one that was opened, with the edits of its buildings done (see `sourceSceneId`). */
  readonly sceneId: string | null;
  /** What was built, changed and pulled down in the scene that was opened; left out: nothing. */
  readonly buildingEdits?: BuildingEdits;
  readonly sites: readonly SiteSettings[];
  readonly sectors: readonly SectorSettings[];
  readonly measurementId: string | null;
  /** Calibrated values in place of those of ITU-R P.2040; empty where nothing was calibrated. */
  readonly materials: MaterialOverrides;
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
