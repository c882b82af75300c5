import { classifyRings, VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { badInput, UserError } from '../../units/errors.ts';

/** Width of a tile in the units that all tiles are brought to. */
export const TILE_UNITS = 4096;
/** A tile with more vertices than this is no map of a city. */
const VERTEX_LIMIT = 4_000_000;

export type ShapeKind = 'building' | 'road' | 'water' | 'land';
export type TileTags = Readonly<Record<string, number | string | boolean>>;

/** A line, or a polygon with its outer ring first, of one tile. */
export interface TileShape {
  readonly kind: ShapeKind;
  /** Id of the feature where the tile gives one: the same in every tile that it reaches into. */
  readonly id: number | null;
  readonly tags: TileTags;
  /** x y ... in units of the tile, x east, y SOUTH; whole numbers, and beyond 0..4096 in the tile's margin. */
  readonly lines: readonly Float64Array[];
}

/** Layers by name: those of the Protomaps basemap, and those of OpenMapTiles and Overture. */
const LAYERS: Readonly<Record<string, ShapeKind>> = {
  buildings: 'building',
  building: 'building',
  roads: 'road',
  transportation: 'road',
  segment: 'road',
  water: 'water',
  landuse: 'land',
  land_use: 'land',
  landcover: 'land',
  natural: 'land',
  park: 'land',
};

/** True where a layer of this name holds buildings. */
export function isBuildingLayer(name: string): boolean {
  return LAYERS[name] === 'building';
}

/**
 * The shapes of a vector tile that a city is built from.
 * @param where the tile, for messages
 * @throws UserError('bad-input') when the tile is damaged
 */
export function readTileShapes(where: string, bytes: Uint8Array): TileShape[] {
  try {
    const { layers } = new VectorTile(new PbfReader(bytes));
    const shapes: TileShape[] = [];
    let vertices = 0;
    for (const [name, layer] of Object.entries(layers)) {
      const kind = Object.hasOwn(LAYERS, name) ? LAYERS[name] : undefined;
      if (!kind) continue;
      if (!(layer.extent >= 16 && layer.extent <= 1 << 20)) {
        throw badInput(`${where}: layer "${name}" has an extent of ${layer.extent}; 16 to ${1 << 20} are extents.`);
      }
      for (let i = 0; i < layer.length; i++) {
        const found = shapesOf(kind, layer.feature(i), where);
        vertices += found.reduce((sum, shape) => sum + shape.lines.reduce((n, line) => n + line.length / 2, 0), 0);
        if (vertices > VERTEX_LIMIT) throw badInput(`${where} has over ${VERTEX_LIMIT} vertices; no map tile has.`);
        shapes.push(...found);
      }
    }
    return shapes;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw badInput(
      `${where} is no vector tile (${cause instanceof Error ? cause.message : cause}): the file is damaged.`,
    );
  }
}

function shapesOf(kind: ShapeKind, feature: VectorTileFeature, where: string): TileShape[] {
  const wantsLines = kind === 'road';
  if (feature.type !== (wantsLines ? 2 : 3)) return [];
  const scale = TILE_UNITS / feature.extent;
  const geometry = feature.loadGeometry();
  const id = feature.id ?? null;
  const tags = feature.properties;
  const groups = wantsLines ? geometry.map((line) => [line]) : classifyRings(geometry);
  return groups.flatMap((rings) => {
    const lines = rings
      .map((ring) => unitsOf(ring, scale, where))
      .filter((line) => line.length >= (wantsLines ? 4 : 6));
    return lines.length > 0 ? [{ kind, id, tags, lines }] : [];
  });
}

/** Rings without their closing repeat. */
function unitsOf(
  points: readonly { readonly x: number; readonly y: number }[],
  scale: number,
  where: string,
): Float64Array {
  const first = points[0];
  const last = points.at(-1);
  const closed = points.length > 1 && first && last && first.x === last.x && first.y === last.y;
  const count = points.length - (closed ? 1 : 0);
  const out = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const { x, y } = points[i]!;
    out[2 * i] = Math.round(x * scale);
    out[2 * i + 1] = Math.round(y * scale);
    if (Math.abs(out[2 * i]!) > 16 * TILE_UNITS || Math.abs(out[2 * i + 1]!) > 16 * TILE_UNITS) {
      throw badInput(`${where}: a vertex at ${x}, ${y} lies far outside the tile. The file is damaged.`);
    }
  }
  return out;
}
