import { nearestMarked } from '../raster/nearest-marked.ts';
import { type BoundsM, cellAt, gridBounds, type RasterGrid } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';
import { linearFromDb } from '../units/decibel.ts';
import { badInput } from '../units/errors.ts';

/** What planning needs to know of a sector. */
export type PlannedSector = Pick<
  Sector,
  'id' | 'x' | 'y' | 'frequencyHz' | 'powerDbm' | 'powerPer' | 'bandwidthHz' | 'lossesDb'
>;

/** One sector's map: path gain [dB, losses not taken off], row by row from the north, NaN = no data. */
export interface GainMap {
  readonly grid: RasterGrid;
  readonly pathGainDb: ArrayLike<number>;
}

/**
 * What a place without data gets: the gain of the nearest covered cell of the same sector (the paper's rule, section 5.2), or no signal
 * from that sector.
 */
export const UNCOVERED_RULES = ['nearest', 'no-signal'] as const;
export type UncoveredRule = (typeof UNCOVERED_RULES)[number];

/** Gains of a network at any place. */
export interface NetworkGains {
  readonly sectors: readonly PlannedSector[];
  /** The rectangle that all maps cover [m]. */
  readonly areaM: BoundsM;
  /** The finest cell size among the maps [m]. */
  readonly cellSizeM: number;
  /**
   * Writes the link gain [linear, losses taken off; 0 = no signal] of every sector at (x, y) [m] to `out`, from index `from` on.
   * @returns how many sectors have no data there, by rule filled or without signal
   */
  at(x: number, y: number, out: Float64Array, from: number): number;
  /** True where (x, y) [m] lies on the map of at least one sector. */
  isOnMap(x: number, y: number): boolean;
}

interface FilledMap {
  readonly grid: RasterGrid;
  readonly gain: Float64Array;
  readonly covered: Uint8Array;
}

/**
 * Makes a network's gains out of one map a sector; maps may lie on grids of their own.
 * @throws UserError('bad-input') for a sector without a map or without a covered cell, and for maps that share no area
 */
export function networkGains(
  sectors: readonly PlannedSector[],
  maps: ReadonlyMap<string, GainMap>,
  rule: UncoveredRule,
): NetworkGains {
  if (sectors.length === 0) throw badInput('There is no sector to plan with; give at least one with its map.');
  const filled = sectors.map((sector) => {
    const map = maps.get(sector.id);
    if (map) return filledMap(sector, map, rule);
    throw badInput(`Sector ${sector.id} has no map; compute one, or leave the sector out.`);
  });
  return {
    sectors,
    areaM: commonArea(sectors, filled),
    cellSizeM: Math.min(...filled.map(({ grid }) => grid.cellSizeM)),
    at(x, y, out, from) {
      let without = 0;
      for (let k = 0; k < filled.length; k++) {
        const { grid, gain, covered } = filled[k]!;
        const cell = cellAt(grid, x, y);
        out[from + k] = cell < 0 ? 0 : gain[cell]!;
        if (cell < 0 || covered[cell] === 0) without++;
      }
      return without;
    },
    isOnMap: (x, y) => filled.some(({ grid }) => cellAt(grid, x, y) >= 0),
  };
}

function filledMap({ id, lossesDb }: PlannedSector, { grid, pathGainDb }: GainMap, rule: UncoveredRule): FilledMap {
  const covered = Uint8Array.from(pathGainDb, (value) => (Number.isFinite(value) ? 1 : 0));
  if (!covered.includes(1)) throw badInput(`The map of sector ${id} covers no cell; leave the sector out.`);
  const gain = Float64Array.from(pathGainDb, (value) => (Number.isFinite(value) ? linearFromDb(value - lossesDb) : 0));
  if (rule === 'nearest' && covered.includes(0)) {
    const nearest = nearestMarked(grid.columns, grid.rows, covered);
    for (let cell = 0; cell < gain.length; cell++) gain[cell] = gain[nearest[cell]!]!;
  }
  return { grid, gain, covered };
}

/** The rectangle that all networks cover [m], and the finest cell size among them. @throws UserError('bad-input') where they share none */
export function sharedArea(networks: readonly NetworkGains[]): Pick<NetworkGains, 'areaM' | 'cellSizeM'> {
  const areaM = overlapOf(networks.map((network) => network.areaM));
  if (areaM === null) throw badInput('The maps of the same sectors share no area; compute them over one area.');
  return { areaM, cellSizeM: Math.min(...networks.map(({ cellSizeM }) => cellSizeM)) };
}

function overlapOf(bounds: readonly BoundsM[]): BoundsM | null {
  const area = {
    minX: Math.max(...bounds.map((b) => b.minX)),
    minY: Math.max(...bounds.map((b) => b.minY)),
    maxX: Math.min(...bounds.map((b) => b.maxX)),
    maxY: Math.min(...bounds.map((b) => b.maxY)),
  };
  return area.minX < area.maxX && area.minY < area.maxY ? area : null;
}

function commonArea(sectors: readonly PlannedSector[], filled: readonly FilledMap[]): BoundsM {
  const area = overlapOf(filled.map(({ grid }) => gridBounds(grid)));
  if (area !== null) return area;
  throw badInput(
    `The maps of ${sectors.map(({ id }) => id).join(', ')} share no area; compute them over one area, or plan with fewer sectors.`,
  );
}
