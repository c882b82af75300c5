import type { FootprintDraft } from '../../scene/build-scene.ts';
import { badInput } from '../../units/errors.ts';
import type { Json, JsonObject } from './json-document.ts';
import { isJsonArray, isJsonObject, parseJson } from './json-document.ts';
import type { OsmData } from './osm-data.ts';
import { emptyOsmData, osmDraft } from './osm-data.ts';

/**
 * Reads buildings from OSM JSON as Overpass gives it: nodes and ways by id (`out body; >; out skel`), or geometry in place
 * (`out geom`).
 * @throws UserError when it is no OSM JSON
 */
export function readOsmJson(name: string, bytes: Uint8Array): FootprintDraft {
  return osmDraft(name, readOsmJsonData(name, bytes));
}

/** All that OSM JSON holds, by id. */
export function readOsmJsonData(name: string, bytes: Uint8Array): OsmData {
  const root = parseJson(name, bytes);
  const elements = isJsonObject(root) ? root.elements : undefined;
  if (!isJsonArray(elements)) throw badInput(`${name} is no OSM JSON: it has no list "elements".`);
  const data = emptyOsmData();
  for (const element of elements) if (isJsonObject(element)) readElement(element, data);
  return data;
}

function readElement(element: JsonObject, data: OsmData): void {
  const id = String(element.id);
  if (element.type === 'node') {
    if (typeof element.lat === 'number' && typeof element.lon === 'number')
      data.nodes.set(id, [element.lon, element.lat]);
  } else if (element.type === 'way') {
    const nodes = isJsonArray(element.nodes) ? element.nodes.map(String) : placeNodes(element.geometry, data);
    if (isJsonArray(element.nodes)) nameNodes(nodes, element.geometry, data);
    data.ways.set(id, { nodes, tags: tagsOf(element.tags) });
  } else if (element.type === 'relation') {
    const members = (isJsonArray(element.members) ? element.members : []).filter(isJsonObject).map((member) => {
      const ref = String(member.ref);
      if (member.type === 'way' && isJsonArray(member.geometry) && !data.ways.has(ref)) {
        data.ways.set(ref, { nodes: placeNodes(member.geometry, data), tags: {} });
      }
      return { type: String(member.type), ref, role: String(member.role ?? '') };
    });
    data.relations.set(id, { members, tags: tagsOf(element.tags) });
  }
}

/** Nodes for geometry given in place; equal places are one node, so that ways join at their ends. */
function placeNodes(geometry: Json | undefined, data: OsmData): string[] {
  return (isJsonArray(geometry) ? geometry : []).map((point) => {
    const { lat, lon } = isJsonObject(point) ? point : { lat: null, lon: null };
    const key = `@${lon},${lat}`;
    if (typeof lat === 'number' && typeof lon === 'number') data.nodes.set(key, [lon, lat]);
    return key;
  });
}

function nameNodes(nodes: readonly string[], geometry: Json | undefined, data: OsmData): void {
  if (!isJsonArray(geometry)) return;
  for (const [i, point] of geometry.entries()) {
    const node = nodes[i];
    if (node === undefined || data.nodes.has(node) || !isJsonObject(point)) continue;
    if (typeof point.lat === 'number' && typeof point.lon === 'number') data.nodes.set(node, [point.lon, point.lat]);
  }
}

function tagsOf(tags: Json | undefined): Record<string, string> {
  return isJsonObject(tags) ? Object.fromEntries(Object.entries(tags).map(([k, v]) => [k, String(v)])) : {};
}
