import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { badInput } from '../units/errors.ts';
import type { FileTree } from './archive.ts';
import { openArchive } from './archive.ts';

const FILE_LIMIT = 200_000;
const BYTE_LIMIT = 2 ** 31;

/**
 * Reads a file (archives are opened, see openArchive) or a folder with all below it. For a lone `.xml` the files that it
 * names are read too, since a Mitsuba scene's meshes lie beside it.
 * @throws UserError when the path is missing, unreadable or too large
 */
export async function readFileTree(path: string): Promise<FileTree> {
  const info = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw badInput(
      cause.code === 'ENOENT' ? `No such file or folder: ${path}` : `Cannot read ${path}: ${cause.message}`,
    );
  });
  if (info.isDirectory()) {
    const files = new Map<string, Uint8Array>();
    await readFolder(path, '', files, { bytes: 0 });
    if (files.size === 0) throw badInput(`The folder ${path} holds no files.`);
    return files;
  }
  if (info.size > BYTE_LIMIT) throw badInput(`${path} has ${info.size} bytes; files up to ${BYTE_LIMIT} are read.`);
  const bytes = await readFile(path);
  if (!path.toLowerCase().endsWith('.xml')) return openArchive(basename(path), bytes);
  const files = new Map<string, Uint8Array>([[basename(path), bytes]]);
  for (const [, name] of bytes.toString('utf8').matchAll(/value\s*=\s*"([^"]+\.(?:ply|obj))"/gi)) {
    const beside = join(dirname(path), name!);
    if (!resolve(beside).startsWith(resolve(dirname(path)))) continue;
    const found = await readFile(beside).catch(() => null);
    if (found) files.set(name!.replaceAll('\\', '/').replace(/^(\.\/)+/, ''), found);
  }
  return files;
}

async function readFolder(
  root: string,
  under: string,
  files: Map<string, Uint8Array>,
  sum: { bytes: number },
): Promise<void> {
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = under ? `${under}/${entry.name}` : entry.name;
    if (entry.isDirectory()) await readFolder(root, path, files, sum);
    else if (entry.isFile()) {
      sum.bytes += (await stat(join(root, path))).size;
      if (files.size >= FILE_LIMIT || sum.bytes > BYTE_LIMIT) {
        throw badInput(
          `The folder ${root} is too large for a scene (over ${FILE_LIMIT} files or ${BYTE_LIMIT} bytes): choose the folder that holds the scene alone.`,
        );
      }
      files.set(path, await readFile(join(root, path)));
    }
  }
}

/** Writes the bytes under a temporary name and renames, so that the final name never holds half a file. */
export async function writeFileAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(resolve(path)), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw badInput(`Cannot write ${path}: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** Adds text to the end of a file, which is made where there is none. */
export async function appendToFile(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(path)), { recursive: true });
    await appendFile(path, text);
  } catch (cause) {
    throw badInput(`Cannot write ${path}: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** Writes every file of the tree below `folder`, each atomically, in the tree's order: put the file that names the others last. */
export async function writeFileTree(folder: string, files: FileTree): Promise<void> {
  for (const [path, bytes] of files) await writeFileAtomically(join(folder, path), bytes);
}

/** Whether a path names a folder; false where there is nothing. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

/**
 * Names of the files in a folder, not below it, in order; those that begin with a dot are left out.
 * @throws UserError('bad-input') where it is missing or no folder
 */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw badInput(`No such folder: ${folder}`);
    if (cause.code === 'ENOTDIR') throw badInput(`${folder} is a file; name the folder that holds it`);
    throw badInput(`Cannot read ${folder}: ${cause.message}`);
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

export async function fileExists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true;
}
