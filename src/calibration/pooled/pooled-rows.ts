import { cellAt } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';
import { fitLogDistancePattern } from '../baselines/log-distance.ts';
import { type NeighbourSearch, neighbourSearch } from '../neighbours.ts';
import type { Observations } from '../observations.ts';
import { sceneTable, surroundings } from '../place-table.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import { TYPICAL_KERNEL, tabulatedCovariance } from '../residual-field/field-kernel.ts';
import { fieldNeighbours } from '../residual-field/field-neighbours.ts';
import { type Conditional, localKriging } from '../residual-field/local-kriging.ts';
import type { SectorCase } from '../sector-case.ts';
import {
  type FeatureTable,
  joinFeatures,
  pickFeatures,
  selectFeatures,
  stackFeatures,
} from '../tuned/feature-table.ts';
import { blockFolds, randomFolds, type Split } from '../validation/splits.ts';
import { neighbourTable } from './neighbour-table.ts';

/** What is looked at of a sector. */
export type PooledCase = Pick<SectorCase, 'scene' | 'sector' | 'observations' | 'receiverZM'>;

/** Which cells of a sector are asked as if nobody had measured them: single ones, or whole blocks. */
export interface PooledFolds {
  readonly kind: 'random' | 'blocks';
  readonly blockM: number;
  readonly seed: number;
}

/** Places described by what is known around them. */
export interface DescribedRows {
  /** By kriging from the known cells [dBm]. */
  readonly krigedDbm: Float64Array;
  /** NaN in columns of the scene outside its raster. */
  readonly table: FeatureTable;
}

/** Columns of the scene's that trees look at; a tree bends them as it likes, so that series and hinges are not needed. */
const SCENE_COLUMNS = [
  'lgDistance',
  'gainDb',
  'elevationDeg',
  'cos1Bearing',
  'sin1Bearing',
  'diffractionDb',
  'lineOfSight',
  'lgPenetrated',
  'walls',
  'roofM',
  'indoorDepthM',
  'toBuildingM',
  ...[25, 50, 100].flatMap((radius) => [`meanRoof${radius}M`, `built${radius}`]),
];

/** Single cells are left out of a tenth at a time, so that the others are nearly as dense as all. Blocks of a quarter are about what a split holds out. */
const FOLDS = { random: 10, blocks: 4 } as const;

/** Cells that kriging and 24 neighbours can rest on. */
const FEWEST_CELLS = 30;

/**
 * Describes places by the cells `known`: see `neighbourTable` and `placeFeatures`, with `krigedDbm`, `krigedSdDb` and `lineDb`, the
 * level of the line over distance and pattern less the kriged one [dB].
 * @throws UserError('bad-input') with fewer than 30 known cells
 */
export function describedBy(of: PooledCase, known: Uint32Array): (places: Points) => DescribedRows {
  const describedAt = describer(of, known);
  return (places) => describedAt(places, sceneOf(of, places));
}

/**
 * The cells `train` of a sector, each described by those of the other folds, and what was measured there over what is kriged [dB].
 * @param share of the cells that become rows, drawn by the folds' seed; over 0, at most 1
 * @throws UserError('bad-input') with too few cells or blocks
 */
export function pooledRows(
  of: PooledCase,
  train: Uint32Array,
  folds: PooledFolds,
  share = 1,
): { readonly table: FeatureTable; readonly overKrigedDb: Float64Array } {
  const { observations } = of;
  if (train.length < FEWEST_CELLS)
    throw badInput(`${train.length} measured cells are too few to learn from; it takes ${FEWEST_CELLS}.`);
  const scene = sceneOfCells.get(observations) ?? sceneOf(of, observations);
  sceneOfCells.set(observations, scene);
  const tables: FeatureTable[] = [];
  const over: number[] = [];
  const random = new Random(folds.seed);
  for (const { train: known, validation } of foldsOf(pointsAt(observations, train), folds)) {
    const held = valuesOf(train, validation).filter(() => share >= 1 || random.chance(share));
    const { krigedDbm, table } = describer(of, valuesOf(train, known))(
      pointsAt(observations, held),
      pickFeatures(scene, held),
    );
    tables.push(table);
    held.forEach((i, k) => {
      over.push(observations.levelDbm[i]! - krigedDbm[k]!);
    });
  }
  return { table: stackFeatures(tables), overKrigedDb: Float64Array.from(over) };
}

