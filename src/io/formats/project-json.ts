import type { ParametricPattern, TabulatedPattern } from '../../radio/antenna-pattern.ts';
import { sourceSceneId } from '../../scene/building-edits.ts';
import { badInput } from '../../units/errors.ts';
import type { KeyedFile } from '../content-key.ts';
import { type StoredMapping, storedMapping } from '../measurements/mapping-json.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';
import { readPreparation } from './preparation-json.ts';
import { readDocument } from './project-document-json.ts';
import type { SavedDocument, SavedProject, SavedScale, SavedView } from './saved-project.ts';
import { NAMED_PATTERNS } from './site-record.ts';
import type { Source } from './source.ts';

export const PROJECT_FORMAT = 'boresight-project';
/** Raised with every change that an older program would misread; MIGRATIONS then says how to get here from the version before. */
export const PROJECT_VERSION = 1;

/** Turns a project of one version into one of the next. */
export type Migration = (project: JsonObject) => JsonObject;

/** The first turns version 1 into version 2, and so on. */
const MIGRATIONS: readonly Migration[] = [];

/** What is kept under which version, and how older ones are brought up. */
export interface ProjectSchema {
  readonly version: number;
  readonly migrations: readonly Migration[];
}

const SCHEMA: ProjectSchema = { version: PROJECT_VERSION, migrations: MIGRATIONS };

/** The text of a project (docs/formats.md). */
export function writeProjectJson(project: SavedProject): string {
  const { createdMs, changedMs, patterns, ...rest } = project;
  return JSON.stringify({
    format: PROJECT_FORMAT,
    version: PROJECT_VERSION,
    created: new Date(createdMs).toISOString(),
    changed: new Date(changedMs).toISOString(),
    ...rest,
    patterns: patterns.map((pattern) =>
      pattern.kind === 'table'
        ? {
            ...pattern,
            horizontalLossDb: Array.from(pattern.horizontalLossDb),
            verticalLossDb: Array.from(pattern.verticalLossDb),
          }
        : pattern,
    ),
  });
}

/**
 * Reads a project of this version or an older one; what is read is left as it is.
 * @param schema for tests: another version with other migrations
 * @throws UserError('bad-input') for another format, a newer version, a migration that fails, or a value that breaks its rule
 */
export function readProjectJson(name: string, bytes: Uint8Array, schema = SCHEMA): SavedProject {
  const json = parseJson(name, bytes);
  if (!isJsonObject(json) || json.format !== PROJECT_FORMAT)
    throw badInput(`${name} is no project of Boresight: "format" must be "${PROJECT_FORMAT}".`);
  const at = new JsonFields(name, migrated(name, json, schema));
  const document = readDocument(at.object('document'));
  const sources = Object.fromEntries(at.object('sources').entries((source, id) => [id, readSource(source)]));
  const patterns = at.objects('patterns').map(readPattern);
  refuseGaps(at, document, sources, patterns);
  return {
    createdMs: time(at, 'created'),
    changedMs: time(at, 'changed'),
    document,
    sources,
    patterns,
    view: readView(at.object('view')),
    ...(at.has('verdict') ? { verdict: readFile(at.object('verdict')) } : {}),
    history: at.has('history') ? at.json('history') : null,
  };
}

/** @throws UserError('bad-input') for a version that is newer than this program's */
export function refuseNewer(name: string, version: Json | undefined, known = PROJECT_VERSION): void {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw badInput(`${name}: "version" must be a whole number from 1, not ${JSON.stringify(version ?? null)}.`);
  if (version > known)
    throw badInput(
      `${name} was written by a newer Boresight (version ${version} of the format; this one reads up to ${known}). It was left untouched: open it with a newer Boresight.`,
    );
}

function migrated(name: string, json: JsonObject, { version: known, migrations }: ProjectSchema): JsonObject {
  refuseNewer(name, json.version, known);
  let project = json;
  for (let version = json.version as number; version < known; version++) {
    const migration = migrations[version - 1];
    if (!migration) throw new Error(`No migration leads from version ${version}`);
    try {
      project = { ...migration(project), version: version + 1 };
    } catch (cause) {
      throw badInput(
        `${name} could not be brought from version ${version} of the format to ${version + 1} (${cause instanceof Error ? cause.message : cause}). It was left untouched: open it with the Boresight that wrote it.`,
      );
    }
  }
  return project;
}

