import { basename } from 'node:path';
import { encodeMap, mapExtension } from '../io/formats/encode-map.ts';
import type { MapDescription } from '../io/formats/map-description.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { filterMeasurements, servedBy } from '../measurements/filter-measurements.ts';
import {
  filteredForGroundTruth,
  GROUND_TRUTH_CELL_SIZES_M,
  type GroundTruth,
  type GroundTruthCellM,
  groundTruthOf,
  LEAST_RECORDS,
  recordsByCell,
} from '../measurements/ground-truth.ts';
import { localPositions, type MeasurementSet, rejectedByReason } from '../measurements/measurement-set.ts';
import { type GeoFrame, localFrame } from '../raster/geo-frame.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import { badInput, type Issue } from '../units/errors.ts';
import { choiceOption, numberOption, optional, required } from './arguments.ts';
import type { Command } from './command.ts';
import { loadScene } from './load-scene.ts';
import { mapFigures } from './map-figures.ts';
import { MEASUREMENT_FILE_OPTIONS, readMeasured } from './measurement-file.ts';
import { chooseSectors, readSites } from './predict-sources.ts';
import {
  DEVICE_OFFSETS_OPTION,
  PREPARATION_OPTIONS,
  type PreparedMeasurements,
  preparationText,
  prepared,
  readPreparation,
} from './preparation.ts';
import { throwIfInterrupted } from './terminal.ts';

const RESOLUTIONS = ['auto', ...GROUND_TRUTH_CELL_SIZES_M.map(String)] as const;
/** Height of a phone over the ground [m], as maps against which this one is held are computed. */
const PHONE_M = 1.5;

export const groundTruthCommand: Command = {
  name: 'ground-truth',
  summary: 'the measured map of an antenna: filters, 512 x 512 cells centred on it, median by cell',
  usage:
    'ground-truth --measurements FILE --sites FILE [--sector ID] [--resolution auto|5|4|3|2] [--out FILE] [--json]',
  options: {
    measurements: { value: 'FILE', help: 'measured RSRP, in any format that import reads' },
    sites: { value: 'FILE', help: 'sectors whose ids the measurements name' },
    sector: { value: 'ID', help: 'only this one (default: every sector with enough measurements)' },
    resolution: { value: 'auto|5|4|3|2', help: 'width of a cell [m]; auto: by where nine of ten measurements lie' },
    'min-records': { value: 'N', help: `measurements that a sector must exceed (default ${LEAST_RECORDS})` },
    out: { value: 'FILE', help: 'map in .tif, .npy, .png, .json, .csv or .kmz; of several sectors, FILE-<sector>' },
    ...MEASUREMENT_FILE_OPTIONS,
    ...PREPARATION_OPTIONS,
    ...DEVICE_OFFSETS_OPTION,
    scene: { value: 'SCENE', help: 'with --shift auto: whose streets the positions are laid on' },
  },
  async run(args, terminal) {
    const path = required(args, 'measurements', 'a file of measured RSRP');
    const sites = required(args, 'sites', 'a file of sectors');
    const wanted = optional(args, 'sector') ?? null;
    const resolution = choiceOption(args, 'resolution', 'auto', RESOLUTIONS);
    const rule = { unit: 'records', min: 0, max: 1e9, example: '1000' };
    const least = numberOption(args, 'min-records', wanted === null ? LEAST_RECORDS : 0, rule);
    const out = optional(args, 'out') ?? null;
    if (out !== null) mapExtension(out);
    const asked = readPreparation(args, true);
    const scene = asked.shift === 'auto' ? await loadScene(required(args, 'scene', 'a scene with streets')) : null;
    const noted: Issue[] = [];
    const drafts = chooseSectors('ground-truth', await readSites(sites, noted), wanted, sites);
    for (const { message } of noted) terminal.warn(message);
    const read = await readMeasured(args, path, terminal);
    const { set, preparation, warnings } = prepared(read, asked, scene);
    for (const warning of warnings) terminal.warn(warning);
    const { measurements, removed } = filteredForGroundTruth(set);
    const counts = recordsByCell(measurements);
    const records = ({ id }: SectorDraft) => counts[measurements.cells.indexOf(id)] ?? 0;
    const kept = drafts.filter((draft) => records(draft) > least);
    if (kept.length === 0) throw badInput(tooFew(basename(sites), drafts, records, least, measurements));
    const maps = [];
    for (const [done, draft] of kept.entries()) {
      throwIfInterrupted(terminal.signal);
      terminal.progress(`ground truth of ${draft.id}`, done / kept.length);
      const truth = mapOf(
        measurements,
        draft,
        resolution === 'auto' ? 'auto' : (Number(resolution) as GroundTruthCellM),
      );
      const file = out === null ? null : kept.length === 1 && wanted !== null ? out : withSector(out, draft.id);
      if (file !== null) await write(file, truth, draft, set.name);
      maps.push(mapDocument(draft, truth, file));
    }
    const document = {
      rows: read.rows,
      accepted: read.count,
      rejected: rejectedByReason(read),
      ...(preparation && { preparation }),
      filters: removed.map(({ filter, count }) => ({ filter, removed: count })),
      kept: measurements.count,
      unfiltered: { indoor: set.indoor === null, accuracy: set.accuracyM === null },
      sectors: maps,
      too_few: drafts
        .filter((draft) => !kept.includes(draft))
        .map((draft) => ({ id: draft.id, records: records(draft) })),
    };
    terminal.result(document, textOf(document));
  },
};

