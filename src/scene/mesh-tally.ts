import type { Issue } from '../units/errors.ts';
import { STANDING_TOLERANCE_M } from './ground-plane.ts';
import type { Facets } from './mesh-facets.ts';
import { SLOPED } from './mesh-facets.ts';

/** Roof pieces smaller than this in plan are slivers of triangulation [m^2]. */
export const LEAST_ROOF_M2 = 0.01;

/** What the reading of a mesh met, counted; `explained` marks triangles that are upright, flat on a roof, or ground. */
export interface Tally {
  readonly explained: Uint8Array;
  unread: number;
  raised: number;
  stacked: number;
  slopedRoofs: number;
  slopedRange: number;
  slivers: number;
  torn: number;
  openWalls: number;
  bases: { lowest: number; highest: number } | null;
}

export function newTally(facets: Facets): Tally {
  const explained = Uint8Array.from(facets.kind, (kind) => (kind === SLOPED ? 0 : 1));
  return {
    explained,
    unread: 0,
    raised: 0,
    stacked: 0,
    slopedRoofs: 0,
    slopedRange: 0,
    slivers: 0,
    torn: 0,
    openWalls: 0,
    bases: null,
  };
}

/** The tally in sentences. `assumedGroundZ` is the level taken for ground where the mesh has no plane, else null. */
export function meshIssues(tally: Tally, assumedGroundZ: number | null): Issue[] {
  const issues: Issue[] = [];
  const say = (count: number, code: string, message: string) => {
    if (count > 0) issues.push({ kind: 'warning', code, message, count });
  };
  say(
    assumedGroundZ === null ? 0 : 1,
    'ground-assumed',
    `The mesh has no ground plane; flat ground of medium dry earth is assumed at z = ${assumedGroundZ?.toFixed(2)} m, where most buildings begin.`,
  );
  if (tally.bases) {
    const { lowest, highest } = tally.bases;
    const spread = `z = ${lowest.toFixed(1)} to ${highest.toFixed(1)} m`;
    say(
      1,
      'uneven-ground',
      `Buildings stand on different levels (${spread}); their heights are kept and the ground is taken as flat.`,
    );
  }
  say(
    tally.slopedRoofs,
    'sloped-roofs',
    `${tally.slopedRoofs} roofs are not flat (up to ${tally.slopedRange.toFixed(1)} m from lowest to highest point); their prisms have the mean roof height by area. The mesh keeps the true shape.`,
  );
  say(
    tally.stacked,
    'stacked-objects',
    `${tally.stacked} objects stand on the roof of another; their prisms reach down to the ground through it.`,
  );
  say(
    tally.raised,
    'raised-objects',
    `${tally.raised} objects begin more than ${STANDING_TOLERANCE_M} m above the ground; they are no prisms on it and stay in the mesh alone.`,
  );
  say(
    tally.unread,
    'mesh-only-objects',
    `${tally.unread} objects have no walls or no roof (sheets, plates); they stay in the mesh alone.`,
  );
  say(tally.torn, 'torn-roofs', `${tally.torn} roofs have borders that do not close; their outlines may lack pieces.`);
  say(
    tally.openWalls,
    'open-walls',
    `${tally.openWalls} buildings have less wall than the outline of their roof asks for (canopies, arcades); their prisms are closed all round.`,
  );
  say(
    tally.slivers,
    'roof-slivers',
    `${tally.slivers} pieces of roof are under ${LEAST_ROOF_M2} m2 or at ground level and became no prism.`,
  );
  return issues;
}
