import {
  directHeightM,
  type LinkEnds,
  type RoofClearance,
  roofClearances,
} from '../../propagation/explain/link-clearance.ts';
import { fresnelRadiusM } from '../../radio/fresnel-zone.ts';
import { cellAt, type RasterGrid } from '../../raster/raster-grid.ts';
import { type LineProfile, lineProfile } from '../../scene/line-profile.ts';
import { baseZ, footOf, groundZ } from '../../scene/terrain.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import type { MeasurementsView, SceneView } from '../../worker/engine-protocol.ts';
import type { PlanPoint } from '../store/profile-state.ts';

/** Measurements within this distance of the line belong to it [m]. */
export const BESIDE_M = 10;

/** A place along the line. */
export interface ProfileSample {
  readonly distanceM: number;
  readonly x: number;
  readonly y: number;
  /** The ground there [m above the datum]; 0 on level ground. */
  readonly groundM: number;
  /** Highest roof there [m above the datum], 0 in the open. */
  readonly roofM: number;
  /** Predicted level [dBm]; null without data. */
  readonly levelDbm: number | null;
}

/** A measurement beside the line. */
export interface MeasuredSample {
  readonly distanceM: number;
  readonly levelDbm: number;
}

/** The straight link between the ends of a line; lines with corners have none. */
export interface ProfileLink {
  readonly ends: LinkEnds;
  readonly roofs: readonly RoofClearance[];
}

export interface ProfileData {
  readonly line: LineProfile;
  /** z that heights of the profile count from [m, scene frame]: the ground, over a terrain its lowest along the line. */
  readonly datumZM: number;
  /** Heights of both ends [m above the datum]. */
  readonly startM: number;
  readonly endM: number;
  readonly samples: readonly ProfileSample[];
  readonly measured: readonly MeasuredSample[];
  readonly link: ProfileLink | null;
}

/** Buildings, and what they stand on. */
type ProfileScene = Pick<SceneView, 'buildings' | 'groundZM' | 'terrain'>;

export interface ProfileSources {
  readonly points: readonly PlanPoint[];
  readonly scene: ProfileScene;
  /** Levels [dBm] by cell, NaN where there is none; null while there is no map. */
  readonly levels: { readonly grid: RasterGrid; readonly rsrpDbm: ArrayLike<number> } | null;
  readonly measured: Pick<MeasurementsView, 'x' | 'y' | 'rsrpDbm'> | null;
  /** Above the ground, or on a roof above the foot of its building [m]. */
  readonly startHeightM: number;
  readonly endHeightM: number;
  readonly frequencyHz: number;
}

/** Most places along a line. */
const MOST_SAMPLES = 600;

/** What a vertical cut along a line of two and more points shows. */
export function profileData(sources: ProfileSources): ProfileData {
  const { points, scene, levels, startHeightM, endHeightM, frequencyHz } = sources;
  const flat = points.flatMap(({ x, y }) => [x, y]);
  const bare = lineProfile(scene.buildings, flat);
  const datumZM = lowestGround(scene, points, bare);
  const line = scene.terrain ? overDatum(bare, scene, datumZM) : bare;
  const [first, last] = [points[0], points.at(-1)];
  const startM = startHeightM + (first ? baseZ(scene, first.x, first.y) - datumZM : 0);
  const endM = endHeightM + (last ? baseZ(scene, last.x, last.y) - datumZM : 0);
  const ends = { startHeightM: startM, endHeightM: endM, wavelengthM: SPEED_OF_LIGHT / frequencyHz };
  const groundCellM = scene.terrain?.grid.cellSizeM ?? Number.POSITIVE_INFINITY;
  const stepM = Math.max(Math.min((levels?.grid.cellSizeM ?? 4) / 2, groundCellM), line.lengthM / MOST_SAMPLES);
  const count = Math.max(2, Math.ceil(line.lengthM / stepM) + 1);
  const samples = Array.from({ length: count }, (_, i) => {
    const distanceM = (line.lengthM * i) / (count - 1);
    const { x, y } = pointAlong(points, line.vertexM, distanceM);
    const roofM = line.cuts.reduce(
      (most, cut) => (distanceM >= cut.fromM && distanceM <= cut.toM ? Math.max(most, cut.roofM) : most),
      0,
    );
    const cell = levels ? cellAt(levels.grid, x, y) : -1;
    const level = levels && cell >= 0 ? levels.rsrpDbm[cell]! : Number.NaN;
    const groundM = groundZ(scene, x, y) - datumZM;
    return { distanceM, x, y, groundM, roofM, levelDbm: Number.isNaN(level) ? null : level };
  });
  const link = points.length === 2 && line.lengthM > 0 ? linkOf(line, ends, scene.terrain ? samples : []) : null;
  return {
    line,
    datumZM,
    startM,
    endM,
    samples,
    measured: sources.measured ? beside(points, line.vertexM, sources.measured) : [],
    link,
  };
}

