import type { LonLatBox } from '../../raster/lonlat-box.ts';
import { boxCentre, boxesMeet, boxHolds, middleOf } from '../../raster/lonlat-box.ts';
import { mercatorOf } from '../../raster/web-mercator.ts';
import { badInput } from '../../units/errors.ts';
import { IssueLedger } from '../../units/issue-ledger.ts';
import type { Position } from '../formats/lonlat-footprints.ts';
import type { OsmData, Tags } from '../formats/osm-data.ts';
import { osmFootprints, relationPolygons, wayRing } from '../formats/osm-data.ts';
import { landUseOf, roadWidthM } from './map-kinds.ts';
import type { CutHooks, MapArea, MapCut, MapFacts, MapLine, MapPreview, MapSource, PreviewKind } from './map-source.ts';
import { checkBox } from './map-source.ts';
import type { OsmStore, WayOutline } from './osm-store.ts';
import { PreviewBuilder } from './preview-builder.ts';

/** More outlines than this are drawn as points. */
const OUTLINE_LIMIT = 20_000;
const POINT_LIMIT = 60_000;
export const OSM_ATTRIBUTION = '© OpenStreetMap contributors (ODbL)';

/** @throws UserError('bad-input') when it holds no building */
export function osmSource(name: string, store: OsmStore): MapSource {
  const buildings = store.outlines.filter(({ tags }) => isBuilding(tags));
  if (buildings.length === 0) {
    throw badInput(
      `${name} holds no building (no way with a "building" tag and a place): take an extract with buildings.`,
    );
  }
  return new OsmSource(store, buildings, {
    name,
    kind: 'osm',
    bounds: boundsOfAll(buildings),
    buildings: buildings.length,
    zoom: null,
    mostTiles: null,
    attribution: OSM_ATTRIBUTION,
    remarks: [],
  });
}

function isBuilding(tags: Tags): boolean {
  return tags.building !== undefined && tags.building !== 'no';
}

function boundsOfAll(outlines: readonly WayOutline[]): LonLatBox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { bounds } of outlines) {
    west = Math.min(west, bounds.west);
    south = Math.min(south, bounds.south);
    east = Math.max(east, bounds.east);
    north = Math.max(north, bounds.north);
  }
  return { west, south, east, north };
}

class OsmSource implements MapSource {
  readonly facts: MapFacts;
  readonly #store: OsmStore;
  readonly #buildings: readonly WayOutline[];

  constructor(store: OsmStore, buildings: readonly WayOutline[], facts: MapFacts) {
    this.#store = store;
    this.#buildings = buildings;
    this.facts = facts;
  }

  async preview(view: LonLatBox): Promise<MapPreview> {
    const builder = new PreviewBuilder();
    const place = (lon: number, lat: number) => {
      const { x, y } = mercatorOf(lon, lat);
      return [x, y] as const;
    };
    const others = this.#store.outlines.filter(({ bounds, tags }) => boxesMeet(bounds, view) && previewKind(tags));
    if (others.length <= OUTLINE_LIMIT) {
      for (const kind of ['green', 'water', 'road'] as const) {
        for (const { way, tags } of others) {
          if (previewKind(tags) === kind) builder.add(kind, this.#store.points(way), place);
        }
      }
    }
    const seen = this.#buildings.filter(({ bounds }) => boxesMeet(bounds, view));
    if (seen.length <= OUTLINE_LIMIT) {
      for (const { way } of seen) builder.add('building', this.#store.points(way), place);
    } else {
      const step = Math.ceil(seen.length / POINT_LIMIT);
      for (let i = 0; i < seen.length; i += step) {
        const { lonDeg, latDeg } = boxCentre(seen[i]!.bounds);
        builder.add('place', [lonDeg, latDeg], place);
      }
    }
    return builder.finish();
  }

  async cut(box: LonLatBox, { onProgress }: CutHooks = {}): Promise<MapCut> {
    checkBox(box);
    onProgress?.(0.2, 'Gathering what lies in the box');
    return osmCut(this.facts.name, this.#store.extract(box), box);
  }
}

function previewKind(tags: Tags): PreviewKind | null {
  if (tags.highway) return (roadWidthM(tags.highway) ?? 0) >= 5 ? 'road' : null;
  const use = landUseOf(areaOf(tags) ?? '');
  if (use === 'water') return 'water';
  return use === 'park' || use === 'woodland' || use === 'grassland' || use === 'cemetery' ? 'green' : null;
}

/** Buildings, roads and areas of OSM data. Buildings whose middle lies outside the box are not even looked at, so that no remark is about them. */
export function osmCut(name: string, data: OsmData, box: LonLatBox): MapCut {
  const ledger = new IssueLedger(name);
  return {
    buildings: osmFootprints(withBuildingsOf(data, box), ledger),
    roads: roadsOf(data),
    areas: areasOf(data),
    issues: ledger.issues(),
  };
}

function withBuildingsOf(data: OsmData, box: LonLatBox): OsmData {
  const middle = (nodes: readonly string[]) => boxHolds(box, ...middleOf(placesOf(nodes, data)));
  const relations = new Map(
    [...data.relations].filter(([, { members }]) =>
      middle(
        members.flatMap(({ type, ref, role }) =>
          type === 'way' && role !== 'inner' ? (data.ways.get(ref)?.nodes ?? []) : [],
        ),
      ),
    ),
  );
  const members = new Set([...relations.values()].flatMap((r) => r.members.map((m) => m.ref)));
  const ways = new Map([...data.ways].filter(([id, { nodes }]) => members.has(id) || middle(nodes)));
  return { nodes: data.nodes, ways, relations };
}

/** Where nodes lie; those that the file lacks are left out. */
function placesOf(nodes: readonly string[], data: OsmData): Position[] {
  return nodes.flatMap((node) => {
    const at = data.nodes.get(node);
    return at ? [at] : [];
  });
}

function roadsOf(data: OsmData): MapLine[] {
  return [...data.ways.values()].flatMap(({ tags, nodes: refs }): MapLine[] => {
    if (!tags.highway || tags.area === 'yes' || roadWidthM(tags.highway) === null || Number(tags.layer) < 0) return [];
    const points = placesOf(refs, data);
    if (points.length < 2) return [];
    return [{ road: tags.highway, name: tags.name ?? null, bridge: (tags.bridge ?? 'no') !== 'no', points }];
  });
}

/** Closed ways and multipolygons of a kind of land that we know. What is mended or broken there is no matter of buildings, and not told. */
function areasOf(data: OsmData): MapArea[] {
  const quiet = new IssueLedger('');
  const areas: MapArea[] = [];
  for (const [id, relation] of data.relations) {
    const land = areaOf(relation.tags);
    if (land === null) continue;
    for (const { rings } of relationPolygons(id, relation, data, quiet)) areas.push({ land, rings });
  }
  for (const [id, { tags, nodes }] of data.ways) {
    const land = tags.highway && tags.area !== 'yes' ? null : areaOf(tags);
    if (land === null || nodes[0] !== nodes.at(-1)) continue;
    const ring: readonly Position[] | null = wayRing(`way ${id}`, nodes, data, quiet);
    if (ring) areas.push({ land, rings: [ring] });
  }
  return areas;
}

/** The tag that tells the land, where our classes have one for it. */
function areaOf(tags: Tags): string | null {
  if (isBuilding(tags)) return null;
  for (const key of ['natural', 'waterway', 'landuse', 'leisure', 'amenity', 'place', 'highway'] as const) {
    const value = tags[key];
    if (value !== undefined && landUseOf(value) !== null && !(key === 'leisure' && value === 'track')) return value;
  }
  return null;
}
