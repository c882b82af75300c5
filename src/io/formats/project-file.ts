import { type Zippable, zipSync } from 'fflate';
import { badInput } from '../../units/errors.ts';
import { contentKey, type KeyedFile } from '../content-key.ts';
import { isZip, readZip } from '../zip.ts';
import { isJsonObject, type Json, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';
import { projectFiles } from './project-files.ts';
import { PROJECT_FORMAT, PROJECT_VERSION, readProjectJson, refuseNewer, writeProjectJson } from './project-json.ts';
import type { SavedProject } from './saved-project.ts';

/** All that another machine needs to open a project. */
export interface ProjectPackage {
  readonly project: SavedProject;
  /** Every file that the project needs, by the key of its content. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Calibrations of the project, in the words of the program that ran them. */
  readonly calibrations: readonly Json[];
}

/** What a project file's name ends with. */
export const PROJECT_EXTENSION = '.boresight.zip';

const MANIFEST = 'manifest.json';
const PROJECT = 'project.json';
const CALIBRATIONS = 'calibrations.json';

/** A fixed time, so that the same project gives the same bytes. */
const ENTRY_TIME = new Date(1980, 0, 1);

/** The bytes of a project file. @throws Error where a file of a source is not in the package */
export function writeProjectFile({ project, files, calibrations }: ProjectPackage): Uint8Array<ArrayBuffer> {
  const listed = projectFiles(project);
  const text = (value: string) => new TextEncoder().encode(value);
  const manifest = {
    format: PROJECT_FORMAT,
    version: PROJECT_VERSION,
    name: project.document.name,
    files: listed.map(({ name, key, bytes }) => ({ path: pathOf({ name, key }), name, bytes })),
  };
  const entries: Zippable = {
    [MANIFEST]: text(JSON.stringify(manifest, null, 2)),
    [PROJECT]: text(writeProjectJson(project)),
    [CALIBRATIONS]: text(JSON.stringify(calibrations)),
  };
  for (const file of listed) {
    const bytes = files.get(file.key);
    if (!bytes) throw new Error(`The project's file ${file.name} is not at hand`);
    entries[pathOf(file)] = [bytes, { level: isPacked(bytes) ? 0 : 6 }];
  }
  return zipSync(entries, { level: 6, mtime: ENTRY_TIME });
}

/** True for the bytes of a zip whose first entry is a project's manifest. */
export function isProjectFile(tree: ReadonlyMap<string, Uint8Array>): boolean {
  const manifest = tree.get(MANIFEST);
  return manifest !== undefined && new TextDecoder('latin1').decode(manifest.subarray(0, 256)).includes(PROJECT_FORMAT);
}

/**
 * Reads a project file.
 * @throws UserError('bad-input') when it is no zip, damaged, hostile or of a newer version, and when a file of it is missing or is not
 * the one that the project was made with
 */
export async function readProjectFile(name: string, bytes: Uint8Array): Promise<ProjectPackage> {
  if (!isZip(bytes)) throw badInput(`${name} is no project file: it is not a zip.`);
  return readProjectTree(name, readZip(name, bytes));
}

/** As readProjectFile, for a zip that was opened. */
export async function readProjectTree(name: string, tree: ReadonlyMap<string, Uint8Array>): Promise<ProjectPackage> {
  const part = (path: string) => {
    const found = tree.get(path);
    if (!found) throw badInput(`${name} lacks ${path}: it is not a whole project file. Export the project again.`);
    return found;
  };
  const manifest = parseJson(`${name}, ${MANIFEST}`, part(MANIFEST));
  if (!isJsonObject(manifest) || manifest.format !== PROJECT_FORMAT)
    throw badInput(`${name} is no project file: "format" of its ${MANIFEST} must be "${PROJECT_FORMAT}".`);
  refuseNewer(name, manifest.version);
  const project = readProjectJson(`${name}, ${PROJECT}`, part(PROJECT));
  const files = new Map<string, Uint8Array>();
  for (const file of projectFiles(project)) {
    const content = part(pathOf(file));
    await refuseOther(name, file, content);
    files.set(file.key, content);
  }
  const place = `${name}, ${CALIBRATIONS}`;
  const runs = new JsonFields(place, { runs: parseJson(place, part(CALIBRATIONS)) });
  return { project, files, calibrations: runs.list('runs') };
}

/** The key is what finds a file; the ending is for people who look into the zip. */
function pathOf({ name, key }: Pick<KeyedFile, 'name' | 'key'>): string {
  return `files/${key}${/\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? ''}`;
}

async function refuseOther(name: string, file: KeyedFile, content: Uint8Array): Promise<void> {
  const found = await contentKey(content);
  // Keys of pages with and without SHA-256 cannot be compared; the zip has a checksum of its own.
  const comparable = found.startsWith('plain-') === file.key.startsWith('plain-');
  if (content.length === file.bytes && (!comparable || found === file.key)) return;
  throw badInput(
    `${name}: ${file.name} is not the file that the project was made with (${content.length} bytes; ${file.bytes} expected). Export the project again.`,
  );
}

/** Zip, gzip, PNG and JPEG do not get smaller. */
function isPacked(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  return (
    (a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b) || (a === 0x89 && b === 0x50) || (a === 0xff && b === 0xd8)
  );
}
