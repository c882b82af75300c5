import { basename } from 'node:path';
import type { MapFile } from '../io/formats/map-description.ts';
import { type MeasurementSet, positionsWithin, rejectedByReason } from '../measurements/measurement-set.ts';
import { coverageAgreement } from '../metrics/coverage-agreement.ts';
import type { CoveragePolicy } from '../metrics/error-metrics.ts';
import { ssim } from '../metrics/ssim.ts';
import { gridBounds, gridCentredOn } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { placeSectors } from '../sites/place-sectors.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, choiceOption, numberOption, optional, required } from './arguments.ts';
import type { Command } from './command.ts';
import { compareMethods } from './compare-methods.ts';
import { compareReport, type PlacedPoint } from './compare-report.ts';
import { compareSectors } from './compare-sectors.ts';
import { type ComparedPairs, pairMaps, pairMeasurements, refuseOtherLayers } from './compared-pairs.ts';
import { LEAST_CELL_M } from './extent-options.ts';
import { loadScene } from './load-scene.ts';
import { MEASUREMENT_FILE_OPTIONS, readMeasured } from './measurement-file.ts';
import { METHODS_OPTIONS } from './methods-options.ts';
import { readSites } from './predict-sources.ts';
import { DEVICE_OFFSETS_OPTION, PREPARATION_OPTIONS, prepared, readPreparation } from './preparation.ts';
import { readMap } from './read-map.ts';
import type { Terminal } from './terminal.ts';

const POLICIES = ['covered', 'all'] as const;

export const compareCommand: Command = {
  name: 'compare',
  summary: 'errors of a predicted map against measurements or another map; or of methods against one another',
  usage:
    'compare --prediction FILE (--measurements FILE [--sector ID] | --reference FILE) [--json], or compare --prediction DIR[,DIR...] --measurements FILE --sectors all [--sites FILE], or compare --scene SCENE --sites FILE --measurements FILE --sectors all|ID,ID [--methods NAME,NAME] [--split random|blocks|routes|both|all] [--draws N]',
  options: {
    prediction: { value: 'FILE', help: 'map in .tif or .npy; with --sectors a folder of maps as batch writes it' },
    measurements: { value: 'FILE', help: 'measured RSRP in any table (boresight import tells what is read)' },
    ...MEASUREMENT_FILE_OPTIONS,
    ...PREPARATION_OPTIONS,
    ...DEVICE_OFFSETS_OPTION,
    reference: { value: 'FILE', help: 'map in .tif or .npy of the same shape, compared cell by cell' },
    sector: {
      value: 'ID',
      help: "only this serving cell's rows (default: the prediction's own sector, where it has one)",
    },
    sectors: {
      value: 'all|ID,ID,...',
      help: 'every sector against its own map of the folder, with the mean over sectors; several folders, split by commas, side by side',
    },
    'min-rows': { value: 'N', help: 'with --sectors: only sectors with as many measured rows on the map (default 1)' },
    policy: { value: 'covered|all', help: 'cells without prediction left out, or taken as -140 dBm (default covered)' },
    scene: {
      value: 'SCENE',
      help: 'adds breakdowns by land use and by buildings near, and a place for a map that has none',
    },
    sites: {
      value: 'FILE',
      help: 'positions of sectors for a map that does not carry them; with --sectors which sectors there are',
    },
    'cell-size': {
      value: 'M',
      help: 'of a .npy without description, centred on --sector; or of the cells that methods are compared on (default 5)',
    },
    ...METHODS_OPTIONS,
  },
  async run(args, terminal) {
    if (args.given.has('sectors') && !args.given.has('prediction')) return compareMethods(args, terminal);
    const ofMethods = Object.keys(METHODS_OPTIONS).find((name) => args.given.has(name));
    if (ofMethods !== undefined)
      throw badInput(
        `compare: --${ofMethods} is of a comparison of methods: give --scene, --sites, --measurements and --sectors and leave --prediction out, or leave --${ofMethods} out`,
      );
    if (args.given.has('sectors')) return compareSectors(args, terminal);
    if (args.given.has('min-rows')) throw badInput('compare: --min-rows goes with --sectors; leave it out');
    const path = required(args, 'prediction', 'a map in .tif or .npy');
    const against = { measurements: optional(args, 'measurements'), reference: optional(args, 'reference') };
    if ((against.measurements === undefined) === (against.reference === undefined)) {
      throw badInput('compare: give either --measurements FILE or --reference FILE');
    }
    const policy = choiceOption(args, 'policy', 'covered', POLICIES);
    const scene = await optionalScene(args);
    const prediction = await placedMap(args, await readMap(path), scene);
    if (prediction.description?.section && against.reference === undefined) {
      throw badInput(
        `${basename(path)} is an upright section, and measurements lie on the ground; compare it with another section (--reference), or predict a map`,
      );
    }
    if (against.reference !== undefined) {
      const reference = await readMap(against.reference);
      const pairs = pairMaps(prediction, reference, [basename(path), basename(against.reference)]);
      if (!reference.values.some(Number.isFinite)) {
        throw badInput(
          `${basename(against.reference)} holds no value: all of its ${reference.values.length} cells are NaN or infinite, so there is nothing to compare with; give a map that reaches some cells`,
        );
      }
      const extra = { ...mapSimilarity(prediction, reference, terminal), coverage_agreement: agreement(pairs) };
      await report(args, terminal, policy, prediction, pairs, scene, { set: null, extra });
      return;
    }
    await againstMeasurements(args, terminal, policy, prediction, against.measurements!, scene);
  },
};

