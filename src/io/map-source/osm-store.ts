import type { LonLatBox } from '../../raster/lonlat-box.ts';
import { boxesMeet } from '../../raster/lonlat-box.ts';
import { badInput } from '../../units/errors.ts';
import type { OsmData, OsmRelation, Tags } from '../formats/osm-data.ts';
import { emptyOsmData } from '../formats/osm-data.ts';
import { Growing } from '../growing.ts';

/** Most nodes: 16 bytes each, with the ways that use them about a gigabyte. */
export const MOST_NODES = 30_000_000;
/** OSM itself keeps coordinates to 1e-7 degrees. */
const PER_DEGREE = 1e7;

/** The tags that a city is built from; all others are dropped as they come. */
const KEPT_TAGS = new Set(
  `building building:part building:levels levels height building:height est_height min_height building:min_height
  building:material material roof:material location layer type highway name bridge area natural waterway landuse leisure amenity
  place`.split(/\s+/),
);
/** Ways and relations without any of these are kept as parts of others only. */
const TELLING_TAGS = [
  'building',
  'building:part',
  'highway',
  'natural',
  'waterway',
  'landuse',
  'leisure',
  'amenity',
  'place',
];

/** Tags as far as a city needs them; null where nothing tells what the thing is. */
export function keptTags(tags: Tags): Tags | null {
  if (!TELLING_TAGS.some((key) => Object.hasOwn(tags, key))) return null;
  return Object.fromEntries(Object.entries(tags).filter(([key]) => KEPT_TAGS.has(key)));
}

interface Nodes {
  readonly ids: Float64Array;
  readonly lons: Int32Array;
  readonly lats: Int32Array;
}

interface StoredRelation {
  readonly id: number;
  readonly relation: OsmRelation;
  readonly bounds: LonLatBox | null;
}

/** A way by its tags and bounds. */
export interface WayOutline {
  readonly way: number;
  readonly tags: Tags;
  readonly bounds: LonLatBox;
}