/** In the antenna's own frame where it has latitude and longitude, else in that of the positions. */
function mapOf(
  measurements: MeasurementSet,
  { id, position }: SectorDraft,
  resolution: 'auto' | GroundTruthCellM,
): GroundTruth & { readonly frame: GeoFrame | null } {
  const isLocal = position.kind === 'local';
  if (isLocal !== (measurements.positions.kind === 'local')) {
    const [sector, rows] = isLocal ? ['x and y', 'latitudes and longitudes'] : ['a latitude and longitude', 'x and y'];
    throw badInput(`${id} has ${sector}, ${measurements.name} ${rows}; give both in one of them`);
  }
  const own = filterMeasurements(measurements, [servedBy(measurements, id)]).measurements;
  const frame = isLocal ? null : localFrame(position);
  const truth = groundTruthOf(own.rsrpDbm, localPositions(own, frame), planeOf(position), resolution);
  return { ...truth, frame };
}

/** Where the antenna stands in the frame of its map [m]. */
function planeOf(position: SectorDraft['position']): { readonly x: number; readonly y: number } {
  return position.kind === 'local' ? position : { x: 0, y: 0 };
}

async function write(
  file: string,
  truth: ReturnType<typeof mapOf>,
  { id, position }: SectorDraft,
  source: string,
): Promise<void> {
  const description: MapDescription = {
    format: 'boresight-map',
    version: 1,
    layer: 'rsrp',
    unit: 'dBm',
    grid: truth.grid,
    frame: truth.frame,
    scene: source,
    engine: 'measured',
    receiverZM: PHONE_M,
    sectors: [{ id, ...planeOf(position), z: 0 }],
  };
  for (const [path, bytes] of encodeMap(file, truth.medianDbm, description)) await writeFileAtomically(path, bytes);
}

function withSector(out: string, id: string): string {
  const dot = out.lastIndexOf('.');
  return `${out.slice(0, dot)}-${id.replace(/[^\w.-]+/g, '_')}${out.slice(dot)}`;
}

function mapDocument({ id }: SectorDraft, truth: GroundTruth, file: string | null) {
  const { grid, records, d90M, radiusM, withinRadius, outside, medianDbm, count } = truth;
  const measured = count.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0);
  return {
    id,
    records,
    d90: d90M,
    radius: radiusM,
    cell_size: grid.cellSizeM,
    within_radius: withinRadius,
    outside,
    cells: measured,
    median: mapFigures(medianDbm).median,
    out: file,
  };
}

function tooFew(
  file: string,
  drafts: readonly SectorDraft[],
  records: (draft: SectorDraft) => number,
  least: number,
  set: MeasurementSet,
): string {
  const most = [...drafts].sort((a, b) => records(b) - records(a))[0]!;
  return `ground-truth: no sector of ${file} has more than ${least} measurements after the filters (the most: ${most.id} with ${records(most)}; ${set.name} names ${set.cells.slice(0, 5).join(', ') || 'no cell'}); lower --min-records, or see whether the names of cells agree`;
}

function textOf({
  rows,
  kept,
  filters,
  sectors,
  too_few: few,
  preparation = null,
}: {
  readonly preparation?: PreparedMeasurements['preparation'];
  readonly rows: number;
  readonly kept: number;
  readonly filters: readonly { readonly filter: string; readonly removed: number }[];
  readonly sectors: readonly ReturnType<typeof mapDocument>[];
  readonly too_few: readonly unknown[];
}): string[] {
  return [
    `${kept} of ${rows} rows pass`,
    ...preparationText(preparation),
    ...filters.map(({ filter, removed }) => `  ${removed} left out: ${filter}`),
    ...sectors.map(
      ({ id, records, cells, cell_size: size, d90, within_radius: within }) =>
        `${id}: ${records} records in ${cells} cells of ${size} m; nine of ten within ${d90.toFixed(0)} m, ${(100 * within).toFixed(1)} % on the map`,
    ),
    ...(few.length > 0 ? [`${few.length} sectors have too few`] : []),
  ];
}
