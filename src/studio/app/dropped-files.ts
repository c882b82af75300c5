import type { NamedBytes } from '../../worker/engine-protocol.ts';

/** What is opened in one go: a file, or a folder with all that lies in it. */
export interface DroppedGroup {
  readonly name: string;
  readonly files: readonly NamedBytes[];
  /** A map that a box is cut out of, left where it is: it may have gigabytes. */
  readonly map?: File;
}

/** Reads what was dropped or chosen. Entries of a drop must be taken in the event's own turn, before the first await. */
export async function readDropped(
  dropped: DataTransfer | readonly File[],
  isMap: (file: File) => Promise<boolean>,
): Promise<DroppedGroup[]> {
  if (!('items' in dropped)) return mapsApart(dropped, isMap);
  const entries = [...dropped.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  const files = [...dropped.files];
  if (!entries.some((entry) => entry.isDirectory)) return mapsApart(files, isMap);
  return Promise.all(
    entries.map(async (entry) => ({
      name: entry.name,
      files: await readEntry(entry, entry.isDirectory ? '' : entry.name),
    })),
  );
}

async function mapsApart(files: readonly File[], isMap: (file: File) => Promise<boolean>): Promise<DroppedGroup[]> {
  const maps = await Promise.all(files.map(isMap));
  const groups = await groupsOfFiles(files.filter((_, i) => !maps[i]));
  return [...groups, ...files.filter((_, i) => maps[i]).map((map) => ({ name: map.name, files: [], map }))];
}

/**
 * Single files open one by one, but for what belongs together: a mesh beside its scene file, a network beside its card, the parts of a
 * chosen folder, and several tables, which may be the logs of one drive.
 */
async function groupsOfFiles(files: readonly File[]): Promise<DroppedGroup[]> {
  const named = await Promise.all(
    files.map(async (file) => ({
      name: file.webkitRelativePath || file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  const scene = named.find((file) => /\.xml$/i.test(file.name));
  if (scene && named.some((file) => /\.ply$/i.test(file.name))) return [{ name: scene.name, files: named }];
  const card = named.find((file) => /(^|\/)card\.json$/i.test(file.name));
  if (card && named.some((file) => /\.onnx$/i.test(file.name))) return [{ name: card.name, files: named }];
  const folder = /^([^/]+)\//.exec(named[0]?.name ?? '')?.[1];
  if (folder !== undefined) return [{ name: folder, files: named.map((file) => withoutFolder(file, folder)) }];
  const tables = named.filter((file) => TABLES.test(file.name));
  const others = named.filter((file) => tables.length < 2 || !tables.includes(file));
  return [
    ...others.map((file) => ({ name: file.name, files: [file] })),
    ...(tables.length < 2 ? [] : [{ name: nameOf(tables), files: tables }]),
  ];
}

/** Names of files that hold tables, whatever of; zips and JSON may be cities. */
const TABLES = /\.(csv|tsv|txt|nmf|fmt|nbf|kml|kmz|xlsx|gpx|parquet|gpkg)(\.gz)?$/i;

function withoutFolder({ name, bytes }: NamedBytes, folder: string): NamedBytes {
  return { name: name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name, bytes };
}

function nameOf([first, ...rest]: readonly NamedBytes[]): string {
  return `${first?.name} and ${rest.length} more`;
}

async function readEntry(entry: FileSystemEntry, path: string): Promise<NamedBytes[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: path, bytes: new Uint8Array(await file.arrayBuffer()) }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: NamedBytes[] = [];
  // A reader hands over at most a hundred entries at a time and ends with none.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return found;
    for (const child of batch) found.push(...(await readEntry(child, path ? `${path}/${child.name}` : child.name)));
  }
}