/** z of the lowest ground along the line [m]; of the ground where that is level. */
function lowestGround(scene: ProfileScene, points: readonly PlanPoint[], { lengthM, vertexM }: LineProfile): number {
  if (!scene.terrain) return scene.groundZM;
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < MOST_SAMPLES; i++) {
    const { x, y } = pointAlong(points, vertexM, (lengthM * i) / (MOST_SAMPLES - 1));
    lowest = Math.min(lowest, groundZ(scene, x, y));
  }
  return lowest;
}

/** Roofs above the datum, in place of above the foot of each building. */
function overDatum(line: LineProfile, scene: ProfileScene, datumZM: number): LineProfile {
  const footOfId = new Map<string, number>();
  const cuts = line.cuts.map((cut) => {
    let foot = footOfId.get(cut.id);
    if (foot === undefined) {
      const building = scene.buildings.find(({ id }) => id === cut.id);
      foot = building ? footOf(building, scene).footZ - datumZM : 0;
      footOfId.set(cut.id, foot);
    }
    return { ...cut, roofM: cut.roofM + foot };
  });
  return { ...line, cuts };
}

/** Ground that stands in the direct line is in the way as a roof is, where it is the most. */
function linkOf(line: LineProfile, ends: LinkEnds, ground: readonly ProfileSample[]): ProfileLink {
  const roofs = roofClearances(line, ends);
  const pieces = ground.slice(1).map((sample, i) => ({
    id: 'the ground',
    fromM: ground[i]!.distanceM,
    toM: sample.distanceM,
    roofM: Math.min(ground[i]!.groundM, sample.groundM),
  }));
  const [worst] = roofClearances({ ...line, cuts: pieces }, ends)
    .filter(({ clearanceM }) => clearanceM < 0)
    .sort((a, b) => a.zones - b.zones);
  return { ends, roofs: worst ? [...roofs, worst] : roofs };
}

function pointAlong(points: readonly PlanPoint[], vertexM: readonly number[], distanceM: number): PlanPoint {
  let i = 0;
  while (i + 2 < points.length && vertexM[i + 1]! < distanceM) i++;
  const [a, b] = [points[i]!, points[i + 1]!];
  const length = vertexM[i + 1]! - vertexM[i]!;
  const share = length > 0 ? (distanceM - vertexM[i]!) / length : 0;
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** Measurements near the line, each where it is nearest, by distance along it. */
function beside(
  points: readonly PlanPoint[],
  vertexM: readonly number[],
  { x: xs, y: ys, rsrpDbm }: NonNullable<ProfileSources['measured']>,
): MeasuredSample[] {
  const found: MeasuredSample[] = [];
  for (let k = 0; k < rsrpDbm.length; k++) {
    let nearest = BESIDE_M;
    let distanceM = -1;
    for (let i = 0; i + 1 < points.length; i++) {
      const [a, b] = [points[i]!, points[i + 1]!];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const length2 = dx * dx + dy * dy;
      if (length2 === 0) continue;
      const share = Math.min(1, Math.max(0, ((xs[k]! - a.x) * dx + (ys[k]! - a.y) * dy) / length2));
      const off = Math.hypot(a.x + dx * share - xs[k]!, a.y + dy * share - ys[k]!);
      if (off > nearest) continue;
      nearest = off;
      distanceM = vertexM[i]! + share * Math.sqrt(length2);
    }
    if (distanceM >= 0) found.push({ distanceM, levelDbm: rsrpDbm[k]! });
  }
  return found.sort((a, b) => a.distanceM - b.distanceM);
}

/** Height of the direct line, and the radius of the first Fresnel zone, at a distance along a link [m]. */
export function linkAt({ ends }: ProfileLink, lengthM: number, distanceM: number) {
  return {
    directM: directHeightM(ends, distanceM, lengthM),
    zoneM: fresnelRadiusM(1, ends.wavelengthM, distanceM, Math.max(0, lengthM - distanceM)),
  };
}
