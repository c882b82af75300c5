import type { GeoFrame } from '../raster/geo-frame.ts';
import type { LonLatBox } from '../raster/lonlat-box.ts';
import type { BoundsM } from '../raster/raster-grid.ts';
import type { Issue } from '../units/errors.ts';
import type { HeightRules, HeightSource } from './height-rules.ts';
import type { Terrain } from './terrain.ts';

/** A closed ring of plan coordinates [m], x0 y0 x1 y1 ..., without the closing repeat. Outer rings run counter-clockwise, holes clockwise. */
export type Ring = Float64Array;

/** A building as an upright prism: a footprint with courtyards, from the ground up to a flat roof. */
export interface Building {
  readonly id: string;
  readonly outer: Ring;
  readonly holes: readonly Ring[];
  /** Height of the roof above the scene's ground [m], > 0; over a terrain above its mean along the outline. */
  readonly heightM: number;
  /** Name of the radio material of walls and of the roof (see radio/materials). */
  readonly wallMaterial: string;
  readonly roofMaterial: string;
  /** Where the height comes from; left out where the source of the scene does not tell it apart. */
  readonly heightSource?: HeightSource;
}

/** Triangles in the scene frame [m]; `material[t]` indexes `materials`, `object[t]` indexes `objects`. */
export interface TriangleMesh {
  /** xyz of every vertex. */
  readonly positions: Float64Array;
  /** Three vertex indices a triangle. */
  readonly indices: Uint32Array;
  readonly material: Uint16Array;
  readonly materials: readonly string[];
  readonly object: Uint32Array;
  readonly objects: readonly string[];
}

/** How faithfully prisms stand for the mesh they were read from. */
export interface ExtrusionFidelity {
  readonly triangles: number;
  /** Triangles that are vertical walls, flat roofs or ground. */
  readonly explained: number;
  /** Share [0..1] of triangles that are not: pitched roofs, domes, overhangs. */
  readonly otherShare: number;
  /** The same share by area [0..1]. */
  readonly otherAreaShare: number;
}

/** Named classes on a raster, e.g. land use 0..23 (0 = unknown). */
export interface ClassRaster {
  readonly grid: import('../raster/raster-grid.ts').RasterGrid;
  readonly classes: Uint8Array;
  readonly names: readonly string[];
}

export interface Road {
  /** x0 y0 x1 y1 ... [m] of the centre line. */
  readonly line: Float64Array;
  readonly widthM: number;
  readonly name?: string;
  /** True where the road crosses water. */
  readonly bridge?: boolean;
}

/** What a scene was cut out of and by what rules: kept with it, so that its heights can be judged and it can be made again. */
export interface SceneOrigin {
  /** The file or the service. */
  readonly from: string;
  /** Whose data it is, to be shown with it; null where the source does not say. */
  readonly attribution: string | null;
  readonly box: LonLatBox;
  readonly heightRules: HeightRules;
}

export interface Scene {
  readonly name: string;
  /** Where the local frame lies on the Earth; null when the scene has no place (a test box, a CAD model). */
  readonly frame: GeoFrame | null;
  /** Extent of everything in it [m]. */
  readonly boundsM: BoundsM;
  /** z of the flat ground [m] in the scene frame, with a terrain its mean under the buildings; null when the scene has no ground plane (a lone reflector). */
  readonly groundZM: number | null;
  /** Ground that is not level, in place of the plane, under buildings whose heights then count from it; left out where it is. */
  readonly terrain?: Terrain;
  readonly groundMaterial: string;
  /** Where the ground ends [m]; rays do not bounce beyond. */
  readonly groundBoundsM: BoundsM;
  readonly buildings: readonly Building[];
  /** The mesh as it was read, or null where the prisms are the truth (scene/mesh-from-prisms makes one). */
  readonly mesh: TriangleMesh | null;
  readonly fidelity: ExtrusionFidelity | null;
  /** True where every solid is an upright prism on flat ground, so that the sweep is exact. */
  readonly extruded: boolean;
  /** Wall thickness by material name where the file gives it [m]; elsewhere the solver's default. */
  readonly thicknessM: Readonly<Record<string, number>>;
  /** How materials scatter where the file says so; S and K_x, each 0..1 (see radio/scattering). */
  readonly scattering?: Readonly<
    Record<string, { readonly coefficient?: number; readonly crossPolarisation?: number }>
  >;
  /** `raster`: heights sampled on a grid, so positions of walls are as coarse as its cells. */
  readonly source: 'mesh' | 'footprints' | 'raster' | 'synthetic';
  readonly landUse: ClassRaster | null;
  readonly roads: readonly Road[];
  readonly water: readonly Ring[];
  readonly issues: readonly Issue[];
  /** Left out where the whole of a file is the scene. */
  readonly origin?: SceneOrigin;
}
