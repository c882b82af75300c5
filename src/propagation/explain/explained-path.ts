/** What one step of a path does to the power on its way; gains are in decibels, losses negative. */
export type PathStep = FreeSpaceStep | AntennaStep | SurfaceStep | CornerStep | RoofEdgeStep | WedgeStep | ShareStep;

interface Step {
  readonly gainDb: number;
}

/** (lambda / 4 pi L)^2 over the unfolded length. */
export interface FreeSpaceStep extends Step {
  readonly kind: 'free space';
  readonly lengthM: number;
}

/** The antenna's gain towards the direction in which the path leaves. */
export interface AntennaStep extends Step {
  readonly kind: 'antenna';
  /** Compass bearing [deg] and elevation above the horizon [deg]. */
  readonly bearingDeg: number;
  readonly elevationDeg: number;
}

export interface SurfaceStep extends Step {
  readonly kind: 'reflection' | 'transmission' | 'roof' | 'ground';
  /** Id of the building, or name of the object in a mesh; null for the ground. */
  readonly building: string | null;
  readonly material: string;
  /** Angle to the surface's normal [deg]. */
  readonly incidenceDeg: number;
}

/** Bent round an upright edge of a building. */
export interface CornerStep extends Step {
  readonly kind: 'corner';
  readonly building: string;
  /** Diffraction parameter of P.526. */
  readonly nu: number;
}

/** Bent over the edge of a roof. */
export interface RoofEdgeStep extends Step {
  readonly kind: 'roof edge';
  /** Plan distance from the antenna and height above the ground [m]. */
  readonly distanceM: number;
  readonly heightM: number;
  readonly nu: number;
}

/** Bent at an edge of a mesh, by the uniform theory of diffraction. */
export interface WedgeStep extends Step {
  readonly kind: 'wedge';
  /** Angle of the solid between its two faces [deg]: 0 for a half plane, 90 for the edge of a flat roof. */
  readonly angleDeg: number;
  /** Height of the place above z = 0 of the scene frame [m]. */
  readonly zM: number;
}

/** From the point that the path is drawn to, to the mean over the cell: it reaches only part of it, or not everywhere alike. */
export interface ShareStep extends Step {
  readonly kind: 'share of the cell';
  /** Part of the cell that the path reaches, 0..1. */
  readonly share: number;
}

/** One way from the antenna to a cell. */
export interface ExplainedPath {
  /** PROVENANCE code of its mechanism. */
  readonly mechanism: number;
  /** x y z [m, scene frame] of the antenna, of every place where the path is turned or goes through a surface, and of its end. */
  readonly pointsM: Float64Array;
  /** What it brings to the cell's mean path gain [linear, and in dB: the sum of its steps]. */
  readonly gain: number;
  readonly gainDb: number;
  /** Length of the way to the point that it is drawn to [m]. */
  readonly lengthM: number;
  readonly steps: readonly PathStep[];
}

/** Where a cell's level comes from: the paths of one sector to it. */
export interface CellExplanation {
  /** Centre of the cell [m, scene frame], z on the receiver plane. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly cellSizeM: number;
  /** From the antenna to the cell's centre [m], in space and in plan, and the bearing there [deg]. */
  readonly distanceM: number;
  readonly planDistanceM: number;
  readonly bearingDeg: number;
  /** Part of the cell sees the antenna. */
  readonly lineOfSight: boolean;
  /** Strongest first; those beyond the asked number are in `sum` alone. */
  readonly paths: readonly ExplainedPath[];
  readonly pathCount: number;
  /** Path gain [linear] of all paths together; 0 where none was found. */
  readonly gain: number;
  /** Free space over the straight way to the cell's centre, for an isotropic antenna [dB]. */
  readonly freeSpaceDb: number;
  /** What the search followed, and how long it took [ms]. */
  readonly beams: number;
  readonly timeMs: number;
  /** Full sentences for the user. */
  readonly warnings: readonly string[];
}
