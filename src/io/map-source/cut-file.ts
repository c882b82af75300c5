import type { LonLatBox } from '../../raster/lonlat-box.ts';
import { boxHolds, middleOf } from '../../raster/lonlat-box.ts';
import { HEIGHT_CLASSES, type HeightClass, type HeightRules } from '../../scene/height-rules.ts';
import type { Scene } from '../../scene/scene.ts';
import { badInput, type Issue } from '../../units/errors.ts';
import type { Json, JsonObject } from '../formats/json-document.ts';
import { isJsonArray, isJsonObject, parseJson } from '../formats/json-document.ts';
import type { Footprint, Position } from '../formats/lonlat-footprints.ts';
import { type CutOrder, sceneOfCut } from './cut-scene.ts';
import { checkBox, type MapArea, type MapCut, type MapLine } from './map-source.ts';
import { clipLine, clipRing } from './tile-clip.ts';

/** Member that marks GeoJSON as a cut of a map, with all that its scene is made from; stands before the features. */
export const CUT_MEMBER = 'boresight:cut';
const VERSION = 1;

/**
 * A cut as GeoJSON (WGS 84): buildings with their tags, roads and areas up to the edges of the box, and the order that the scene
 * follows. It is the scene's own file: it opens without the map and gives the same scene again.
 */
export function writeCutFile(cut: MapCut, order: CutOrder): string {
  const { box } = order;
  const bounds = { minX: box.west, minY: box.south, maxX: box.east, maxY: box.north };
  const flat = (points: readonly Position[]) => Float64Array.from(points.flat());
  const features = [
    ...cut.buildings
      .filter(({ rings }) => boxHolds(box, ...middleOf(rings[0] ?? [])))
      .map(({ id, rings, tags }) => feature('Polygon', rings.map(closed), { ...tags }, id)),
    ...cut.roads.flatMap(({ road, name, bridge, points }) =>
      clipLine(flat(points), bounds).map((line) =>
        feature('LineString', positions(line), { road, ...(name !== null && { name }), ...(bridge && { bridge }) }),
      ),
    ),
    ...cut.areas.flatMap(({ land, rings }) => {
      const clipped = rings.map((ring) => clipRing(flat(ring), bounds, (v) => v));
      if ((clipped[0]?.length ?? 0) < 6) return [];
      const kept = clipped.filter((ring) => ring.length >= 6);
      return [
        feature(
          'Polygon',
          kept.map((ring) => closed(pairs(ring))),
          { land },
        ),
      ];
    }),
  ];
  const { from, attribution, heightRules } = order;
  const about = { version: VERSION, from, attribution, box, height_rules: heightRules, issues: cut.issues };
  const head = { type: 'FeatureCollection', name: order.name, [CUT_MEMBER]: about };
  // A line a feature: people look into such files.
  return `${JSON.stringify(head).slice(0, -1)},"features":[\n${features.map((f) => JSON.stringify(f)).join(',\n')}\n]}\n`;
}

function feature(type: 'Polygon' | 'LineString', coordinates: unknown, properties: object, id?: string): object {
  return { type: 'Feature', ...(id !== undefined && { id }), properties, geometry: { type, coordinates } };
}

function pairs(line: Float64Array): Position[] {
  return Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i]!, line[2 * i + 1]!]);
}

/** 1e-7 degrees are a centimetre, and what OSM keeps. */
function positions(line: Float64Array): number[][] {
  return pairs(line).map(rounded);
}

function closed(ring: readonly Position[]): number[][] {
  const out = ring.map(rounded);
  return out[0] ? [...out, out[0]] : out;
}

function rounded([lon, lat]: Position): number[] {
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}

/**
 * The scene of a cut's file.
 * @throws UserError('bad-input') with the member that is missing or wrong
 */
