/** A point in plan [m, scene frame]. */
export interface PlanPoint {
  readonly x: number;
  readonly y: number;
}

/** A vertical cut along a line. */
export interface ProfileState {
  /** Points are being set on the map. */
  readonly drawing: boolean;
  /** Of the line, or of what is drawn of it so far. */
  readonly points: readonly PlanPoint[];
  /** The sector that the line begins at; null where it begins at a receiver. */
  readonly sectorId: string | null;
  /** Heights of the ends above the ground [m]; null: the antenna's, or the receiver's. */
  readonly startHeightM: number | null;
  readonly endHeightM: number | null;
  /** Distance along the line that is pointed at [m]. */
  readonly atM: number | null;
  readonly section: SectionState;
}

/** The level over the line, where it was asked for. */
export interface SectionState {
  /** How far the work is; null while none runs. */
  readonly run: { readonly fraction: number; readonly words: string } | null;
  /** Why there is none. */
  readonly problem: string | null;
  /** The sector of the section that is shown; null while none is. */
  readonly sectorId: string | null;
}

export const INITIAL_PROFILE: ProfileState = {
  drawing: false,
  points: [],
  sectorId: null,
  startHeightM: null,
  endHeightM: null,
  atM: null,
  section: { run: null, problem: null, sectorId: null },
};

/** The line as far as it was drawn; none where that is no line yet. */
export function drawnProfile(profile: ProfileState): ProfileState {
  return profile.points.length < 2 ? INITIAL_PROFILE : { ...profile, drawing: false };
}
