import { UserError } from '../../units/errors.ts';
import { antennaKind } from '../antennas/read-antennas.ts';
import { holdsScene } from '../formats/scene-formats.ts';
import { SITE_ALIASES } from '../formats/site-record.ts';
import { COLUMN_WORDS } from '../measurements/column-words.ts';
import { recogniseTable } from '../measurements/recognise-table.ts';
import { isPlannedList } from '../sites/read-sites.ts';
import { openDelimitedText } from '../tables/delimited-text.ts';
import { gpx } from '../tables/gpx.ts';
import type { Table } from '../tables/table.ts';
import { isTableFile } from '../tables/table-formats.ts';
import { columnKey } from '../tables/table-number.ts';

export type FileKind = 'scene' | 'sites' | 'measurements' | 'pattern' | 'model';

/** Columns that a list of sectors has and one of positions or measurements has not. */
const ANTENNA_WORDS = new Set<string>(
  Object.entries(SITE_ALIASES).flatMap(([field, words]) =>
    ['id', 'site', 'lat', 'lon', 'x', 'y', 'z'].includes(field) ? [] : words,
  ),
);

/**
 * What a lone file is, by content before name, as far as it is told without opening a table: tables of whatever they turn out to hold
 * (import-tables.ts), a JSON of sectors, an antenna pattern, a part of a model, else a scene (whose own formats are recognised by its
 * reader).
 */
export function fileKind(name: string, bytes: Uint8Array): Exclude<FileKind, 'measurements'> | 'tables' {
  if (isTableFile(name, bytes)) return 'tables';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536)).replace(/^ï»¿/, '').trimStart();
  if (/\.(msi|pln)$/i.test(name) || antennaKind(bytes, name) !== null) return 'pattern';
  if (/\.onnx$/i.test(name) || isModelCard(start)) return 'model';
  if (start.startsWith('[')) return 'sites';
  if (start.startsWith('{')) return /"(sectors|sites)"\s*:\s*\[/.test(start) ? 'sites' : 'scene';
  return /\.(csv|tsv|txt|nbf|fmt)(\.gz)?$/i.test(name) ? 'tables' : 'scene';
}

/**
 * The same with tables told apart by the columns of text: sectors or measurements. Tables that are neither are taken for measurements:
 * the reader of those says which columns it saw and which it needs.
 */
export function recogniseFile(name: string, bytes: Uint8Array): FileKind {
  const kind = fileKind(name, bytes);
  if (kind !== 'tables') return kind;
  if (isTableFile(name, bytes)) return 'measurements';
  const table = openDelimitedText(bytes, name);
  return isPlannedList(table) || listsSectors(table) ? 'sites' : 'measurements';
}

/** True for columns that a list of sectors has, and none of levels. */
export function listsSectors({ columns }: Pick<Table, 'columns'>): boolean {
  const keys = columns.map(columnKey);
  return !keys.some((key) => COLUMN_WORDS.rsrp.includes(key)) && keys.some((key) => ANTENNA_WORDS.has(key));
}

interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Of two files a track and the table of measurements whose places it tells; null for any others. */
export function withTrack(
  files: readonly NamedFile[],
): { readonly track: NamedFile; readonly table: NamedFile } | null {
  const track = files.find(({ bytes }) => gpx.recognises(bytes, ''));
  const table = files.find((file) => file !== track && recogniseFile(file.name, file.bytes) === 'measurements');
  return track && table ? { track, table } : null;
}

/**
 * What several files that belong together are: a model where one of them is its card, measurements where one is a table of them and
 * none a scene, sites where one is a planning tool's table, else a scene.
 */
export function recogniseTree(tree: ReadonlyMap<string, Uint8Array>): 'scene' | 'model' | 'measurements' | 'sites' {
  for (const [name, bytes] of tree) {
    if (!/(^|\/)[^/]*\.json$/i.test(name)) continue;
    if (isModelCard(new TextDecoder('latin1').decode(bytes.subarray(0, 4096)))) return 'model';
  }
  if ([...tree.keys()].some((name) => /\.onnx$/i.test(name))) return 'model';
  if (holdsScene(tree)) return 'scene';
  const isTable = ([name, bytes]: readonly [string, Uint8Array]) =>
    isTableFile(name, bytes) || (/\.(csv|tsv)$/i.test(name) && isMeasured(name, bytes));
  const texts = [...tree]
    .filter(([name]) => /\.(csv|tsv|txt)$/i.test(name))
    .flatMap(([name, bytes]) => tableOf(name, bytes));
  if (texts.some(isPlannedList)) return 'sites';
  // Any read-me is a .txt: only one that is known to hold levels counts.
  const known = texts.some((table) => recogniseTable(table).kind === 'measurements');
  return known || [...tree].some(isTable) ? 'measurements' : 'scene';
}

/** Nothing for text that is no table. */
function tableOf(name: string, bytes: Uint8Array): Table[] {
  try {
    return [openDelimitedText(bytes, name)];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Whether the first lines of a text name levels. */
function isMeasured(name: string, bytes: Uint8Array): boolean {
  try {
    return recogniseFile(name, bytes) === 'measurements';
  } catch (error) {
    // Beside other files, one that cannot be read tells nothing.
    if (error instanceof UserError) return false;
    throw error;
  }
}

function isModelCard(start: string): boolean {
  return /"format"\s*:\s*"boresight-model-card"/.test(start);
}
