import { STUDY_METHODS } from '../../calibration/study/method-id.ts';
import type { MethodOutcome, SectorStudy, SplitStudy } from '../../calibration/study/study.ts';
import { badInput } from '../../units/errors.ts';
import { isJsonObject, type Json } from './json-document.ts';
import { jsonOfNumbers } from './marked-numbers.ts';

/** What a study was made of and how, by name: two studies go together where all of it is the same. */
export type StudyKey = Readonly<Record<string, unknown>>;

const FORMAT = 'boresight-study';
const VERSION = 1;

/**
 * First line of a file of studies: JSON Lines, one sector a line, so that a run can be broken off at any time and go on.
 * @param more what else a program notes of its run
 */
export function studyHeader(key: StudyKey, more: Readonly<Record<string, unknown>> = {}): string {
  return `${jsonOfNumbers({ format: FORMAT, version: VERSION, key, ...more })}\n`;
}

export function studyLine(study: SectorStudy): string {
  const splits = study.splits.map((split) => ({
    ...split,
    x: numbers(split.x),
    y: numbers(split.y),
    measuredDbm: numbers(split.measuredDbm),
    block: [...split.block],
    methods: split.methods.map((one) => (one.state === 'judged' ? { ...one, levelDbm: numbers(one.levelDbm) } : one)),
  }));
  return `${JSON.stringify({ ...study, splits })}\n`;
}

/**
 * The studies of such a file, made of what `key` says.
 * @param name of the file, for messages
 * @throws UserError('bad-input') for another kind of file, for another study, and for a broken line
 */
export function readStudyLines(name: string, text: string, key: StudyKey): SectorStudy[] {
  const header = readStudyHeader(name, text);
  const told = JSON.parse(jsonOfNumbers(key)) as StudyKey;
  const names = [...new Set([...Object.keys(header.key), ...Object.keys(told)])];
  const apart = names.filter((k) => inOrder(header.key[k]) !== inOrder(told[k]));
  if (apart.length > 0)
    throw badInput(
      `${name}: was begun with another ${apart.join(', ')}: ${apart.map((k) => `${JSON.stringify(header.key[k])} there, ${JSON.stringify(told[k])} here`).join('; ')}. Ask for the same, or begin a new file`,
    );
  return readStudies(name, text);
}

/** JSON with the fields of every object by their names: in which order a program writes them says nothing. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, of: Json) =>
    isJsonObject(of) ? Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1))) : of,
  );
}

/** @throws UserError('bad-input') for another kind of file, or a newer version of it */
export function readStudyHeader(name: string, text: string): StudyHeader {
  const end = text.indexOf('\n');
  const header = end > 0 ? parsed(name, text.slice(0, end), 1) : null;
  if (!isJsonObject(header) || header.format !== FORMAT || !isJsonObject(header.key))
    throw badInput(
      `${name}: line 1 is not the head of a file of studies; give a new name, or the file of an earlier run`,
    );
  if (header.version !== VERSION)
    throw badInput(`${name}: is of version ${header.version}, and version ${VERSION} is read; begin a new file`);
  return header as unknown as StudyHeader;
}

/**
 * The studies after the head, a sector's last line counting. A last line without its end is one that was being written when the run was broken
 * off, and is left out.
 * @throws UserError('bad-input') for a line that is not a sector's study
 */
export function readStudies(name: string, text: string): SectorStudy[] {
  const studies = new Map<string, SectorStudy>();
  for (const [k, line] of text.split('\n').slice(1, -1).entries()) {
    const study = studyOf(name, parsed(name, line, k + 2), k + 2);
    studies.set(study.sectorId, study);
  }
  return [...studies.values()];
}

export interface StudyHeader {
  readonly key: StudyKey;
  readonly [more: string]: unknown;
}

/** As written: arrays of numbers, null for NaN. */
type Written = Omit<SectorStudy, 'splits'> & {
  readonly splits: readonly (Omit<SplitStudy, 'x' | 'y' | 'measuredDbm' | 'block' | 'methods'> & {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly measuredDbm: readonly number[];
    readonly block: readonly number[];
    readonly methods: readonly (
      | MethodOutcome
      | { readonly state: 'judged'; readonly levelDbm: readonly (number | null)[] }
    )[];
  })[];
};

function studyOf(name: string, written: Json, line: number): SectorStudy {
  if (!isStudy(written))
    throw badInput(`${name}: line ${line} is not a sector's study; delete the line, and the sector is done again`);
  const whole = written as unknown as Written;
  return {
    ...whole,
    splits: whole.splits.map((split) => ({
      ...split,
      x: Float32Array.from(split.x),
      y: Float32Array.from(split.y),
      measuredDbm: Float32Array.from(split.measuredDbm),
      block: Uint32Array.from(split.block),
      methods: split.methods.map((one) => {
        if (one.state !== 'judged') return one;
        return { ...one, levelDbm: Float32Array.from(one.levelDbm, (v) => v ?? Number.NaN) } as MethodOutcome;
      }),
    })),
  };
}

function isStudy(of: Json): boolean {
  if (!isJsonObject(of) || typeof of.sectorId !== 'string') return false;
  return Array.isArray(of.refusedSplits) && Array.isArray(of.splits) && of.splits.every(isSplit);
}

/** Every array has an entry for every held-out cell, and every method is one that is known. */
function isSplit(of: Json): boolean {
  if (!isJsonObject(of) || !isJsonObject(of.split)) return false;
  const { x, y, measuredDbm, block, blocks, methods } = of;
  if (!Array.isArray(x) || !Array.isArray(block) || !Array.isArray(methods) || typeof blocks !== 'number') return false;
  const isOfCells = (list: Json | undefined) => Array.isArray(list) && list.length === x.length;
  return (
    [y, measuredDbm, block].every(isOfCells) &&
    block.every((label) => typeof label === 'number' && Number.isInteger(label) && label >= 0 && label < blocks) &&
    methods.every(
      (one) =>
        isJsonObject(one) &&
        STUDY_METHODS.some((id) => id === one.method) &&
        (one.state === 'missing' || (one.state === 'judged' && isOfCells(one.levelDbm))),
    )
  );
}

function parsed(name: string, line: string, number: number): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    throw badInput(`${name}: line ${number} is not JSON; delete the line, and the sector is done again`);
  }
}

/** Two decimals, as studies have them. */
function numbers(values: Float32Array): (number | null)[] {
  return Array.from(values, (v) => (Number.isNaN(v) ? null : Math.round(100 * v) / 100));
}
