import { findMaterial } from '../../radio/materials.ts';
import { DEFAULT_BUILDING_MATERIAL } from '../../scene/build-scene.ts';
import type { HeightRules, HeightSource } from '../../scene/height-rules.ts';
import { HEIGHT_SOURCES, heightClassOf, STANDARD_HEIGHT_RULES } from '../../scene/height-rules.ts';
import { TALLEST_BUILDING_M } from '../../scene/validate.ts';

/** A building's attributes, as GeoJSON properties and OSM tags give them. */
export type BuildingTags = Readonly<Record<string, unknown>>;

export type HeightReading = { readonly heightM: number; readonly from: HeightSource } | { readonly problem: string };

/** Property that tells where a height comes from, in GeoJSON of our own. */
export const HEIGHT_SOURCE_KEY = 'height_source';
const HEIGHT_KEYS = ['height', 'building:height', 'est_height', 'height_m', 'building_height'];
const LEVEL_KEYS = ['building:levels', 'levels', 'num_floors', 'storeys'];

/**
 * Height [m] from `height`, else storeys, else the default of its class, else one for all (see scene/height-rules). Accepts numbers and texts with a unit: "12", "12 m", "40 ft", "12'6\"".
 * A value that is out of range or no length is a problem, never a guess.
 */
export function heightOf(tags: BuildingTags, rules: HeightRules = STANDARD_HEIGHT_RULES): HeightReading {
  for (const key of HEIGHT_KEYS) {
    const raw = ownValue(tags, key);
    if (raw === undefined) continue;
    const metres = lengthM(raw);
    if (metres === null) return { problem: `${key} = ${show(raw)} is no length ("12", "12 m" and "40 ft" are)` };
    if (!(metres > 0 && metres <= TALLEST_BUILDING_M)) {
      return { problem: `${key} = ${show(raw)} is outside 0 to ${TALLEST_BUILDING_M} m` };
    }
    return { heightM: metres, from: writtenSource(tags) ?? 'tagged' };
  }
  for (const key of LEVEL_KEYS) {
    const raw = ownValue(tags, key);
    if (raw === undefined) continue;
    const levels = typeof raw === 'number' ? raw : Number(String(raw).trim().replace(',', '.') || Number.NaN);
    if (!(levels > 0 && levels * rules.storeyM <= TALLEST_BUILDING_M))
      return { problem: `${key} = ${show(raw)} is no number of storeys` };
    return { heightM: levels * rules.storeyM, from: 'levels' };
  }
  const kind = heightClassOf(ownValue(tags, 'building'));
  return kind ? { heightM: rules.classM[kind], from: 'class' } : { heightM: rules.assumedM, from: 'assumed' };
}

/** Height of the underside above ground [m] from `min_height`; 0 where the building stands on the ground or does not say. */
export function undersideOf(tags: BuildingTags): number {
  const metres = lengthM(ownValue(tags, 'min_height') ?? ownValue(tags, 'building:min_height') ?? 0);
  return metres !== null && metres > 0 ? metres : 0;
}

/** The source that a file of our own writes beside the height. */
function writtenSource(tags: BuildingTags): HeightSource | null {
  const written = ownValue(tags, HEIGHT_SOURCE_KEY);
  return HEIGHT_SOURCES.find((source) => source === written) ?? null;
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
