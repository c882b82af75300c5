import {
  directHeightM,
  type LinkEnds,
  type RoofClearance,
  roofClearances,
} from '../../propagation/explain/link-clearance.ts';
import { fresnelRadiusM } from '../../radio/fresnel-zone.ts';
import { cellAt, type RasterGrid } from '../../raster/raster-grid.ts';
import { type LineProfile, lineProfile } from '../../scene/line-profile.ts';
import type { Building } from '../../scene/scene.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import type { PlanPoint } from '../store/profile-state.ts';

/** Measurements within this distance of the line belong to it [m]. */
export const BESIDE_M = 10;

/** A place along the line. */
export interface ProfileSample {
  readonly distanceM: number;
  readonly x: number;
  readonly y: number;
  /** Highest roof there [m above the ground], 0 in the open. */
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
  readonly samples: readonly ProfileSample[];
  readonly measured: readonly MeasuredSample[];
  readonly link: ProfileLink | null;
}

export interface ProfileSources {
  readonly points: readonly PlanPoint[];
  readonly buildings: readonly Building[];
  /** Levels [dBm] by cell, NaN where there is none; null while there is no map. */
  readonly levels: { readonly grid: RasterGrid; readonly rsrpDbm: ArrayLike<number> } | null;
  readonly measured: Pick<MeasurementsView, 'x' | 'y' | 'rsrpDbm'> | null;
  readonly startHeightM: number;
  readonly endHeightM: number;
  readonly frequencyHz: number;
}

/** Most places along a line. */
const MOST_SAMPLES = 600;

/** What a vertical cut along a line of two and more points shows. */
export function profileData(sources: ProfileSources): ProfileData {
  const { points, buildings, levels, startHeightM, endHeightM, frequencyHz } = sources;
  const line = lineProfile(
    buildings,
    points.flatMap(({ x, y }) => [x, y]),
  );
  const ends = { startHeightM, endHeightM, wavelengthM: SPEED_OF_LIGHT / frequencyHz };
  const stepM = Math.max((levels?.grid.cellSizeM ?? 4) / 2, line.lengthM / MOST_SAMPLES);
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
    return { distanceM, x, y, roofM, levelDbm: Number.isNaN(level) ? null : level };
  });
  return {
    line,
    samples,
    measured: sources.measured ? beside(points, line.vertexM, sources.measured) : [],
    link: points.length === 2 && line.lengthM > 0 ? { ends, roofs: roofClearances(line, ends) } : null,
  };
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
