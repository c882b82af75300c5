import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { ChannelName } from '../features/channel.ts';
import type { ModelCard } from './model-card.ts';
import type { Tile } from './tiles.ts';

/** Raw planes on a grid; more channels than a model takes may be there. `FeatureMaps` is one. */
export interface FeaturePlanes {
  readonly grid: RasterGrid;
  /** Raw values in the channel's unit, rows x columns, row 0 = north; NaN where there is none. */
  readonly planes: Readonly<Partial<Record<ChannelName, Float32Array>>>;
  /** Codes 0..23. */
  readonly landUse: Uint8Array;
  /** 1 outdoors. */
  readonly outdoor: Uint8Array;
}

export interface NetworkInput {
  /** [channels * size * size], scaled and clipped. */
  readonly features: Float32Array;
  /** [size * size]. */
  readonly landUse: Int32Array;
}

/**
 * What a network sees of a tile, by the card's scales. A cell without a value has the card's fill. Beyond the grid the nearest cell
 * is repeated: a fixed fill would draw a cliff there (a free-space gain of 0 dB next to -100 dB).
 */
export function networkInput(card: ModelCard, from: FeaturePlanes, tile: Tile, size: number): NetworkInput {
  const { rows, columns } = from.grid;
  const cells = size * size;
  const source = sourceCells(rows, columns, tile, size);
  const features = new Float32Array(card.channels.length * cells);
  card.channels.forEach(({ channel, offset, scale, fill }, c) => {
    const plane = planeOf(from, channel);
    for (let k = 0; k < cells; k++) {
      const raw = plane ? plane[source[k]!]! : 0;
      const scaled = ((Number.isNaN(raw) ? fill : raw) - offset) / scale;
      features[c * cells + k] = Math.min(card.clip, Math.max(-card.clip, scaled));
    }
  });
  return { features, landUse: Int32Array.from(source, (cell) => from.landUse[cell]!) };
}

/** null for the empty plane, which needs no raster. */
function planeOf(from: FeaturePlanes, channel: ChannelName): Float32Array | null {
  const plane = from.planes[channel];
  if (plane?.length === from.grid.rows * from.grid.columns) return plane;
  if (!plane && channel === 'zero') return null;
  throw new Error(`feature plane ${channel} is ${plane ? 'of another size than its grid' : 'missing'}`);
}

/** Index in the grid of every cell of a tile, the nearest where the tile reaches beyond. */
function sourceCells(rows: number, columns: number, tile: Tile, size: number): Int32Array {
  const clamp = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));
  return Int32Array.from(
    { length: size * size },
    (_, k) => clamp(tile.row + Math.floor(k / size), rows) * columns + clamp(tile.column + (k % size), columns),
  );
}