/** All nodes and ways of an OSM file in few bytes, so that boxes can be cut out of a large one. */
export class OsmStore {
  readonly #name: string;
  readonly #nodeIds = new Growing((n) => new Float64Array(n));
  readonly #lons = new Growing((n) => new Int32Array(n));
  readonly #lats = new Growing((n) => new Int32Array(n));
  readonly #wayIds = new Growing((n) => new Float64Array(n));
  readonly #starts = new Growing((n) => new Uint32Array(n));
  readonly #refs = new Growing((n) => new Float64Array(n));
  readonly #tags = new Map<number, Tags>();
  readonly #relations: { readonly id: number; readonly relation: OsmRelation }[] = [];
  /** Order of nodes by id; null while they came in order. */
  #order: Uint32Array | null = null;
  #sorted = true;
  #lastId = Number.NEGATIVE_INFINITY;
  #nodes: Nodes = { ids: new Float64Array(0), lons: new Int32Array(0), lats: new Int32Array(0) };
  #wayIndex = new Map<number, number>();
  outlines: readonly WayOutline[] = [];
  #placed: readonly StoredRelation[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  get nodes(): number {
    return this.#nodeIds.length;
  }

  /** @throws UserError('bad-input') with the figure when there are too many */
  addNode(id: number, lon: number, lat: number): void {
    const count = this.#nodeIds.length;
    if (count >= MOST_NODES) {
      throw badInput(
        `${this.#name} has over ${MOST_NODES / 1e6} million nodes, more than a browser holds: cut out a region first ("osmium extract --bbox").`,
      );
    }
    if (id <= this.#lastId) this.#sorted = false;
    this.#lastId = id;
    this.#nodeIds.push(id);
    this.#lons.push(Math.round(lon * PER_DEGREE));
    this.#lats.push(Math.round(lat * PER_DEGREE));
  }

  addWay(id: number, refs: readonly number[], tags: Tags): void {
    const way = this.#wayIds.length;
    this.#wayIds.push(id);
    this.#starts.push(this.#refs.length);
    for (const ref of refs) this.#refs.push(ref);
    const kept = keptTags(tags);
    if (kept) this.#tags.set(way, kept);
  }

  addRelation(id: number, { members, tags }: OsmRelation): void {
    const kept = tags.type === 'multipolygon' ? keptTags(tags) : null;
    if (kept) this.#relations.push({ id, relation: { members, tags: kept } });
  }

  /** Comes once, after everything was added. */
  finish(): void {
    this.#nodes = { ids: this.#nodeIds.values(), lons: this.#lons.values(), lats: this.#lats.values() };
    if (!this.#sorted) {
      const { ids } = this.#nodes;
      this.#order = Uint32Array.from({ length: ids.length }, (_, i) => i).sort((a, b) => ids[a]! - ids[b]!);
    }
    const ids = this.#wayIds.values();
    const inRelations = new Set(
      this.#relations.flatMap(({ relation }) =>
        relation.members.filter((m) => m.type === 'way').map((m) => Number(m.ref)),
      ),
    );
    for (let way = 0; way < ids.length; way++) if (inRelations.has(ids[way]!)) this.#wayIndex.set(ids[way]!, way);
    this.outlines = [...this.#tags].flatMap(([way, tags]) => {
      const bounds = this.#boundsOf([way]);
      return bounds ? [{ way, tags, bounds }] : [];
    });
    this.#placed = this.#relations.map(({ id, relation }) => {
      const ways = relation.members.flatMap(({ type, ref }) =>
        type === 'way' ? (this.#wayIndex.get(Number(ref)) ?? []) : [],
      );
      return { id, relation, bounds: this.#boundsOf(ways) };
    });
  }

  /** Everything that meets the box, with the whole of its outlines, as the readers of small files take it. */
  extract(box: LonLatBox): OsmData {
    const data = emptyOsmData();
    for (const { id, relation, bounds } of this.#placed) {
      if (!bounds || !boxesMeet(bounds, box)) continue;
      data.relations.set(String(id), relation);
      for (const { type, ref } of relation.members) {
        const way = type === 'way' ? this.#wayIndex.get(Number(ref)) : undefined;
        if (way !== undefined) this.#copyWay(way, data);
      }
    }
    for (const { way, bounds } of this.outlines) if (boxesMeet(bounds, box)) this.#copyWay(way, data);
    return data;
  }

  /** Longitudes and latitudes of a way's nodes; nodes that the file lacks are left out. */
  points(way: number): Float64Array {
    const out: number[] = [];
    for (const ref of this.#refsOf(way)) {
      const node = this.#find(ref);
      if (node >= 0) out.push(...this.#placeOf(node));
    }
    return Float64Array.from(out);
  }

  #copyWay(way: number, data: OsmData): void {
    const id = String(this.#wayIds.values()[way]);
    if (data.ways.has(id)) return;
    const nodes: string[] = [];
    for (const ref of this.#refsOf(way)) {
      const node = this.#find(ref);
      nodes.push(String(ref));
      if (node < 0) continue;
      data.nodes.set(String(ref), this.#placeOf(node));
    }
    data.ways.set(id, { nodes, tags: this.#tags.get(way) ?? {} });
  }

  #placeOf(node: number): readonly [number, number] {
    return [this.#nodes.lons[node]! / PER_DEGREE, this.#nodes.lats[node]! / PER_DEGREE];
  }

  #refsOf(way: number): Float64Array {
    const starts = this.#starts.values();
    return this.#refs.values().subarray(starts[way]!, starts[way + 1] ?? this.#refs.length);
  }

  #boundsOf(ways: readonly number[]): LonLatBox | null {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    const { lons, lats } = this.#nodes;
    for (const way of ways) {
      for (const ref of this.#refsOf(way)) {
        const node = this.#find(ref);
        if (node < 0) continue;
        west = Math.min(west, lons[node]!);
        east = Math.max(east, lons[node]!);
        south = Math.min(south, lats[node]!);
        north = Math.max(north, lats[node]!);
      }
    }
    if (west > east) return null;
    return { west: west / PER_DEGREE, south: south / PER_DEGREE, east: east / PER_DEGREE, north: north / PER_DEGREE };
  }

  /** Index of a node by its id, or -1. */
  #find(id: number): number {
    const { ids } = this.#nodes;
    let low = 0;
    let high = ids.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#order ? this.#order[middle]! : middle;
      const found = ids[at]!;
      if (found === id) return at;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
