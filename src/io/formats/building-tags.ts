import { findMaterial } from '../../radio/materials.ts';
import { DEFAULT_BUILDING_MATERIAL } from '../../scene/build-scene.ts';
import { TALLEST_BUILDING_M } from '../../scene/validate.ts';

/** A building's attributes, as GeoJSON properties and OSM tags give them. */
export type BuildingTags = Readonly<Record<string, unknown>>;

export type HeightReading =
  | { readonly heightM: number; readonly from: 'height' | 'levels' | 'default' }
  | { readonly problem: string };

/** Height of a storey where only levels are known [m]. */
const STOREY_M = 3;
/** Height of a building that says nothing [m]: two storeys, OSM's most common case. */
const DEFAULT_HEIGHT_M = 6;
const HEIGHT_KEYS = ['height', 'building:height', 'est_height', 'height_m', 'building_height'];
const LEVEL_KEYS = ['building:levels', 'levels', 'num_floors', 'storeys'];

/**
 * Height [m] from `height`, else levels x 3 m, else 6 m. Accepts numbers and texts with a unit: "12", "12 m", "40 ft", "12'6\"".
 * A value that is out of range or no length is a problem, never a guess.
 */
export function heightOf(tags: BuildingTags): HeightReading {
  for (const key of HEIGHT_KEYS) {
    const raw = ownValue(tags, key);
    if (raw === undefined) continue;
    const metres = lengthM(raw);
    if (metres === null) return { problem: `${key} = ${show(raw)} is no length ("12", "12 m" and "40 ft" are)` };
    if (!(metres > 0 && metres <= TALLEST_BUILDING_M)) {
      return { problem: `${key} = ${show(raw)} is outside 0 to ${TALLEST_BUILDING_M} m` };
    }
    return { heightM: metres, from: 'height' };
  }
  for (const key of LEVEL_KEYS) {
    const raw = ownValue(tags, key);
    if (raw === undefined) continue;
    const levels = typeof raw === 'number' ? raw : Number(String(raw).trim().replace(',', '.') || Number.NaN);
    if (!(levels > 0 && levels * STOREY_M <= TALLEST_BUILDING_M))
      return { problem: `${key} = ${show(raw)} is no number of storeys` };
    return { heightM: levels * STOREY_M, from: 'levels' };
  }
  return { heightM: DEFAULT_HEIGHT_M, from: 'default' };
}

/** Wall and roof materials from `building:material`, `material`, `roof:material`; null where a tag names no radio material. */
export function materialsOf(tags: BuildingTags): { wall: string; roof: string; unknown: string | null } {
  const wallTag = ownValue(tags, 'wall_material') ?? ownValue(tags, 'building:material') ?? ownValue(tags, 'material');
  const roofTag = ownValue(tags, 'roof_material') ?? ownValue(tags, 'roof:material');
  const wall = wallTag === undefined ? DEFAULT_BUILDING_MATERIAL : radio(wallTag);
  const roof = roofTag === undefined ? wall : radio(roofTag);
  const unknown = wall === null ? String(wallTag) : roof === null ? String(roofTag) : null;
  return { wall: wall ?? DEFAULT_BUILDING_MATERIAL, roof: roof ?? wall ?? DEFAULT_BUILDING_MATERIAL, unknown };
}

const OSM_MATERIALS: Readonly<Record<string, string>> = {
  stone: 'marble',
  sandstone: 'marble',
  limestone: 'marble',
  granite: 'marble',
  steel: 'metal',
  plaster: 'concrete',
  cement_block: 'concrete',
  reinforced_concrete: 'concrete',
  timber_framing: 'wood',
  mirror: 'glass',
  roof_tiles: 'brick',
  tile: 'brick',
  tar_paper: 'concrete',
};

function radio(tag: unknown): string | null {
  const text = String(tag).trim().toLowerCase();
  return findMaterial(OSM_MATERIALS[text] ?? text)?.name ?? null;
}

function ownValue(tags: BuildingTags, key: string): unknown {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return value === null || value === '' ? undefined : value;
}

function show(raw: unknown): string {
  return JSON.stringify(raw)?.slice(0, 40) ?? String(raw);
}

function lengthM(raw: unknown): number | null {
  if (typeof raw === 'number') return raw;
  const text = String(raw).trim();
  const feetInches = /^(\d+(?:\.\d+)?)\s*'\s*(?:(\d+(?:\.\d+)?)\s*"?)?$/.exec(text);
  if (feetInches) return Number(feetInches[1]) * 0.3048 + Number(feetInches[2] ?? 0) * 0.0254;
  const plain = /^([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*(m|metres?|meters?|ft|feet|foot)?$/i.exec(text);
  if (!plain) return null;
  const value = Number(plain[1]!.replace(',', '.'));
  return /^f/i.test(plain[2] ?? '') ? value * 0.3048 : value;
}
