import type { LonLatBox } from '../../raster/lonlat-box.ts';
import { type HeightRules, STANDARD_HEIGHT_RULES } from '../../scene/height-rules.ts';
import type { MapView } from '../../worker/map-protocol.ts';

/** What the dialog is waiting for. */
export interface ImportWork {
  readonly kind: 'reading' | 'asking' | 'building';
  readonly stage: string;
  /** 0..1; null where nobody knows. */
  readonly fraction: number | null;
}

/** A city that is being cut out of a map. */
export interface ImportState {
  readonly way: 'file' | 'overpass';
  /** The map that is open, and the service that gave it; null while there is none. */
  readonly map: MapView | null;
  readonly service: string | null;
  readonly box: LonLatBox | null;
  readonly heightRules: HeightRules;
  /** What the scene is to be called. */
  readonly name: string;
  readonly endpoint: string;
  readonly work: ImportWork | null;
  readonly problem: string | null;
}

export const INITIAL_IMPORT: ImportState = {
  way: 'file',
  map: null,
  service: null,
  box: null,
  heightRules: STANDARD_HEIGHT_RULES,
  name: '',
  // Nothing is asked of anybody until a person names whom.
  endpoint: '',
  work: null,
  problem: null,
};
