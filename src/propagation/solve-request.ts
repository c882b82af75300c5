import type { MaterialOverrides } from '../radio/materials.ts';
import type { ScatteringLobe } from '../radio/scattering.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import type { LaunchMemory } from './launch-memory.ts';
import type { RadioMap } from './radio-map.ts';

/** What every ray engine is asked: one sector's path-gain map. */
export interface SolveRequest {
  readonly scene: Scene;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  /** z of the horizontal receiver plane in the scene frame [m]; of a surface that is none, about its middle. */
  readonly receiverZM: number;
  /** Receivers that are not on one horizontal plane, which the launch and reference engines know; absent for the plane. */
  readonly receiverSurface?: ReceiverSurface;
  readonly settings: SolveSettings;
  /** Materials whose values are not those of ITU-R P.2040, e.g. calibrated ones. */
  readonly materials?: MaterialOverrides;
}

/**
 * `draped`: over the ground; z [m] at the corners of the grid's cells, (columns + 1) x (rows + 1), row 0 = north.
 * `section`: an upright plane, as thick as a cell is wide. The grid counts metres from (x, y) along the unit vector `towards` instead of x, and z instead of y.
 */
export type ReceiverSurface =
  | { readonly kind: 'draped'; readonly cornerZM: Float64Array }
  | { readonly kind: 'section'; readonly x: number; readonly y: number; readonly towards: readonly [number, number] };

/**
 * `luebbers`: uniform theory with the faces' own reflection, exact for a conductor. `sionna`: the same terms put together as Sionna RT
 * 2.2.0 does, to compare with it.
 */
export type WedgeModel = 'luebbers' | 'sionna';

export interface SolveSettings {
  /** Greatest number of interactions on a path, 0..7; ground bounces count. */
  readonly maxDepth: number;
  readonly lineOfSight: boolean;
  readonly reflection: boolean;
  /** Straight transmission through walls and roofs. */
  readonly refraction: boolean;
  readonly diffraction: boolean;
  /** How the launch and reference engines weigh a wedge's faces; `luebbers` where left out. */
  readonly wedgeModel?: WedgeModel;
  /** Launch azimuths of the sweep. */
  readonly azimuths: number;
  /** Rays of the launch and reference engines. */
  readonly rays: number;
  /** Thickness of walls and roofs whose material has none of its own [m]. */
  readonly wallThicknessM: number;
  readonly seed: number;
  /** Diffuse scattering by the launch and reference engines; absent for none. */
  readonly scattering?: ScatteringSettings;
  /** Russian roulette of the launch engine; absent for none. */
  readonly roulette?: RouletteSettings;
  /** Ask the launch and reference engines for delay spread and mean angles (RadioMap.moments) as well. */
  readonly moments?: boolean;
  /** Stops a launch early; absent to trace all rays. */
  readonly enough?: EnoughSettings;
  /** The launch engine drops rays whose |E|^2 (wavelength / 4 pi way)^2 falls below this [dB]; absent to follow all. */
  readonly dropBelowDb?: number;
}

/** Effective-roughness scattering (radio/scattering). */
export interface ScatteringSettings {
  /** S of surfaces of which nothing else is known, 0..1. */
  readonly coefficient: number;
  /** S of materials by name, before all else that is known of them. */
  readonly byMaterial?: Readonly<Record<string, number>>;
  /** True where `coefficient` also stands for what the scene's file gives its materials. */
  readonly overrulesScene?: boolean;
  /** Of all surfaces; Lambert where left out. */
  readonly lobe?: ScatteringLobe;
  /** K_x of all surfaces, 0..1; where left out the scene's, or 0. */
  readonly crossPolarisation?: number;
}

/** When a launch may stop before all its rays are traced, looked at after every group of batches. */
export interface EnoughSettings {
  /** Median standard error of the covered cells [dB > 0]. */
  readonly medianErrorDb?: number;
  /** Wall time of the solve [s > 0], without what it was held; the first group is always finished. */
  readonly seconds?: number;
  /**
   * Instead of ending early a launch goes on beyond `rays`, in groups as large as theirs, until so many are traced or it is good enough: its
   * first rays are those of the launch without this, and a launch that was kept (SolveHooks.memory) goes on where it stopped, to the same bits.
   */
  readonly upToRays?: number;
}

/** From a depth on a ray survives with the probability min(|E|^2, survival), and is strengthened by what the lost ones carried. */
export interface RouletteSettings {
  /** Interactions after which it begins, >= 1. */
  readonly fromDepth: number;
  /** 0..1 */
  readonly survival: number;
}

/**
 * Azimuths that keep a map's median error under 0.15 dB and its 95th percentile near 1 dB or below (docs/accuracy.md). Transmission fills
 * the slivers that decide the tail, so half as many do.
 */
export function defaultAzimuths(refraction: boolean): number {
  return refraction ? 4096 : 8192;
}

export const DEFAULT_SETTINGS: SolveSettings = {
  maxDepth: 7,
  lineOfSight: true,
  reflection: true,
  refraction: true,
  diffraction: true,
  azimuths: defaultAzimuths(true),
  rays: 1_000_000,
  wallThicknessM: 0.1,
  seed: 42,
};

export interface SolveHooks {
  /** 0..1, monotonic. */
  readonly onProgress?: (fraction: number, stage: string) => void;
  /** Maps on the way: first a coarse one, then refinements of the final grid. */
  readonly onPartial?: (map: RadioMap) => void;
  /** Aborting rejects the solve with UserError('aborted') within one slice. */
  readonly signal?: AbortSignal;
  /**
   * Asked between two slices by the launch and reference engines: a promise holds the solve where it is until it settles, and then it goes
   * on to the same bits. To stop one that is held, abort the signal and settle the promise.
   */
  readonly held?: () => Promise<void> | null;
  /** Where the launch engine keeps the state in which it finishes, and looks for one to go on from. */
  readonly memory?: LaunchMemory;
}

export interface RadioMapSolver {
  readonly name: string;
  solve(request: SolveRequest, hooks?: SolveHooks): Promise<RadioMap>;
  dispose(): void;
}