/** What the scene says of all cells of a sector: the same whichever of them are known. */
const sceneOfCells = new WeakMap<Observations, FeatureTable>();

function sceneOf(of: PooledCase, places: Points): FeatureTable {
  return selectFeatures(sceneTable(of, places), SCENE_COLUMNS);
}

function describer(of: PooledCase, known: Uint32Array): (places: Points, scene: FeatureTable) => DescribedRows {
  const { observations, sector } = of;
  if (known.length < FEWEST_CELLS)
    throw badInput(`${known.length} measured cells are too few to describe places by; it takes ${FEWEST_CELLS}.`);
  const at = pointsAt(observations, known);
  const search = neighbourSearch(at);
  const line = fitLogDistancePattern(sector, observations, known, of.receiverZM);
  const levelDbm = valuesAt(observations.levelDbm, known);
  const krige = kriger(
    at,
    search,
    line.predict(at).map((db, k) => levelDbm[k]! - db),
  );
  const cells = { ...at, levelDbm, roofM: roofsOver(of, at), search };
  return (places, scene) => {
    const lineDbm = line.predict(places);
    const { meanDb, sdDb } = krige(places);
    const krigedDbm = lineDbm.map((level, p) => level + meanDb[p]!);
    const around = neighbourTable(cells, {
      ...places,
      roofM: roofsOver(of, places),
      krigedDbm,
      awayRad: places.x.map((x, p) => Math.atan2(places.y[p]! - sector.y, x - sector.x)),
    });
    const kriged: FeatureTable = {
      count: krigedDbm.length,
      names: ['krigedDbm', 'krigedSdDb', 'lineDb'],
      columns: [krigedDbm, sdDb, lineDbm.map((level, p) => level - krigedDbm[p]!)],
    };
    return { krigedDbm, table: joinFeatures(kriged, around, scene) };
  };
}

/**
 * The field of what a line leaves, of the typical kernel: fitting one for each sector and fold would take minutes, and what it would tell the
 * trees learn.
 */
function kriger(at: Points, search: NeighbourSearch, residualDb: Float64Array) {
  const kernel = TYPICAL_KERNEL;
  const noiseDb2 = new Float64Array(residualDb.length).fill(kernel.noiseDb ** 2);
  const neighbours = fieldNeighbours({ ...at, residualDb, noiseDb2 }, search);
  const kriging = localKriging(neighbours.most);
  const covariance = tabulatedCovariance(kernel);
  const out: Conditional = { meanDb: 0, varianceDb2: 0 };
  return ({ x, y }: Points) => {
    const meanDb = new Float64Array(x.length);
    const sdDb = new Float64Array(x.length);
    for (let p = 0; p < x.length; p++) {
      const found = neighbours.around(x[p]!, y[p]!, -1);
      kriging.condition(covariance, neighbours.data, neighbours.indices, found, x[p]!, y[p]!, out);
      meanDb[p] = out.meanDb;
      sdDb[p] = Math.sqrt(out.varianceDb2 + kernel.noiseDb ** 2);
    }
    return { meanDb, sdDb };
  };
}

/** Height of the roof over places [m above ground]; 0 outside the scene. */
function roofsOver({ scene }: PooledCase, { x, y }: Points): Float64Array {
  const { grid, roofM } = surroundings(scene);
  return x.map((east, i) => {
    const cell = cellAt(grid, east, y[i]!);
    return cell < 0 ? 0 : roofM[cell]!;
  });
}

function foldsOf(at: Points, { kind, blockM, seed }: PooledFolds): Split[] {
  if (kind === 'blocks') return blockFolds(at.x, at.y, blockM, FOLDS.blocks, seed);
  return randomFolds(at.x.length, FOLDS.random, seed);
}

function valuesOf(values: Uint32Array, at: Uint32Array): Uint32Array {
  return at.map((i) => values[i]!);
}
