import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import { overlapMap, pilotPollutionMap, throughputMap } from '../../radio/server-overlap.ts';
import { resourceElementNoiseDbm, sinrMap } from '../../radio/sinr.ts';
import { type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';
import type { CorrectedMap } from '../../worker/calibration-protocol.ts';
import type { CorrectedLayer, DataLayer, LayerCounts } from './layer-classes.ts';
import { type NetworkMap, pathGainOn } from './network-map.ts';
import { classCount, classifier, SCALE_FACTS, type ScaleName, type ValueScale } from './value-scale.ts';

/** A layer cell by cell: values that a scale puts into classes, or classes that are what they are. */
export type LayerCells = ValueCells | ClassCells;

export interface ValueCells {
  readonly kind: 'values';
  readonly grid: RasterGrid;
  /** NaN where there is no data. */
  readonly values: Float32Array;
  readonly scale: ScaleName;
}

/** Layers that count sectors. */
export type CountLayer = 'overlap' | 'pilot-pollution';

export interface ClassCells {
  readonly kind: 'classes';
  readonly of: 'best-server' | CountLayer | 'los' | 'provenance';
  readonly grid: RasterGrid;
  /** -1 where there is no data. */
  readonly classes: Int16Array;
  readonly labels: readonly string[];
}

/** What the layers of a network's map rest on beside the map. */
export interface LayerSource {
  /** The sector whose path gain is asked for; null for that of the best server. */
  readonly inHand: string | null;
  readonly measured: GroundTruthMap | null;
  readonly noiseFigureDb: number;
  /** Share of their resource elements that interferers fill, 0..1. */
  readonly load: number;
}

/** The cells of a layer; null where there is nothing that it could be made of. */
export function layerCells(layer: DataLayer, map: NetworkMap, source: LayerSource): LayerCells | null {
  const { grid } = map;
  const values = (scale: ScaleName, of: Float32Array | null): ValueCells | null =>
    of && { kind: 'values', grid, scale, values: of };
  switch (layer) {
    case 'rsrp':
      return values('rsrp', map.rsrpDbm);
    case 'path-gain':
      return values('path-gain', pathGain(map, source.inHand));
    case 'sinr':
      return values('sinr', sinr(map, source));
    case 'throughput':
      return values('throughput', throughput(map, source));
    case 'overlap':
      return counted(map, layer, 1, overlapMap);
    case 'pilot-pollution':
      return counted(map, layer, 0, pilotPollutionMap);
    case 'expected-error':
      return values('error', map.spreadDb);
    case 'residual':
      return values('residual', residualOf(map, source.measured));
    case 'best-server':
      return { kind: 'classes', of: layer, grid, classes: map.server, labels: map.sectorIds };
    case 'los':
      return classes(map, layer, ['line of sight', 'no line of sight'], (cell) => (map.lineOfSight[cell] ? 0 : 1));
    case 'provenance':
      return provenanceCells(map);
  }
}

/** By which mechanism most of a cell's power comes. */
export function provenanceCells(map: NetworkMap): ClassCells {
  return classes(map, 'provenance', PROVENANCE_NAMES.slice(1), (cell) => map.provenance[cell]! - 1);
}

/** The cells of one sector's map as corrected by measurements; none where the engine has no coverage. */
export function correctedCells(layer: CorrectedLayer, { grid, rsrpDbm, sdDb }: CorrectedMap): ValueCells {
  if (layer === 'corrected') return { kind: 'values', grid, scale: 'rsrp', values: rsrpDbm };
  const values = sdDb.map((sd, cell) => (Number.isNaN(rsrpDbm[cell]!) ? Number.NaN : sd));
  return { kind: 'values', grid, scale: 'error', values };
}

/** What was measured, as a layer. */
export function measuredCells({ grid, medianDbm }: GroundTruthMap): ValueCells {
  return { kind: 'values', grid, scale: 'rsrp', values: medianDbm };
}

/** Second less first; null where they are no values of one kind on one grid. `scale`: what the difference is read by. */
export function differenceCells(
  first: LayerCells | null,
  second: LayerCells | null,
  scale: 'difference' | 'residual',
): ValueCells | null {
  if (first?.kind !== 'values' || second?.kind !== 'values') return null;
  if (first.scale !== second.scale || !sameGrid(first.grid, second.grid)) return null;
  const values = second.values.map((value, cell) => value - first.values[cell]!);
  return { kind: 'values', grid: first.grid, scale, values };
}

/** Counts the cells of every class in legend order; cells under a roof (`indoor` 1) are left out. */
export function countCells(cells: LayerCells, scale: ValueScale | null, indoor: Uint8Array | null): LayerCounts {
  const { count, classOf } = classing(cells, scale);
  const byClass = new Array<number>(count).fill(0);
  const total = cells.grid.columns * cells.grid.rows;
  let noData = 0;
  for (let cell = 0; cell < total; cell++) {
    if (indoor?.[cell]) continue;
    const index = classOf(cell);
    if (index < 0) noData++;
    else byClass[index]!++;
  }
  return { cells: byClass, noData };
}

/** How many classes there are by a scale (left out: as it comes), and the class of a cell in legend order, -1 where there is no data. */
export function classing(
  cells: LayerCells,
  scale: ValueScale | null,
): { readonly count: number; readonly classOf: (cell: number) => number } {
  if (cells.kind === 'classes') return { count: cells.labels.length, classOf: (cell) => cells.classes[cell]! };
  const { values, scale: name } = cells;
  const by = scale ?? SCALE_FACTS[name].initial;
  const classOf = classifier(name, by);
  return { count: classCount(name, by), classOf: (cell) => classOf(values[cell]!) };
}

function classes(
  { grid, server }: NetworkMap,
  of: ClassCells['of'],
  labels: readonly string[],
  classOf: (cell: number) => number,
): ClassCells {
  return { kind: 'classes', of, grid, labels, classes: server.map((index, cell) => (index < 0 ? -1 : classOf(cell))) };
}

function pathGain(map: NetworkMap, inHand: string | null): Float32Array {
  const share = map.shares.find(({ sectorId }) => sectorId === inHand);
  if (share) return pathGainOn(map.grid, share);
  const reference = map.shares.map(({ referenceDbm }) => referenceDbm);
  return map.rsrpDbm.map((level, cell) => level - (reference[map.server[cell]!] ?? Number.NaN));
}

function levelsOf({ grid, shares }: NetworkMap): Float32Array[] {
  return shares.map((share) => pathGainOn(grid, share).map((gainDb) => gainDb + share.referenceDbm));
}

function sinr(map: NetworkMap, { noiseFigureDb, load }: LayerSource): Float32Array | null {
  const { shares, server } = map;
  if (shares.length === 0) return null;
  const levels = levelsOf(map);
  const noiseDbm = shares.map(({ bandwidthHz }) => resourceElementNoiseDbm(bandwidthHz, noiseFigureDb));
  const carriersHz = shares.map((s) => s.frequencyHz);
  return Float32Array.from(sinrMap(levels, { noiseDbm, carriersHz, load, serving: server }));
}

function throughput(map: NetworkMap, source: LayerSource): Float32Array | null {
  const sinrDb = sinr(map, source);
  const bandwidthsHz = map.shares.map(({ bandwidthHz }) => bandwidthHz);
  return sinrDb && throughputMap(sinrDb, map.server, bandwidthsHz);
}

/**
 * Class k: `least` + k sectors, up to the most that there are anywhere. Null for a network of one sector: there is nothing to count beside
 * it.
 */
function counted(map: NetworkMap, of: CountLayer, least: 0 | 1, count: typeof overlapMap): ClassCells | null {
  const { grid, shares, server } = map;
  if (shares.length < 2) return null;
  const carriersHz = shares.map(({ frequencyHz }) => frequencyHz);
  const counts = count(levelsOf(map), server, carriersHz);
  let most = 1;
  for (const n of counts) if (n > most) most = n;
  const labels = Array.from({ length: most + 1 - least }, (_, k) => countLabel(least + k));
  const classes = Int16Array.from(counts, (n) => (Number.isNaN(n) ? -1 : n - least));
  return { kind: 'classes', of, grid, classes, labels };
}

function countLabel(sectors: number): string {
  if (sectors === 0) return 'none';
  return sectors === 1 ? '1 sector' : `${sectors} sectors`;
}

/** Predicted less measured by cell [dB], NaN where either is lacking; null without measurements on the map's cells. */
export function residualOf({ grid, rsrpDbm }: NetworkMap, measured: GroundTruthMap | null): Float32Array | null {
  if (!measured || !sameGrid(grid, measured.grid)) return null;
  return rsrpDbm.map((level, cell) => level - measured.medianDbm[cell]!);
}
