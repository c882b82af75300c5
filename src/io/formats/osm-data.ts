import type { FootprintDraft } from '../../scene/build-scene.ts';
import { IssueLedger } from '../../units/issue-ledger.ts';
import type { Footprint, Position } from './lonlat-footprints.ts';
import { cleanRing, footprintDraft } from './lonlat-footprints.ts';

export type Tags = Readonly<Record<string, string>>;

export interface OsmWay {
  /** Ids of its nodes, in order. */
  readonly nodes: readonly string[];
  readonly tags: Tags;
}

export interface OsmRelation {
  readonly members: readonly { readonly type: string; readonly ref: string; readonly role: string }[];
  readonly tags: Tags;
}

/** What an OSM file holds, by id; negative ids (not yet uploaded) are as good as any. */
export interface OsmData {
  readonly nodes: Map<string, Position>;
  readonly ways: Map<string, OsmWay>;
  readonly relations: Map<string, OsmRelation>;
}

export function emptyOsmData(): OsmData {
  return { nodes: new Map(), ways: new Map(), relations: new Map() };
}

/**
 * Buildings of OSM data: closed ways and multipolygon relations with a `building` tag. Parts (`building:part`) and underground
 * buildings are left out; ways that miss nodes and relations that miss ways are named.
 */
export function osmDraft(name: string, data: OsmData): FootprintDraft {
  const ledger = new IssueLedger(name);
  return footprintDraft(name, osmFootprints(data, ledger), ledger);
}

/** The footprints of these buildings, as osmDraft chooses them; what is left out or mended is told to the ledger. */
export function osmFootprints(data: OsmData, ledger: IssueLedger): Footprint[] {
  const footprints: Footprint[] = [];
  const inRelation = new Set<string>();
  for (const [id, relation] of data.relations) {
    if (relation.tags.type !== 'multipolygon' || !isBuilding(`relation ${id}`, relation.tags, ledger)) continue;
    for (const member of relation.members) if (member.role !== 'inner') inRelation.add(member.ref);
    footprints.push(...relationPolygons(id, relation, data, ledger));
  }
  for (const [id, way] of data.ways) {
    if (inRelation.has(id) || !isBuilding(`way ${id}`, way.tags, ledger)) continue;
    const ring = wayRing(`way ${id}`, way.nodes, data, ledger);
    if (ring) footprints.push({ id: `way ${id}`, rings: [ring], tags: way.tags });
  }
  return footprints;
}

function isBuilding(where: string, tags: Tags, ledger: IssueLedger): boolean {
  const value = tags.building;
  if (value === undefined || value === 'no') {
    if (tags['building:part'] && tags['building:part'] !== 'no') {
      ledger.note(
        'rejected',
        'building-part',
        'parts of buildings were left out; the whole outline stands for them',
        where,
      );
    }
    return false;
  }
  if (tags.location === 'underground' || Number(tags.layer) < 0) {
    ledger.note('rejected', 'underground', 'buildings are underground', where);
    return false;
  }
  return true;
}

/** A closed way as a counter-clockwise ring; null where it cannot be one, which the ledger then tells. */
export function wayRing(where: string, nodes: readonly string[], data: OsmData, ledger: IssueLedger) {
  const missing = nodes.find((node) => !data.nodes.has(node));
  if (missing !== undefined) {
    ledger.note('rejected', 'node-missing', 'outlines use nodes that the file lacks', `${where}: node ${missing}`);
    return null;
  }
  const ring = cleanRing(
    nodes.map((node) => data.nodes.get(node)!),
    where,
    ledger,
  );
  // OSM gives the order of an outline no meaning, so turning it is no repair.
  return ring && area(ring) < 0 ? ring.toReversed() : ring;
}

/** The polygons of a multipolygon relation, its ways joined end to end. */
export function relationPolygons(id: string, relation: OsmRelation, data: OsmData, ledger: IssueLedger): Footprint[] {
  const where = `relation ${id}`;
  const missing = relation.members.find((m) => m.type === 'way' && !data.ways.has(m.ref));
  if (missing) {
    ledger.note('rejected', 'way-missing', 'relations use ways that the file lacks', `${where}: way ${missing.ref}`);
    return [];
  }
  const rings = (inner: boolean) => {
    const ways: (readonly string[])[] = [];
    for (const { type, ref, role } of relation.members) {
      if (type !== 'way' || (role === 'inner') !== inner) continue;
      ways.push(data.ways.get(ref)!.nodes);
    }
    return joinWays(ways).flatMap((nodes) => {
      const ring = wayRing(where, nodes, data, ledger);
      return ring ? [ring] : [];
    });
  };
  const outers = rings(false);
  const inners = rings(true).map((ring) => (area(ring) > 0 ? ring.toReversed() : ring));
  return outers.map((outer, i) => ({
    id: i === 0 ? where : `${where}#${i + 1}`,
    rings: [outer, ...inners.filter((inner) => ringHolds(outer, inner[0]!))],
    // An old way of tagging puts the height on the outer way.
    tags: { ...outerTags(relation, data), ...relation.tags },
  }));
}

function outerTags(relation: OsmRelation, data: OsmData): Tags {
  const outer = relation.members.find((m) => m.type === 'way' && m.role !== 'inner');
  return (outer && data.ways.get(outer.ref)?.tags) ?? {};
}

/** Joins ways end to end into closed rings of node ids, turning them where needed; a rest that does not close is returned as it is. */
function joinWays(ways: readonly (readonly string[])[]): string[][] {
  const open = ways.map((way) => [...way]);
  const rings: string[][] = [];
  for (let ring = open.shift(); ring; ring = open.shift()) {
    while (ring[0] !== ring.at(-1)) {
      const end: string = ring.at(-1)!;
      const next: number = open.findIndex((way) => way[0] === end || way.at(-1) === end);
      if (next < 0) break;
      const [way] = open.splice(next, 1) as [string[]];
      ring.push(...(way[0] === end ? way : way.reverse()).slice(1));
    }
    rings.push(ring);
  }
  return rings;
}

/** Signed area [degrees^2], positive when counter-clockwise. */
function area(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [xn, yn] = ring[(i + 1) % ring.length]!;
    return sum + ((x - ring[0]![0]) * (yn - y) - (y - ring[0]![1]) * (xn - x)) / 2;
  }, 0);
}

function ringHolds(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
