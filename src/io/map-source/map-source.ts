import type { LonLatBox } from '../../raster/lonlat-box.ts';
import { boxSizeM } from '../../raster/lonlat-box.ts';
import type { Issue } from '../../units/errors.ts';
import { UserError } from '../../units/errors.ts';
import type { Footprint, Position } from '../formats/lonlat-footprints.ts';

/** A box is at least and at most this wide and high [m]. */
export const LEAST_BOX_M = 100;
export const WIDEST_BOX_M = 10_000;
/** How far beyond the box a map is read [m]: a building that the box holds may reach into a tile beside it. */
export const MAP_MARGIN_M = 150;
/** What one scene takes of a map: 38,000 footprints take 11 s to cut and open on two slow cores, and this many the patience of anyone. */
export const MOST_BUILDINGS = 60_000;

/** What a map file says of itself, before anything is cut out of it. */
export interface MapFacts {
  readonly name: string;
  readonly kind: 'tiles' | 'osm';
  readonly bounds: LonLatBox;
  /** Number of buildings; null where the file does not tell without being read whole. */
  readonly buildings: number | null;
  /** Zoom level that buildings are read from; null for a file without tiles. */
  readonly zoom: number | null;
  /** Most tiles that a box may meet; null for a file without tiles. */
  readonly mostTiles: number | null;
  readonly attribution: string | null;
  /** Sentences on what to expect of the file's heights and outlines. */
  readonly remarks: readonly string[];
}

/** Kinds of shapes in a preview; the index is the code. `place` is a lone point that stands for buildings too many to draw. */
export const PREVIEW_KINDS = ['green', 'water', 'road', 'building', 'place'] as const;
export type PreviewKind = (typeof PREVIEW_KINDS)[number];

/** A plan of part of the map, light enough to draw while the hand moves. */
export interface MapPreview {
  /** Index into PREVIEW_KINDS by shape. */
  readonly kinds: Uint8Array;
  /** First point of each shape, and one more for the end. */
  readonly starts: Uint32Array;
  /** x y of every point in the unit square of Web Mercator. */
  readonly xy: Float64Array;
}

/** A line or an area of the map beside its buildings, in degrees. */
export interface MapLine {
  /** Kind of road in the words of OSM's `highway`, or of the tile schema. */
  readonly road: string;
  readonly name: string | null;
  readonly bridge: boolean;
  readonly points: readonly Position[];
}
export interface MapArea {
  /** `water`, or a kind of land in the words of OSM. */
  readonly land: string;
  readonly rings: readonly (readonly Position[])[];
}

/** All that a box holds. Buildings belong to the box that holds the middle of their bounds; lines and areas may reach beyond it. */
export interface MapCut {
  readonly buildings: readonly Footprint[];
  readonly roads: readonly MapLine[];
  readonly areas: readonly MapArea[];
  readonly issues: readonly Issue[];
}

export interface CutHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number, stage: string) => void;
}

/** A file of a map that is too large to be a scene: looked at in parts, and cut. */
export interface MapSource {
  readonly facts: MapFacts;
  /** @throws UserError('bad-input') when the file is damaged there */
  preview(view: LonLatBox): Promise<MapPreview>;
  /** @throws UserError('bad-input' | 'over-budget' | 'aborted') */
  cut(box: LonLatBox, hooks?: CutHooks): Promise<MapCut>;
}

/** @throws UserError('over-budget' | 'bad-input') with the figures when a box is no box, or too small or too large */
export function checkBox(box: LonLatBox): void {
  const { west, south, east, north } = box;
  if (!(west < east && south < north && west >= -180 && east <= 180 && south >= -85 && north <= 85)) {
    throw new UserError(
      'bad-input',
      `The box from ${south}, ${west} to ${north}, ${east} (latitude, longitude) is none: south lies below north, west before east, within ±85 and ±180 degrees, not across the antimeridian.`,
    );
  }
  const { widthM, heightM } = boxSizeM(box);
  const size = `The box is ${(widthM / 1000).toFixed(2)} × ${(heightM / 1000).toFixed(2)} km`;
  // A hair of slack, so that a box of the largest size typed in is not refused for its rounding.
  if (widthM > WIDEST_BOX_M * 1.001 || heightM > WIDEST_BOX_M * 1.001) {
    throw new UserError(
      'over-budget',
      `${size}; a scene takes up to ${WIDEST_BOX_M / 1000} km a side. Draw a smaller one.`,
    );
  }
  if (widthM < LEAST_BOX_M || heightM < LEAST_BOX_M) {
    throw new UserError('bad-input', `${size}; a side has at least ${LEAST_BOX_M} m. Draw a larger one.`);
  }
}
