import type { LonLatBox } from '../../raster/lonlat-box.ts';
import { boxWithMargin } from '../../raster/lonlat-box.ts';
import { lonLatOf, MERCATOR_LIMIT_DEG, type TileRange, tileCount, tilesOf } from '../../raster/web-mercator.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { IssueLedger } from '../../units/issue-ledger.ts';
import type { Footprint, Position } from '../formats/lonlat-footprints.ts';
import { landUseOf, roadWidthM } from './map-kinds.ts';
import type { CutHooks, MapArea, MapCut, MapFacts, MapLine, MapPreview, MapSource } from './map-source.ts';
import { checkBox, MAP_MARGIN_M } from './map-source.ts';
import { openTileArchive, type TileArchive } from './pmtiles-archive.ts';
import { PreviewBuilder } from './preview-builder.ts';
import { clipLine, clipRing, tileSquare } from './tile-clip.ts';
import { type JoinedPiece, joinPieces, type TilePiece } from './tile-seams.ts';
import { isBuildingLayer, readTileShapes, TILE_UNITS, type TileShape, type TileTags } from './tile-shapes.ts';

/** Most tiles that a box may meet. */
export const TILE_BUDGET = 400;
const PREVIEW_TILES = 16;
/** Below this zoom level tiles hold no single buildings. */
const LEAST_ZOOM = 13;

const SQUARE = tileSquare(TILE_UNITS);

/**
 * Opens a PMTiles file with buildings: the Protomaps basemap, OpenMapTiles, or any tiles with a layer "buildings" or "building".
 * @throws UserError('bad-input') when it is damaged, or holds no buildings
 */
export async function openTileSource(name: string, file: Blob): Promise<MapSource> {
  const archive = await openTileArchive(name, file);
  const { header, layers } = archive;
  if (layers && !layers.some(isBuildingLayer)) {
    throw badInput(
      `${name} has no layer of buildings ("buildings" or "building"); its layers are ${layers.slice(0, 12).join(', ') || 'none'}.`,
    );
  }
  if (header.maxZoom < LEAST_ZOOM) {
    throw badInput(
      `${name} ends at zoom level ${header.maxZoom}; single buildings are in tiles from ${LEAST_ZOOM} on. Take an extract with more zoom levels.`,
    );
  }
  return new TileSource(archive, factsOf(name, archive));
}

function factsOf(name: string, { header, layers, attribution }: TileArchive): MapFacts {
  const remarks = [
    'Heights in tiles are the map maker’s: tagged ones and those counted from storeys cannot be told apart.',
  ];
  const protomaps = layers?.includes('buildings') ?? false;
  if (protomaps && header.maxZoom < 15) {
    remarks.push(
      `It ends at zoom level ${header.maxZoom}, where buildings are simplified and may be merged; 15 has them one by one.`,
    );
  }
  if (layers?.includes('building')) {
    remarks.push(
      'In OpenMapTiles a height of 5 m stands for unknown, and is taken so; others are rounded up to whole metres.',
    );
  }
  const limit = MERCATOR_LIMIT_DEG;
  return {
    name,
    kind: 'tiles',
    bounds: {
      west: header.minLon,
      south: Math.max(header.minLat, -limit),
      east: header.maxLon,
      north: Math.min(header.maxLat, limit),
    },
    buildings: null,
    zoom: header.maxZoom,
    mostTiles: TILE_BUDGET,
    attribution,
    remarks,
  };
}

/** A polygon or a line of a tile with its place among all tiles. */
interface PlacedShape {
  readonly shape: TileShape;
  /** Clipped to the tile; x east, y NORTH, in units of all tiles. */
  readonly lines: readonly Float64Array[];
}

class TileSource implements MapSource {
  readonly facts: MapFacts;
  readonly #archive: TileArchive;

  constructor(archive: TileArchive, facts: MapFacts) {
    this.#archive = archive;
    this.facts = facts;
  }

  async preview(view: LonLatBox): Promise<MapPreview> {
    const { minZoom, maxZoom } = this.#archive.header;
    let zoom = maxZoom;
    while (zoom > minZoom && tileCount(tilesOf(view, zoom)) > PREVIEW_TILES) zoom--;
    const builder = new PreviewBuilder();
    const scale = TILE_UNITS * 2 ** zoom;
    await this.#eachTile(tilesOf(view, zoom), ({ shape, lines }) => {
      const kind = previewKind(shape);
      if (kind) for (const line of lines) builder.add(kind, line, (x, y) => [x / scale, -y / scale]);
    });
    return builder.finish();
  }

  async cut(box: LonLatBox, hooks: CutHooks = {}): Promise<MapCut> {
    checkBox(box);
    const zoom = this.#archive.header.maxZoom;
    const range = tilesOf(boxWithMargin(box, MAP_MARGIN_M), zoom);
    const tiles = tileCount(range);
    if (tiles > TILE_BUDGET) {
      throw new UserError(
        'over-budget',
        `The box meets ${tiles} tiles of zoom level ${zoom}; ${TILE_BUDGET} are read at most. Draw a smaller one.`,
      );
    }
    const placed: PlacedShape[] = [];
    await this.#eachTile(range, (shape) => placed.push(shape), hooks);
    hooks.onProgress?.(0.9, 'Joining buildings across tiles');
    return cutOf(this.facts.name, placed, TILE_UNITS * 2 ** zoom);
  }

  async #eachTile(
    range: TileRange,
    take: (shape: PlacedShape) => void,
    { signal, onProgress }: CutHooks = {},
  ): Promise<void> {
    const total = tileCount(range);
    let done = 0;
    for (let row = range.north; row <= range.south; row++) {
      for (let column = range.west; column <= range.east; column++) {
        if (signal?.aborted) throw new UserError('aborted', 'The import was cancelled.');
        onProgress?.((0.9 * done) / total, `Reading tile ${++done} of ${total}`);
        const bytes = await this.#archive.tile(range.zoom, column, row);
        if (!bytes) continue;
        const where = `${this.facts.name}, tile ${range.zoom}/${column}/${row}`;
        for (const shape of readTileShapes(where, bytes)) {
          const lines = placedLines(shape, column, row);
          if (lines.length > 0) take({ shape, lines });
        }
      }
    }
  }
}