async function optionalScene(args: Arguments): Promise<Scene | null> {
  const source = optional(args, 'scene');
  return source === undefined ? null : loadScene(source);
}

/** Gives a map without a place the scene's frame, and a bare .npy the grid centred on the sector. */
async function placedMap(args: Arguments, map: MapFile, scene: Scene | null): Promise<MapFile> {
  if (scene === null || (map.grid && map.frame)) return map;
  if (map.grid) return { ...map, frame: scene.frame };
  const cellSizeM = numberOption(args, 'cell-size', 5, {
    unit: 'm',
    min: LEAST_CELL_M,
    max: 1000,
    example: '5',
  });
  const sector = (await sectorPositions(args, scene))[0];
  if (!sector) return map;
  return { ...map, grid: gridCentredOn(sector.x, sector.y, map.columns, map.rows, cellSizeM), frame: scene.frame };
}

/** The sectors that --sites and --sector name, placed in the scene; none without both a file and a scene. */
async function sectorPositions(args: Arguments, scene: Scene | null): Promise<readonly PlacedPoint[]> {
  const file = optional(args, 'sites');
  if (file === undefined || scene === null) return [];
  const id = optional(args, 'sector');
  const drafts = (await readSites(file, [])).filter((draft) => id === undefined || draft.id === id);
  return placeSectors(drafts, scene).sectors;
}

async function againstMeasurements(
  args: Arguments,
  terminal: Terminal,
  policy: CoveragePolicy,
  prediction: MapFile,
  file: string,
  scene: Scene | null,
): Promise<void> {
  refuseOtherLayers(prediction, 'the prediction');
  const read = await readMeasured(args, file, terminal);
  const { set, preparation, warnings } = prepared(read, readPreparation(args, true), scene);
  for (const warning of warnings) terminal.warn(warning);
  const own = prediction.description?.sectors ?? [];
  const sector = optional(args, 'sector') ?? (own.length === 1 && set.cells.includes(own[0]!.id) ? own[0]!.id : null);
  const pairs = pairMeasurements(prediction, set, sector, basename(required(args, 'prediction', 'a map')));
  if (pairs.outside > 0)
    terminal.warn(`${pairs.outside} measurements lie outside the map and are not compared${swapHint(prediction, set)}`);
  const rejected = rejectedByReason(read);
  const extra = {
    sector,
    rows: read.rows,
    accepted: read.count,
    rejected,
    ...(preparation && { preparation }),
    outside: pairs.outside,
  };
  await report(args, terminal, policy, prediction, pairs, scene, { set, extra });
}

/** Names exchanged coordinates where exchanging them would put more of the measurements on the map. */
function swapHint({ grid, frame }: MapFile, set: MeasurementSet): string {
  if (!grid) return '';
  const { asGiven, swapped } = positionsWithin(set, frame, gridBounds(grid));
  return swapped > asGiven
    ? `; with lat and lon exchanged ${swapped} would lie on it: exchange the two column names`
    : '';
}

function agreement({ predicted, truth }: ComparedPairs) {
  const { both, predictedOnly, referenceOnly, neither, agreement, overlap } = coverageAgreement(predicted, truth);
  return { both, predicted_only: predictedOnly, reference_only: referenceOnly, neither, agreement, overlap };
}

function mapSimilarity(prediction: MapFile, reference: MapFile, terminal: Terminal) {
  const { rows, columns } = prediction;
  if (rows < 11 || columns < 11) {
    terminal.warn(`no SSIM: it needs 11 x 11 cells, the maps have ${rows} x ${columns}`);
    return { ssim: null };
  }
  const result = ssim(prediction.values, reference.values, rows, columns);
  return { ssim: result.ssim, ssim_filled: result.filledShare };
}

async function report(
  args: Arguments,
  terminal: Terminal,
  policy: CoveragePolicy,
  prediction: MapFile,
  pairs: ComparedPairs,
  scene: Scene | null,
  of: { readonly set: MeasurementSet | null; readonly extra: Readonly<Record<string, unknown>> },
): Promise<void> {
  const own = prediction.description?.sectors ?? [];
  const sectors = own.length > 0 ? own : await sectorPositions(args, scene);
  const { document, text } = compareReport({ prediction, pairs, policy, sectors, scene, ...of });
  terminal.result(document, text);
}
