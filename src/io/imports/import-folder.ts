import { joinSets } from '../../measurements/join-sets.ts';
import type { MeasurementSet } from '../../measurements/measurement-set.ts';
import { badInput, type Issue, UserError } from '../../units/errors.ts';
import { contentKey } from '../content-key.ts';
import { ColumnsUnknown } from '../measurements/columns-unknown.ts';
import type { TrackFile } from '../measurements/join-tracks.ts';
import { gpx } from '../tables/gpx.ts';
import { type ImportedFile, importFile } from './import-file.ts';
import type { ImportOptions } from './import-tables.ts';

/** A file of a folder, named by its path in it. */
export interface FolderFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What became of one file of a folder. */
export type FolderEntry =
  | { readonly name: string; readonly kind: 'read'; readonly imported: ImportedFile }
  /** Its positions went to tables of the folder that have none. */
  | { readonly name: string; readonly kind: 'track' }
  /** The bytes of another file of the folder, which is read. */
  | { readonly name: string; readonly kind: 'copy'; readonly of: string }
  | { readonly name: string; readonly kind: 'refused'; readonly reason: string; readonly columnsUnknown: boolean };

export interface ImportedFolder {
  /** In the order of their names. */
  readonly entries: readonly FolderEntry[];
  /** All measurements of the folder as one set; null where there are none. */
  readonly measurements: MeasurementSet | null;
}

/** Files that archivers and systems leave behind: none of the folder's own. */
export const LEFT_BEHIND = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;

/** Files that tell people something: whatever commas stand in them, nobody is asked what their columns hold. */
export const PROSE = /(^|\/)(read.?me|licen[cs]e|copying|changelog)[^/]*$|\.(md|rst|html?|pdf)$/i;

/**
 * Reads all files of a folder, each recognised by its content. Measurements are joined as one set, whose parts are the files. Tables
 * without positions get them by time from a GPX track of the folder that fits. Nothing is passed over: what cannot be read is told with
 * its reason.
 * @param onFile told of every file before it is read
 * @throws UserError('bad-input') for a folder without files, and measurements that cannot be joined
 */
export async function importFolder(
  name: string,
  files: readonly FolderFile[],
  options: ImportOptions,
  onFile: (file: string, share: number) => void | Promise<void> = () => undefined,
): Promise<ImportedFolder> {
  const own = files.filter((file) => !LEFT_BEHIND.test(file.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (own.length === 0) throw badInput(`${name}: the folder holds no files`);
  const tracks = own.filter(({ bytes }) => gpx.recognises(bytes, ''));
  const used = new Set<string>();
  const read = new Map<string, string>();
  const entries: FolderEntry[] = [];
  for (const [i, file] of own.entries()) {
    await onFile(file.name, i / own.length);
    const key = await contentKey(file.bytes);
    const same = read.get(key);
    if (same === undefined) read.set(key, file.name);
    entries.push(
      same === undefined ? await entryOf(file, options, tracks, used) : { name: file.name, kind: 'copy', of: same },
    );
  }
  const sets = entries.flatMap((entry) =>
    entry.kind === 'read' && entry.imported.kind === 'measurements' ? entry.imported.set : [],
  );
  const told = entries.map(
    (entry): FolderEntry => (used.has(entry.name) ? { name: entry.name, kind: 'track' } : entry),
  );
  return { entries: told, measurements: sets.length > 0 ? withFolderIssues(joinSets(name, sets), told) : null };
}

/** Why a person is to be asked which column holds what, where nothing else of a folder is of use; null where that is of none. */
export function unknownColumnsOf({ entries }: ImportedFolder): string | null {
  const found = entries.find((entry) => entry.kind === 'refused' && entry.columnsUnknown && !PROSE.test(entry.name));
  return found?.kind === 'refused' ? found.reason : null;
}

async function entryOf(
  file: FolderFile,
  options: ImportOptions,
  tracks: readonly FolderFile[],
  used: Set<string>,
): Promise<FolderEntry> {
  const { name } = file;
  const first = await attempt(file, options);
  if (first.kind === 'read' || options.track !== undefined || tracks.includes(file)) return first;
  for (const track of tracks) {
    const joined = await attempt(file, { ...options, track: namedTrack(track) });
    if (joined.kind !== 'read') continue;
    used.add(track.name);
    return joined;
  }
  return { ...first, name };
}

async function attempt({ name, bytes }: FolderFile, options: ImportOptions): Promise<FolderEntry> {
  try {
    const imported = await importFile(name, bytes, options);
    const unusable = imported.kind === 'measurements' && imported.set.count === 0 ? imported.set : null;
    if (unusable === null) return { name, kind: 'read', imported };
    // Prose with a comma in every line is a table too, but one without a row.
    const because = unusable.issues[0]?.message;
    const reason = `${name}: none of its ${unusable.rows} rows can be used${because === undefined ? '' : ` (${because})`}`;
    return { name, kind: 'refused', reason, columnsUnknown: false };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, kind: 'refused', reason: error.message, columnsUnknown: error instanceof ColumnsUnknown };
  }
}

function namedTrack({ name, bytes }: FolderFile): TrackFile {
  return { name, bytes };
}

/** Copies and files that hold something else or nothing are told beside the rows. */
function withFolderIssues(set: MeasurementSet, entries: readonly FolderEntry[]): MeasurementSet {
  const some = (names: readonly string[]) => names.slice(0, 5).join('; ') + (names.length > 5 ? '; ...' : '');
  const copies = entries.flatMap((entry) => (entry.kind === 'copy' ? `${entry.name} of ${entry.of}` : []));
  const refused = entries.flatMap((entry) => (entry.kind === 'refused' ? entry.reason : []));
  const others = entries.flatMap((entry) =>
    entry.kind === 'read' && entry.imported.kind !== 'measurements' ? `${entry.name}: ${entry.imported.kind}` : [],
  );
  const issues: Issue[] = [];
  const tell = (code: string, names: readonly string[], message: string) => {
    if (names.length > 0)
      issues.push({ kind: 'warning', code, count: names.length, message: `${message} (${some(names)})` });
  };
  tell('copies', copies, `${set.name}: files with the bytes of another, read once`);
  tell('other-files', others, `${set.name}: files that hold something else than measurements`);
  tell('no-measurements', refused, `${set.name}: files that hold no measurements and are passed over`);
  return { ...set, issues: [...set.issues, ...issues] };
}
