import { basename, join } from 'node:path';
import type { MapFile } from '../io/formats/map-description.ts';
import { filesIn } from '../io/node-files.ts';
import { localPositions, type MeasurementSet, rejectedByReason } from '../measurements/measurement-set.ts';
import type { GeoFrame } from '../raster/geo-frame.ts';
import { sameGrid } from '../raster/raster-grid.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, numberOption, optional, required, suggestion } from './arguments.ts';
import { linkLengthsOf, pairRows, placeOf, refuseOtherLayers } from './compared-pairs.ts';
import { loadScene } from './load-scene.ts';
import { folderName } from './map-folder.ts';
import { readMeasured } from './measurement-file.ts';
import { readSites } from './predict-sources.ts';
import { prepared, readPreparation } from './preparation.ts';
import { readMap } from './read-map.ts';
import { compareSector, type SectorComparison } from './sector-comparison.ts';
import { sectorFileName } from './sector-file-name.ts';
import { sectorsReport } from './sectors-report.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

/** Options of the comparison of one map that a comparison over sectors does not have. */
const OF_ONE_MAP = ['reference', 'sector', 'policy', 'cell-size'];
/** Receivers of a map that does not say how high they are [m above the antenna's zero]. */
const RECEIVER_HEIGHT_M = 1.5;

interface MapFolder {
  /** How the predictor is called: as its folder. */
  readonly name: string;
  readonly path: string;
  readonly files: readonly string[];
}

/** `boresight compare --sectors`: every sector's map against the rows that name it. */
export async function compareSectors(args: Arguments, terminal: Terminal): Promise<void> {
  for (const name of OF_ONE_MAP)
    if (args.given.has(name)) throw badInput(`compare: --${name} is of one map; leave it out with --sectors`);
  const leastRows = numberOption(args, 'min-rows', 1, { unit: 'rows', min: 1, max: 1e9, whole: true, example: '1000' });
  const asked = readPreparation(args, true);
  if (args.given.has('scene') && asked.shift !== 'auto')
    throw badInput('compare: --scene with --sectors is for --shift auto; leave it out');
  const folders = await openFolders(required(args, 'prediction', 'a folder of maps, as boresight batch writes it'));
  const file = required(args, 'measurements', 'a table of measured RSRP');
  const ids = await wantedSectors(args, folders[0]!);
  const read = await readMeasured(args, file, terminal);
  const scene = asked.shift === 'auto' ? await loadScene(required(args, 'scene', 'a scene with streets')) : null;
  const { set, preparation, warnings } = prepared(read, asked, scene);
  for (const warning of warnings) terminal.warn(warning);
  const rows = rowsByCell(set);
  const positions = positionsBy(set);
  const compared: SectorComparison[] = [];
  const counts = { joined: 0, outside: 0, used: 0 };
  const without = { map: [] as string[], rows: [] as string[] };
  for (const [i, id] of ids.entries()) {
    terminal.progress(`${id} (${i + 1} of ${ids.length})`, i / ids.length);
    await breathe();
    throwIfInterrupted(terminal.signal);
    const own = rows.get(id) ?? new Int32Array(0);
    const paths = folders.map((folder) => mapOf(folder, id));
    if (paths.includes(null)) {
      without.map.push(id);
      continue;
    }
    const result = own.length > 0 ? await ofSector(id, folders, paths as string[], set, own, positions) : null;
    if (result !== null) {
      counts.used += own.length;
      counts.outside += result.outside;
      counts.joined += result.measured;
    }
    if (result === null || result.measured < leastRows) without.rows.push(id);
    else compared.push(result);
  }
  if (compared.length === 0) throw badInput(nothingCompared(set, file, ids, without.map));
  const unknown = set.cells.filter((cell) => !ids.includes(cell) && rows.get(cell)!.length > 0);
  warnOf({ ...without, site: args.given.get('sectors') === 'all' ? unknown : [] }, leastRows, terminal);
  const { document, text } = sectorsReport(
    {
      rows: read.rows,
      accepted: read.count,
      rejected: rejectedByReason(read),
      ...(preparation && { preparation }),
      joined: counts.joined,
      outside: counts.outside,
      elsewhere: set.count - counts.used,
      unknown_cells: unknown,
      without_map: without.map,
      without_rows: without.rows,
    },
    compared,
  );
  terminal.result(document, text);
}

async function openFolders(text: string): Promise<MapFolder[]> {
  const paths = text.split(',').filter((path) => path !== '');
  const folders = await Promise.all(
    paths.map(async (path) => {
      const files = (await filesIn(path)).filter((name) => /\.(npy|tiff?)$/i.test(name));
      if (files.length > 0) return { name: folderName(path), path, files };
      throw badInput(`${path} holds no map in .npy or .tif; write maps with boresight batch --format .npy or .tif`);
    }),
  );
  const names = folders.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i || name === 'constant' || name === 'log-distance');
  if (twice !== undefined)
    throw badInput(`compare: predictors are named after their folders, and "${twice}" is taken; rename one folder`);
  return folders;
}