/** Everything that the document names has to be in the project. */
function refuseGaps(
  at: JsonFields,
  { sceneId, measurementId, sectors, networkSetup }: SavedDocument,
  sources: SavedProject['sources'],
  patterns: SavedProject['patterns'],
): void {
  const files = Object.values(networkSetup?.files ?? {}).map(({ source }) => source);
  const named = [sceneId && sourceSceneId(sceneId), measurementId, ...files];
  const lacking = named.find((id) => id && !Object.hasOwn(sources, id));
  if (lacking) throw at.refuse('sources', `an object with the sources of the document; "${lacking}" is not there`);
  const known = new Set<string>([...NAMED_PATTERNS, ...patterns.map(({ name }) => name)]);
  const blind = sectors.find(({ pattern }) => !known.has(pattern));
  if (blind)
    throw at.refuse('patterns', `a list of the sectors' antennas; "${blind.pattern}" of ${blind.id} is not there`);
}

function time(at: JsonFields, key: string): number {
  const ms = Date.parse(at.text(key));
  if (Number.isNaN(ms)) throw at.refuse(key, 'a time, e.g. 2026-01-31T12:00:00Z');
  return ms;
}

function readSource(source: JsonFields): Source {
  if (source.text('kind') === 'synthetic')
    return { kind: 'synthetic', seed: source.whole('seed', 0, 2 ** 32 - 1), name: source.text('name') };
  if (source.text('kind') !== 'files') throw source.refuse('kind', '"synthetic" or "files"');
  const files = source.objects('files').map(readFile);
  if (files.length === 0) throw source.refuse('files', 'a list of at least one file');
  return {
    kind: 'files',
    files,
    ...(source.has('demo') && source.flag('demo') ? { demo: true } : {}),
    ...(source.has('mappings') ? { mappings: readMappings(source) } : {}),
    ...(source.has('preparation') ? { preparation: readPreparation(source.object('preparation')) } : {}),
  };
}

function readFile(file: JsonFields): KeyedFile {
  const key = file.text('key');
  if (!/^[0-9a-z-]{8,64}$/.test(key)) throw file.refuse('key', '8 to 64 small letters, digits or hyphens');
  return { name: file.text('name'), key, bytes: file.whole('bytes', 0, 2 ** 53) };
}

function readMappings(source: JsonFields): readonly StoredMapping[] {
  return source.list('mappings').map((json, i) => {
    if (!isJsonObject(json) || !isJsonObject(json.mapping))
      throw source.refuse('mappings', 'a list of {"header", "mapping"}');
    const { header } = json;
    return storedMapping({ ...json.mapping, ...(header && { header }) }, `mapping ${i + 1} of the project`);
  });
}

function readPattern(pattern: JsonFields): TabulatedPattern | ParametricPattern {
  const name = pattern.text('name');
  const peakGainDbi = pattern.number('peakGainDbi', -100, 100);
  if (pattern.text('kind') === 'table')
    return {
      kind: 'table',
      name,
      peakGainDbi,
      horizontalLossDb: cut(pattern, 'horizontalLossDb'),
      verticalLossDb: cut(pattern, 'verticalLossDb'),
    };
  if (pattern.text('kind') !== 'parametric') throw pattern.refuse('kind', '"table" or "parametric"');
  return {
    kind: 'parametric',
    name,
    peakGainDbi,
    horizontalBeamwidthDeg: pattern.number('horizontalBeamwidthDeg', 0.1, 720),
    verticalBeamwidthDeg: pattern.number('verticalBeamwidthDeg', 0.1, 720),
    frontToBackDb: pattern.number('frontToBackDb', 0, 200),
    sideLobeDb: pattern.number('sideLobeDb', 0, 200),
  };
}

function cut(pattern: JsonFields, key: string): Float64Array {
  const losses = Float64Array.from(pattern.numbers(key, 360));
  if (losses.some((loss) => loss < 0)) throw pattern.refuse(key, 'losses of 0 dB or more');
  return losses;
}

function readScale(scale: JsonFields): SavedScale {
  return { breaks: scale.numbers('breaks'), mode: scale.text('mode'), palette: scale.text('palette') };
}

function readView(view: JsonFields): SavedView {
  const selection = view.isNull('selection') ? null : view.object('selection');
  const camera = view.isNull('camera') ? null : view.object('camera');
  return {
    layer: view.text('layer'),
    selection: selection && { kind: selection.text('kind'), ids: selection.texts('ids') },
    camera: camera && {
      lngDeg: camera.number('lngDeg', -540, 540),
      latDeg: camera.number('latDeg', -90, 90),
      zoom: camera.number('zoom', -10, 30),
      bearingDeg: camera.number('bearingDeg', -720, 720),
      pitchDeg: camera.number('pitchDeg', 0, 90),
    },
    measuredShown: view.flag('measuredShown'),
    ...(view.has('plan') ? { plan: view.text('plan') } : {}),
    scales: Object.fromEntries(view.object('scales').entries((scale, name) => [name, readScale(scale)])),
  };
}
