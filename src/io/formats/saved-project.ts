import type { ParametricPattern, Polarisation, TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { MaterialOverrides } from '../../radio/materials.ts';
import type { BuildingEdits } from '../../scene/building-edits.ts';
import type { KeyedFile } from '../content-key.ts';
import type { Json, JsonObject } from './json-document.ts';
import type { Source } from './source.ts';

/** One sector as a person edits it: heights above ground, the pattern by its name. */
export interface SavedSector {
  readonly id: string;
  readonly siteId: string;
  /** Scene frame [m]. */
  readonly x: number;
  readonly y: number;
  /** Above the scene's ground [m]. */
  readonly heightM: number;
  readonly azimuthDeg: number;
  readonly downtiltDeg: number;
  /** Name of a pattern of the project, or one that every program knows. */
  readonly pattern: string;
  readonly polarisation: Polarisation;
  readonly frequencyHz: number;
  readonly powerDbm: number;
  readonly powerPer: 'total' | 're';
  readonly bandwidthHz: number;
  /** Feeder and body [dB]; negative after a calibration that found more power than was listed. */
  readonly lossesDb: number;
}

export interface SavedSite {
  readonly id: string;
  readonly name: string;
}

/** What every sector is solved with. */
export interface SavedSettings {
  /** `auto`, or the name of an engine. */
  readonly engine: string;
  readonly cellSizeM: number;
  /** Receiver plane above ground [m]. */
  readonly receiverHeightM: number;
  readonly maxDepth: number;
  readonly reflection: boolean;
  readonly refraction: boolean;
  readonly diffraction: boolean;
  readonly azimuths: number;
  /** Rays of engines that launch them. Left out: a million. */
  readonly rays?: number;
  /** The launch goes on beyond its rays until the median standard error of a sector's map is so small [dB]. Left out: it does not. */
  readonly targetErrorDb?: number;
  /** Diffuse scattering by engines that launch rays. Left out: none. */
  readonly scattering?: boolean;
  /** Noise figure of the receiver [dB], for SINR. Left out: 7. */
  readonly noiseFigureDb?: number;
  /** Share of their resource elements that interferers fill, 0..1, for SINR. Left out: 1. */
  readonly load?: number;
}

/** What is computed. Scene and measurements by the ids of their sources. */
export interface SavedDocument {
  /** What it is kept under. */
  readonly id: string;
  readonly name: string;
  /** The scene that maps are computed in: the one that was opened, with the edits of its buildings done (see `sourceSceneId`). */
  readonly sceneId: string | null;
  /** What was built, changed and pulled down in the scene that was opened; left out: nothing. */
  readonly buildingEdits?: BuildingEdits;
  /** The source of the terrain that is laid under the scene; left out: it is on its own ground. */
  readonly terrainId?: string;
  readonly sites: readonly SavedSite[];
  readonly sectors: readonly SavedSector[];
  readonly measurementId: string | null;
  /** Calibrated values in place of those of ITU-R P.2040; empty where nothing was calibrated. */
  readonly materials: MaterialOverrides;
  readonly settings: SavedSettings;
  /** What planning asks, under names; left out: what it asks where nothing is said. */
  readonly plans?: readonly SavedPlan[];
  /** What planning of antennas, new sites and coverage asks; left out: what it asks where nothing is said. */
  readonly networkSetup?: SavedNetworkSetup;
}

/** What planning asks of a network as a whole. */
export interface SavedNetworkSetup {
  /** In the fields of network-setup-json.ts. */
  readonly asked: JsonObject;
  /** Files that it rests on, by what they are for. */
  readonly files: Readonly<Record<string, SavedFile>>;
}

/** A file as it was chosen, which a source of the project holds. */
export interface SavedFile {
  readonly name: string;
  /** Id of its source. */
  readonly source: string;
}

/** What planning asks, under a name that no other plan of the project has. */
export interface SavedPlan {
  readonly name: string;
  /** Of the first draw; those after it have the numbers after it. */
  readonly seed: number;
  /** In the fields of a scenario's file (docs/planning.md). */
  readonly scenario: JsonObject;
  /** Left out: users are drawn. */
  readonly users?: SavedUsers;
}

/** Users that were listed, in the order of their list. */
export interface SavedUsers {
  /** Of the list's file. */
  readonly name: string;
  /** Scene frame [m]. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Null where the list has none: it is drawn. */
  readonly demandBps: readonly (number | null)[];
}

/** Where the map's camera is. */
export interface SavedCamera {
  readonly lngDeg: number;
  readonly latDeg: number;
  readonly zoom: number;
  readonly bearingDeg: number;
  readonly pitchDeg: number;
}

export interface SavedScale {
  readonly breaks: readonly number[];
  readonly mode: string;
  readonly palette: string;
}

/** How a project was looked at. Names that a program does not know it passes over. */
export interface SavedView {
  readonly layer: string;
  readonly selection: { readonly kind: string; readonly ids: readonly string[] } | null;
  readonly camera: SavedCamera | null;
  readonly measuredShown: boolean;
  /** Classes of layers that were changed, by the name of their scale. */
  readonly scales: Readonly<Record<string, SavedScale>>;
  /** Name of the plan that was looked at; left out: the first. */
  readonly plan?: string;
}

/** A project as it is kept on the device and passed on as a file. */
export interface SavedProject {
  readonly createdMs: number;
  readonly changedMs: number;
  readonly document: SavedDocument;
  /** By the id of the scene as it was opened, or of the measurements; models by `model:<id>`, files of planning by `file:<key>`. */
  readonly sources: Readonly<Record<string, Source>>;
  /** Antennas that the project brings along. */
  readonly patterns: readonly (TabulatedPattern | ParametricPattern)[];
  readonly view: SavedView;
  /** Methods held against one another on its measurements: a file of studies (docs/formats.md). Left out: they were not. */
  readonly verdict?: KeyedFile;
  /** Steps of undo in the words of the program that took them; null where they are not kept. */
  readonly history: Json;
}
