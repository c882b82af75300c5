import type { MethodOutcome, SectorStudy, SplitStudy } from '../../calibration/study/study.ts';
import { badInput } from '../../units/errors.ts';

/** What a study was made of and how, by name: two studies go together where all of it is the same. */
export type StudyKey = Readonly<Record<string, unknown>>;

const FORMAT = 'boresight-study';
const VERSION = 1;

/** First line of a file of studies: JSON Lines, one sector a line, so that a run can be broken off at any time and go on. */
export function studyHeader(key: StudyKey): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, key })}\n`;
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
 * The studies of such a file, a sector's last line counting. A last line without its end is one that was being written when the run was broken
 * off, and is left out.
 * @param name of the file, for messages
 * @throws UserError('bad-input') for another kind of file, for another study, and for a broken line
 */
export function readStudyLines(name: string, text: string, key: StudyKey): SectorStudy[] {
  const lines = text.split('\n').slice(0, -1);
  const header = lines.length > 0 ? (parsed(name, lines[0]!, 1) as Partial<Header> | null) : null;
  if (header?.format !== FORMAT)
    throw badInput(
      `${name}: line 1 is not the head of a file of studies; give a new name, or the file of an earlier run`,
    );
  if (header.version !== VERSION)
    throw badInput(`${name}: is of version ${header.version}, and version ${VERSION} is read; begin a new file`);
  const told = JSON.parse(JSON.stringify(key)) as StudyKey;
  const names = [...new Set([...Object.keys(header.key ?? {}), ...Object.keys(told)])];
  const apart = names.filter((k) => JSON.stringify(header.key?.[k]) !== JSON.stringify(told[k]));
  if (apart.length > 0)
    throw badInput(
      `${name}: was begun with another ${apart.join(', ')}: ${apart.map((k) => `${JSON.stringify(header.key?.[k])} there, ${JSON.stringify(told[k])} here`).join('; ')}. Ask for the same, or begin a new file`,
    );
  const studies = new Map<string, SectorStudy>();
  for (const [k, line] of lines.slice(1).entries()) {
    const study = studyOf(name, parsed(name, line, k + 2), k + 2);
    studies.set(study.sectorId, study);
  }
  return [...studies.values()];
}

interface Header {
  readonly format: string;
  readonly version: number;
  readonly key: StudyKey;
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

function studyOf(name: string, written: unknown, line: number): SectorStudy {
  const of = written as Partial<Written> | null;
  if (typeof of?.sectorId !== 'string' || !Array.isArray(of.splits))
    throw badInput(`${name}: line ${line} is not a sector's study; delete the line, and the sector is done again`);
  const whole = of as Written;
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

function parsed(name: string, line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw badInput(`${name}: line ${number} is not JSON; delete the line, and the sector is done again`);
  }
}

/** Two decimals, as studies have them. */
function numbers(values: Float32Array): (number | null)[] {
  return Array.from(values, (v) => (Number.isNaN(v) ? null : Math.round(100 * v) / 100));
}
