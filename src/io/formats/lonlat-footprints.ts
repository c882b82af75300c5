import type { GeoFrame } from '../../raster/geo-frame.ts';
import { localFrame, localFromWgs84 } from '../../raster/geo-frame.ts';
import type { FootprintDraft } from '../../scene/build-scene.ts';
import type { HeightRules } from '../../scene/height-rules.ts';
import { STANDARD_HEIGHT_RULES } from '../../scene/height-rules.ts';
import type { Building, Ring } from '../../scene/scene.ts';
import { badInput } from '../../units/errors.ts';
import type { IssueLedger } from '../../units/issue-ledger.ts';
import type { BuildingTags } from './building-tags.ts';
import { heightOf, materialsOf, undersideOf } from './building-tags.ts';

/** [longitude, latitude] in degrees, or local metres. */
export type Position = readonly [number, number];

/** A building's outline as map files give it: the outer ring first, then courtyards, none closed by a repeat. */
export interface Footprint {
  readonly id: string;
  readonly rings: readonly (readonly Position[])[];
  readonly tags: BuildingTags;
}

/** Rings longer than this are coastlines or damage, not buildings. */
const VERTEX_LIMIT = 100_000;
/** A city spread wider than this does not fit one flat frame [m]. */
const SPREAD_LIMIT_M = 200_000;

/**
 * Checks one ring: closes it, drops the closing repeat, lays it out on one side of the antimeridian.
 * @param points longitude and latitude in degrees, or metres when `local`
 * @returns null when it cannot be used, which the ledger then tells
 */
export function cleanRing(
  points: readonly Position[],
  where: string,
  ledger: IssueLedger,
  local = false,
): readonly Position[] | null {
  if (points.length > VERTEX_LIMIT) {
    const example = `${where}: ${points.length}`;
    ledger.note('rejected', 'ring-too-long', `rings have over ${VERTEX_LIMIT} vertices; simplify them`, example);
    return null;
  }
  if (!local && !onEarth(points, where, ledger)) return null;
  const first = points[0];
  const last = points.at(-1);
  const closed = first && last && points.length > 1 && first[0] === last[0] && first[1] === last[1];
  const ring = closed ? points.slice(0, -1) : points;
  if (ring.length < 3) {
    ledger.note('rejected', 'ring-too-short', 'rings have fewer than three corners', where);
    return null;
  }
  if (!closed) {
    ledger.note('repaired', 'ring-closed', 'rings were not closed (the last position must repeat the first)', where);
  }
  return local ? ring : unwrapped(ring, where, ledger);
}

function onEarth(points: readonly Position[], where: string, ledger: IssueLedger): boolean {
  const off = points.find(([lon, lat]) => !(Math.abs(lat) <= 90 && Math.abs(lon) <= 360));
  if (off) {
    const swapped = Math.abs(off[0]) <= 90 && Math.abs(off[1]) <= 180;
    const hint = swapped ? 'latitude and longitude swapped?' : 'metres instead of degrees?';
    const example = `${where}: [${off[0]}, ${off[1]}]`;
    ledger.note('rejected', 'not-on-earth', `positions are no longitude and latitude (${hint})`, example);
    return false;
  }
  if (points.some(([, lat]) => Math.abs(lat) > 89)) {
    ledger.note('rejected', 'at-the-pole', 'footprints lie within a degree of a pole, where no flat frame fits', where);
    return false;
  }
  return true;
}

/** A footprint across the antimeridian jumps by 360 degrees. */
function unwrapped(points: readonly Position[], where: string, ledger: IssueLedger): readonly Position[] {
  const first = points[0]![0];
  if (!points.some(([lon]) => Math.abs(lon - first) > 180)) return points;
  ledger.note(
    'repaired',
    'antimeridian',
    'footprints cross the antimeridian and were laid out on one side of it',
    where,
  );
  return points.map(([lon, lat]) => [lon - 360 * Math.round((lon - first) / 360), lat]);
}