export function readCutFile(name: string, bytes: Uint8Array): Scene {
  const root = parseJson(name, bytes);
  const about = isJsonObject(root) ? root[CUT_MEMBER] : undefined;
  if (!isJsonObject(root) || !isJsonObject(about))
    throw badInput(`${name} is no cut of a map: it lacks "${CUT_MEMBER}".`);
  if (about.version !== VERSION) {
    throw badInput(`${name} is a cut of version ${JSON.stringify(about.version ?? null)}; version ${VERSION} is read.`);
  }
  const box = boxOf(name, about.box);
  const order: CutOrder = {
    name: typeof root.name === 'string' && root.name !== '' ? root.name : name,
    from: typeof about.from === 'string' ? about.from : name,
    attribution: typeof about.attribution === 'string' ? about.attribution : null,
    box,
    heightRules: rulesOf(name, about.height_rules),
  };
  return sceneOfCut(cutOf(name, root, about), order);
}

function boxOf(name: string, given: Json | undefined): LonLatBox {
  const value = (key: string): number => {
    const found = isJsonObject(given) ? given[key] : undefined;
    if (typeof found !== 'number') throw badInput(`${name}: "box" lacks the number "${key}".`);
    return found;
  };
  const box = { west: value('west'), south: value('south'), east: value('east'), north: value('north') };
  checkBox(box);
  return box;
}

function rulesOf(name: string, given: Json | undefined): HeightRules {
  const root = isJsonObject(given) ? given : {};
  const metres = (of: JsonObject, key: string): number => {
    const found = of[key];
    if (typeof found === 'number' && found > 0 && found <= 1000) return found;
    throw badInput(`${name}: "height_rules" needs "${key}" over 0 and up to 1000 m.`);
  };
  const classes = isJsonObject(root.classM) ? root.classM : {};
  const names = Object.keys(HEIGHT_CLASSES) as HeightClass[];
  return {
    storeyM: metres(root, 'storeyM'),
    classM: Object.fromEntries(names.map((key) => [key, metres(classes, key)])) as Record<HeightClass, number>,
    assumedM: metres(root, 'assumedM'),
  };
}

function cutOf(name: string, root: JsonObject, about: JsonObject): MapCut {
  const buildings: Footprint[] = [];
  const roads: MapLine[] = [];
  const areas: MapArea[] = [];
  const features = isJsonArray(root.features) ? root.features : [];
  for (const [i, given] of features.entries()) {
    const where = `${name}, feature ${i}`;
    if (!isJsonObject(given) || !isJsonObject(given.geometry)) throw badInput(`${where} has no geometry.`);
    const { type, coordinates } = given.geometry;
    const tags = isJsonObject(given.properties) ? given.properties : {};
    if (type === 'LineString') {
      const named = typeof tags.name === 'string' ? tags.name : null;
      const points = positionsOf(where, coordinates);
      roads.push({ road: String(tags.road ?? ''), name: named, bridge: tags.bridge === true, points });
    } else if (type === 'Polygon' && isJsonArray(coordinates)) {
      const rings = coordinates.map((ring) => positionsOf(where, ring).slice(0, -1));
      if (typeof tags.land === 'string') areas.push({ land: tags.land, rings });
      else buildings.push({ id: String(given.id ?? `feature ${i}`), rings, tags });
    } else throw badInput(`${where}: a cut holds lines and polygons, not ${JSON.stringify(type ?? null)}.`);
  }
  return { buildings, roads, areas, issues: issuesOf(about.issues) };
}

function positionsOf(where: string, given: Json | undefined): Position[] {
  return (isJsonArray(given) ? given : []).map((position) => {
    const [lon, lat] = isJsonArray(position) ? position : [];
    if (typeof lon === 'number' && typeof lat === 'number') return [lon, lat];
    throw badInput(`${where}: a position is not [longitude, latitude].`);
  });
}

function issuesOf(given: Json | undefined): Issue[] {
  return (isJsonArray(given) ? given : []).flatMap((issue): Issue[] => {
    if (!isJsonObject(issue)) return [];
    const kind = (['repaired', 'rejected', 'warning'] as const).find((known) => known === issue.kind);
    if (!kind || typeof issue.message !== 'string') return [];
    return [{ kind, code: String(issue.code), message: issue.message, count: Number(issue.count) || 1 }];
  });
}
