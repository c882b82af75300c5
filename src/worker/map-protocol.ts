import type { MapFacts, MapPreview } from '../io/map-source/map-source.ts';
import type { LonLatBox } from '../raster/lonlat-box.ts';
import type { HeightRules } from '../scene/height-rules.ts';
import type { NamedBytes, OpenedFile } from './engine-protocol.ts';

/** A map that is open in the Worker under `id`. */
export interface MapView {
  readonly id: string;
  readonly facts: MapFacts;
}

export interface CutJob {
  readonly jobId: string;
  readonly mapId: string;
  readonly box: LonLatBox;
  readonly heightRules: HeightRules;
  /** What to call the scene. */
  readonly name: string;
  /** Where the map is from, where its file does not tell: the service that gave it. */
  readonly from: string | null;
}

/** A cut as the scene that it is, with the file that holds it. */
export interface CutScene {
  readonly opened: Extract<OpenedFile, { readonly kind: 'scene' }>;
  readonly file: NamedBytes;
}

export type { MapFacts, MapPreview };
