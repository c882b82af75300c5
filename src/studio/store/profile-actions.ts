import type { PlanPoint, ProfileState, SectionState } from './profile-state.ts';
import { drawnProfile, INITIAL_PROFILE } from './profile-state.ts';
import { studioStore } from './studio-store.ts';

export const PROFILE_TAB = 'profile';

function patch(change: Partial<ProfileState>): void {
  studioStore.setState(({ profile }) => ({ profile: { ...profile, ...change } }));
}

/** Begins a new line; the map's clicks set its points, so that a tool that they served is put away. */
export function drawProfile(): void {
  studioStore.setState(({ editing }) => ({
    profile: { ...INITIAL_PROFILE, drawing: true },
    editing: { ...editing, tool: null },
  }));
}

/** @param sectorId the sector at whose mast a first point lies */
export function addProfilePoint(point: PlanPoint, sectorId: string | null): void {
  const { points } = studioStore.getState().profile;
  patch({ points: [...points, point], ...(points.length === 0 ? { sectorId } : {}) });
}

export function dropProfilePoint(): void {
  patch({ points: studioStore.getState().profile.points.slice(0, -1) });
}

/** Ends the drawing: a line of two points and more is shown in the dock, less is given up. */
export function finishProfile(): void {
  studioStore.setState(({ profile, dock }) => {
    const drawn = drawnProfile(profile);
    return { profile: drawn, dock: drawn.points.length > 0 ? { ...dock, open: true, tab: PROFILE_TAB } : dock };
  });
}

export function clearProfile(): void {
  studioStore.setState({ profile: INITIAL_PROFILE });
}

/** The straight line from a sector to a place. */
export function profileFromSector(sector: PlanPoint & { readonly id: string }, to: PlanPoint): void {
  const points = [
    { x: sector.x, y: sector.y },
    { x: to.x, y: to.y },
  ];
  studioStore.setState(({ dock }) => ({
    profile: { ...INITIAL_PROFILE, points, sectorId: sector.id },
    dock: { ...dock, open: true, tab: PROFILE_TAB },
  }));
}

export function setProfileHeights(
  heights: Pick<ProfileState, 'startHeightM'> | Pick<ProfileState, 'endHeightM'>,
): void {
  patch(heights);
}

export function patchSection(change: Partial<SectionState>): void {
  patch({ section: { ...studioStore.getState().profile.section, ...change } });
}

/** Points at a place along the line; null at none. */
export function pointAtProfile(atM: number | null): void {
  patch({ atM });
}