/** The ids that --sites lists, or those whose maps are there; --sectors may choose from them. */
async function wantedSectors(args: Arguments, folder: MapFolder): Promise<readonly string[]> {
  const sites = optional(args, 'sites');
  const ids =
    sites === undefined
      ? await Promise.all(folder.files.map((name) => sectorOfMap(join(folder.path, name))))
      : (await readSites(sites, [])).map(({ id }) => id);
  const wanted = required(args, 'sectors', 'all, or ids split by commas');
  if (wanted === 'all') return ids;
  return wanted.split(',').map((id) => {
    if (ids.includes(id)) return id;
    throw badInput(
      `compare: --sectors ${id} is not among the ${ids.length} of ${basename(sites ?? folder.path)}${suggestion(id, ids)}`,
    );
  });
}

async function sectorOfMap(path: string): Promise<string> {
  const own = (await readMap(path)).description?.sectors ?? [];
  if (own.length === 1) return own[0]!.id;
  throw badInput(`${basename(path)} does not name the one sector that it is of; give --sites, or leave it out`);
}

/** The file of a sector's map in the folder; null where there is none. */
function mapOf({ path, files }: MapFolder, id: string): string | null {
  const stem = sectorFileName(id);
  const found = files.find((name) => name.replace(/\.(npy|tiff?)$/i, '') === stem);
  return found === undefined ? null : join(path, found);
}

async function ofSector(
  id: string,
  folders: readonly MapFolder[],
  paths: readonly string[],
  set: MeasurementSet,
  rows: Int32Array,
  positions: (frame: GeoFrame | null) => { x: Float64Array; y: Float64Array },
): Promise<SectorComparison> {
  const maps = await Promise.all(paths.map((path) => readOwnMap(path, id)));
  const [first] = maps;
  const grids = maps.map(({ map, name }) => placeOf(map, name));
  for (const [k, { name }] of maps.entries())
    if (!sameGrid(grids[k]!, grids[0]!))
      throw badInput(
        `${id}: ${folders[k]!.name}/${name} has other cells than ${folders[0]!.name}/${first!.name}; predict both with the same --cell-size and --size or --bounds`,
      );
  const pairs = maps.map(({ map }, k) => pairRows(map, grids[k]!, set, rows, positions(map.frame)));
  const { description } = first!.map;
  const receiverZM = description?.receiverZM ?? RECEIVER_HEIGHT_M;
  return compareSector({
    sector: id,
    truth: pairs[0]!.truth,
    outside: pairs[0]!.outside,
    lengthsM: linkLengthsOf(pairs[0]!, description?.sectors ?? [], receiverZM),
    maps: pairs.map(({ predicted }, k) => ({ name: folders[k]!.name, predicted })),
  });
}

async function readOwnMap(path: string, id: string): Promise<{ map: MapFile; name: string }> {
  const map = await readMap(path);
  const name = basename(path);
  refuseOtherLayers(map, name);
  const others = map.description?.sectors.filter((sector) => sector.id !== id) ?? [];
  if (others.length > 0)
    throw badInput(`${name} is of ${others[0]!.id}, not of ${id}; write the maps again with boresight batch`);
  return { map, name };
}

function rowsByCell(set: MeasurementSet): Map<string, Int32Array> {
  if (set.cells.length === 0)
    throw badInput(
      `${set.name} names no cells, so its rows belong to no sector; give --mapping with the column that holds them`,
    );
  const rows = set.cells.map((): number[] => []);
  for (let i = 0; i < set.count; i++) rows[set.cell[i]!]?.push(i);
  return new Map(set.cells.map((cell, c) => [cell, Int32Array.from(rows[c]!)]));
}

/** Positions in the frame of a map. Maps of one batch share a frame, so the last one is kept. */
function positionsBy(set: MeasurementSet): (frame: GeoFrame | null) => { x: Float64Array; y: Float64Array } {
  let kept: { readonly key: string; readonly at: { x: Float64Array; y: Float64Array } } | null = null;
  return (frame) => {
    const key = JSON.stringify(frame);
    if (kept?.key !== key) kept = { key, at: localPositions(set, frame) };
    return kept.at;
  };
}

function nothingCompared(
  set: MeasurementSet,
  file: string,
  ids: readonly string[],
  withoutMap: readonly string[],
): string {
  const some = (names: readonly string[]) => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''}`;
  if (withoutMap.length === ids.length)
    return `compare: none of the ${ids.length} sectors (${some(ids)}) has a map in the folder; maps are named after their sectors`;
  return `compare: no row of ${basename(file)} lies on the map of its sector: its cells are ${some(set.cells)}, the sectors ${some(ids)}; see whether names and places agree`;
}

function warnOf(
  without: Readonly<Record<'map' | 'rows' | 'site', readonly string[]>>,
  leastRows: number,
  terminal: Terminal,
): void {
  const some = (ids: readonly string[]) =>
    `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? `, ... (${ids.length})` : ''}`;
  if (without.site.length > 0)
    terminal.warn(`cells of the measurements that are no known sector: ${some(without.site)}`);
  if (without.map.length > 0) terminal.warn(`left out, for want of a map in every folder: ${some(without.map)}`);
  if (without.rows.length > 0)
    terminal.warn(`left out, with fewer than ${leastRows} rows on their map: ${some(without.rows)}`);
}