function placedLines({ kind, lines }: TileShape, column: number, row: number): Float64Array[] {
  const place = (line: Float64Array) =>
    line.map((v, i) => (i % 2 === 0 ? column * TILE_UNITS + v : -(row * TILE_UNITS + v)));
  if (kind === 'road') return lines.flatMap((line) => clipLine(line, SQUARE)).map(place);
  const rings = lines.map((ring) => clipRing(ring, SQUARE));
  // Without its outer ring a polygon is nothing here.
  return (rings[0]?.length ?? 0) < 6 ? [] : rings.filter((ring) => ring.length >= 6).map(place);
}

function previewKind({ kind, tags }: TileShape): 'green' | 'water' | 'road' | 'building' | null {
  if (kind === 'water' || kind === 'building') return kind;
  if (kind === 'road') return (roadWidthM(roadOf(tags)) ?? 0) >= 5 ? 'road' : null;
  const use = landUseOf(landOf(tags));
  return use === 'park' || use === 'woodland' || use === 'grassland' || use === 'cemetery' ? 'green' : null;
}

function cutOf(name: string, placed: readonly PlacedShape[], scale: number): MapCut {
  const ledger = new IssueLedger(name);
  const lonLat = (line: Float64Array): Position[] =>
    Array.from({ length: line.length / 2 }, (_, i) => lonLatOf(line[2 * i]! / scale, -line[2 * i + 1]! / scale));
  const ringsOf = ({ polygon }: JoinedPiece) => [polygon.outer, ...polygon.holes].map(lonLat);
  const buildings = placed.filter(({ shape }) => shape.kind === 'building' && isWhole(shape, ledger));
  const areas = placed.filter(({ shape }) => shape.kind === 'water' || shape.kind === 'land');
  return {
    buildings: joined(buildings, buildingKey).map((piece, i): Footprint => {
      const { id, tags } = buildings[piece.piece]!.shape;
      return {
        id: id === null ? `building ${i + 1}` : `feature ${id}`,
        rings: ringsOf(piece),
        tags: buildingTags(tags),
      };
    }),
    areas: joined(areas, ({ shape }) => areaKind(shape)).map(
      (piece): MapArea => ({ land: areaKind(areas[piece.piece]!.shape), rings: ringsOf(piece) }),
    ),
    roads: placed.flatMap(({ shape, lines }): MapLine[] => {
      if (shape.kind !== 'road') return [];
      const { tags } = shape;
      const road = roadOf(tags);
      const bridge = tags.is_bridge === true || tags.brunnel === 'bridge';
      const named = typeof tags.name === 'string' ? tags.name : null;
      return lines.map((line) => ({ road, name: named, bridge, points: lonLat(line) }));
    }),
    issues: ledger.issues(),
  };
}

function joined(placed: readonly PlacedShape[], keyOf: (shape: PlacedShape) => string): JoinedPiece[] {
  const pieces = placed.map((shape): TilePiece => ({ rings: shape.lines, key: keyOf(shape) }));
  return joinPieces(pieces, TILE_UNITS);
}

/** Parts of buildings are left out, since the whole outline stands for them; so are outlines that their maker hides for their parts. */
function isWhole({ tags }: TileShape, ledger: IssueLedger): boolean {
  if (tags.kind === 'building_part') {
    ledger.note(
      'rejected',
      'building-part',
      'parts of buildings were left out; the whole outline stands for them',
      'kind = building_part',
    );
    return false;
  }
  return tags.kind !== 'address' && tags.hide_3d !== true;
}

function buildingKey({ shape: { id, tags } }: PlacedShape): string {
  return id === null ? `${tags.height ?? tags.render_height ?? ''}` : `#${id}`;
}

/** What a building says of itself, in the words of OSM tags. */
function buildingTags(tags: TileTags): Readonly<Record<string, unknown>> {
  // OpenMapTiles gives 5 m to what tells neither height nor levels.
  const rendered = tags.render_height === 5 ? undefined : tags.render_height;
  const height = [tags.height, rendered].find((value) => value !== undefined && Number(value) !== 0);
  return {
    height,
    min_height: tags.min_height ?? tags.render_min_height,
    'building:levels': tags['building:levels'] ?? tags.num_floors ?? tags.levels,
    building: tags.building ?? tags.class ?? tags.subtype ?? 'yes',
  };
}

function areaKind(shape: TileShape): string {
  return shape.kind === 'water' ? 'water' : landOf(shape.tags);
}

/** Schemas name the kind of a thing differently; the finer word comes first. */
function roadOf(tags: TileTags): string {
  const finer = String(tags.kind_detail ?? tags.highway ?? tags.class ?? '');
  return roadWidthM(finer) === null ? String(tags.kind ?? tags['pmap:kind'] ?? finer) : finer;
}

function landOf(tags: TileTags): string {
  const finer = String(tags.subclass ?? tags.class ?? tags.landuse ?? tags.natural ?? '');
  return landUseOf(finer) === null ? String(tags.kind ?? tags['pmap:kind'] ?? tags.class ?? finer) : finer;
}
