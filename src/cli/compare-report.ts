import { compareBaselines } from '../calibration/baselines/compare-baselines.ts';
import type { MapFile } from '../io/formats/map-description.ts';
import type { MeasurementSet } from '../measurements/measurement-set.ts';
import {
  type BreakdownRow,
  breakdown,
  DISTANCE_EDGES_M,
  distanceGroups,
  LINE_OF_SIGHT_NAMES,
  nearHeightGroups,
} from '../metrics/breakdown.ts';
import { type CoveragePolicy, type ErrorMetrics, errorFigures, errorMetrics } from '../metrics/error-metrics.ts';
import type { Scene } from '../scene/scene.ts';
import { tallestRoofNear } from '../scene/tallest-roof-near.ts';
import { badInput } from '../units/errors.ts';
import { type ComparedPairs, distancesOf, landUseOf, linkLengthsOf, sightOf } from './compared-pairs.ts';

export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface CompareInput {
  readonly prediction: MapFile;
  readonly pairs: ComparedPairs;
  readonly policy: CoveragePolicy;
  /** Transmitters, where they are known. */
  readonly sectors: readonly PlacedPoint[];
  readonly scene: Scene | null;
  /** What the pairs are of, where they are no map. */
  readonly set: MeasurementSet | null;
  /** Keys of the document that only one kind of comparison has. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** Buildings as near as this count for the breakdown by height [m]. */
const NEAR_M = 50;
const RECEIVER_HEIGHT_M = 1.5;
/** Groups of one breakdown that the text shows; the document has all. */
const MOST_LINES = 12;

type Groups = { readonly groups: ArrayLike<number>; readonly names: readonly string[] } | null;

/**
 * The document and the lines of `boresight compare`.
 * @throws UserError('bad-input') where no measured value lies on the map
 */
export function compareReport(input: CompareInput): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const { pairs, policy, extra } = input;
  const { predicted, truth } = pairs;
  const covered = errorMetrics(predicted, truth, { policy: 'covered' });
  const all = errorMetrics(predicted, truth, { policy: 'all' });
  const chosen = policy === 'covered' ? covered : all;
  if (chosen.measured === 0) throw badInput('compare: nothing to compare: no measured value lies on the map');
  const baselines = compareBaselines(predicted, truth, lengthsOf(input), policy);
  const broken = groupings(input).map(({ key, title, of }) => ({
    key,
    title,
    rows: of && breakdown(predicted, truth, of.groups, of.names, { policy }),
  }));
  const document = {
    ...errorFigures(chosen),
    not_defined: chosen.notDefined,
    ...extra,
    policies: { covered: errorFigures(covered), all: errorFigures(all) },
    baselines: baselines.map(({ name, parameters, metrics }) => ({ name, parameters, ...errorFigures(metrics) })),
    ...Object.fromEntries(broken.map(({ key, rows }) => [key, rows === null ? null : rows.map(flat)])),
  };
  const similarity = typeof extra.ssim === 'number' ? `, SSIM ${extra.ssim.toFixed(3)}` : '';
  return {
    document,
    text: [
      line('covered', covered),
      line('all', all),
      `coverage ${(100 * chosen.coverage).toFixed(1)} % of ${chosen.measured}; correlation ${chosen.pcc.toFixed(3)}, R2 ${chosen.r2.toFixed(3)}${similarity}`,
      ...Object.entries(chosen.notDefined).map(([figure, because]) => `${figure} is not defined: ${because}`),
      ...section('plain predictors, fitted to the same rows', baselines),
      ...broken.flatMap(({ title, rows }) => section(title, rows ?? [])),
    ],
  };
}

function groupings(input: CompareInput): { key: string; title: string; of: Groups }[] {
  const { prediction, pairs, sectors, scene, set } = input;
  const distances = distancesOf(pairs, sectors);
  const sight = sightOf(pairs, prediction, 'prediction');
  const landUse = scene?.landUse ? landUseOf(pairs, scene.landUse) : null;
  return [
    { key: 'by_distance', title: 'by distance', of: distances && distanceGroups(distances, DISTANCE_EDGES_M) },
    { key: 'by_los', title: 'by line of sight', of: sight && { groups: sight, names: LINE_OF_SIGHT_NAMES } },
    {
      key: 'by_land_use',
      title: 'by land use',
      of: landUse && { groups: landUse, names: scene?.landUse?.names ?? [] },
    },
    { key: 'by_height_near', title: `by the tallest building within ${NEAR_M} m`, of: heightsNear(pairs, scene) },
    { key: 'by_sector', title: 'by sector', of: ofRows(pairs, set?.cell, set?.cells) },
    { key: 'by_device', title: 'by device', of: ofRows(pairs, set?.device, set?.devices) },
  ];
}

/** Groups by a column of the measurements; null where they have none. */
function ofRows(
  { row }: ComparedPairs,
  column: Int32Array | null | undefined,
  names: readonly string[] | undefined,
): Groups {
  if (row === null || !column || !names?.length) return null;
  return { groups: row.map((i) => column[i]!), names };
}

function heightsNear({ position }: ComparedPairs, scene: Scene | null): Groups {
  if (position === null || !scene?.buildings.length) return null;
  return nearHeightGroups(tallestRoofNear(scene.buildings, position.x, position.y, NEAR_M));
}

function lengthsOf({ prediction, pairs, sectors, scene }: CompareInput): Float64Array | null {
  const receiverZM = prediction.description?.receiverZM ?? (scene?.groundZM ?? 0) + RECEIVER_HEIGHT_M;
  return linkLengthsOf(pairs, sectors, receiverZM);
}

function section(title: string, rows: readonly BreakdownRow[]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.slice(0, MOST_LINES).map(({ name, metrics }) => line(name, metrics));
  const more = rows.length - lines.length;
  return [`${title}:`, ...lines, ...(more > 0 ? [`... and ${more} more (--json has all)`] : [])];
}

function line(name: string, m: ErrorMetrics): string {
  return `${name.padEnd(14)} MAE ${m.mae.toFixed(2)}  RMSE ${m.rmse.toFixed(2)}  bias ${m.bias.toFixed(2)}  sigma ${m.sigma.toFixed(2)} dB  n ${m.count}`;
}

function flat({ name, metrics }: BreakdownRow) {
  return { name, ...errorFigures(metrics) };
}