/**
 * Buildings of footprints, in a frame centred on them (x east, y true north), or in local metres as they are.
 * @throws UserError when they are spread over more than 200 km
 */
export function footprintDraft(
  name: string,
  footprints: readonly Footprint[],
  ledger: IssueLedger,
  local = false,
): FootprintDraft {
  const frame = local ? null : centredFrame(name, footprints);
  const buildings = footprints.flatMap(
    (footprint) => buildingOf(footprint, frame, STANDARD_HEIGHT_RULES, ledger) ?? [],
  );
  return { buildings, frame, source: 'footprints', groundBoundsM: null, issues: ledger.issues() };
}

function centredFrame(name: string, footprints: readonly Footprint[]): GeoFrame | null {
  const start = footprints[0]?.rings[0]?.[0];
  if (!start) return null;
  let [west, south] = start;
  let [east, north] = start;
  for (const { rings } of footprints) {
    for (const [lon, lat] of rings[0]!) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  const latDeg = (south + north) / 2;
  const high = (north - south) * 111_320;
  const wide = (east - west) * 111_320 * Math.cos((latDeg * Math.PI) / 180);
  if (wide > SPREAD_LIMIT_M || high > SPREAD_LIMIT_M) {
    throw badInput(
      `${name}: the footprints are spread over ${(wide / 1000).toFixed(0)} x ${(high / 1000).toFixed(0)} km (longitude ${west} to ${east}, latitude ${south} to ${north}); one scene holds ${SPREAD_LIMIT_M / 1000} km. Remove strays (a feature at 0, 0?) or cut out one city.`,
    );
  }
  return localFrame({ latDeg, lonDeg: (west + east) / 2 });
}

/** A footprint as a building; null where its height cannot be used, which the ledger then tells. */
export function buildingOf(
  footprint: Footprint,
  frame: GeoFrame | null,
  rules: HeightRules,
  ledger: IssueLedger,
): Building | null {
  const { id, tags } = footprint;
  const height = heightOf(tags, rules);
  if ('problem' in height) {
    ledger.note('rejected', 'height-unreadable', 'buildings have an unusable height', `${id}: ${height.problem}`);
    return null;
  }
  if (height.from === 'levels') {
    const text = `buildings have levels but no height; ${rules.storeyM} m a level is taken`;
    ledger.note('warning', 'height-from-levels', text, id);
  } else if (height.from === 'class') {
    const text = 'buildings have neither height nor levels; the default height of their class is taken';
    ledger.note('warning', 'height-by-class', text, `${id}: ${tags.building}, ${height.heightM} m`);
  } else if (height.from === 'assumed') {
    const text = `buildings have neither height nor levels; ${rules.assumedM} m is assumed`;
    ledger.note('warning', 'height-assumed', text, id);
  }
  const undersideM = undersideOf(tags);
  if (undersideM > 0) {
    const text = 'buildings begin above the ground (min_height); they are taken from the ground up';
    ledger.note('warning', 'min-height', text, `${id}: ${undersideM} m`);
  }
  const { wall, roof, unknown } = materialsOf(tags);
  if (unknown !== null) {
    const text = 'buildings have a material without radio data; concrete is taken';
    ledger.note('warning', 'material-unknown', text, `${id}: ${unknown}`);
  }
  const [outer, ...holes] = footprint.rings.map((ring) => localRing(ring, frame));
  const materials = { wallMaterial: wall, roofMaterial: roof };
  return { id, outer: outer!, holes, heightM: height.heightM, ...materials, heightSource: height.from };
}

/** x0 y0 x1 y1 ... [m] of positions; as they are without a frame. */
export function localRing(ring: readonly Position[], frame: GeoFrame | null): Ring {
  const out = new Float64Array(ring.length * 2);
  for (const [i, [x, y]] of ring.entries()) {
    const p = frame ? localFromWgs84(frame, { lonDeg: x, latDeg: y }) : { x, y };
    out[2 * i] = p.x;
    out[2 * i + 1] = p.y;
  }
  return out;
}
