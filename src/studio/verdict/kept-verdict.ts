import { STUDY_METHODS } from '../../calibration/study/method-id.ts';
import { withNumbers } from '../../io/formats/marked-numbers.ts';
import { readStudyHeader, studyHeader } from '../../io/formats/study-lines.ts';
import { badInput } from '../../units/errors.ts';
import type { StudyView } from '../../worker/study-protocol.ts';
import type { VerdictJob, VerdictResult, VerdictSetup } from '../store/verdict-store.ts';

/** A verdict as it is kept with its project: how it was made, and its complete sectors as lines of a file of studies. */
export interface KeptVerdict {
  readonly setup: VerdictSetup;
  readonly job: VerdictJob;
  /** `running` of a run that was cut off. */
  readonly state: VerdictResult['state'];
  readonly tookMs: number;
  readonly refused: StudyView['refused'];
  /** Each with its end of line. */
  readonly lines: readonly string[];
}

/** The text of the file (docs/formats.md). */
export function verdictText({ job, lines, setup, state, tookMs, refused }: KeptVerdict): string {
  return studyHeader({ ...job }, { setup, state, tookMs, refused }) + lines.join('');
}

/**
 * Reads what is on the first line; the others are left as they are.
 * @throws UserError('bad-input') where that does not say how the verdict was made
 */
export function readVerdict(name: string, text: string): KeptVerdict {
  const { key, ...head } = readStudyHeader(name, text);
  const of = { ...head, job: withNumbers(key) } as Partial<KeptVerdict>;
  if (!isSetup(of.setup) || !isJob(of.job) || !Array.isArray(of.refused) || typeof of.tookMs !== 'number')
    throw badInput(`${name}: line 1 does not say how the verdict was made. Judge again.`);
  const { setup, job, refused, tookMs } = of;
  const state = STATES.find((known) => known === of.state) ?? 'interrupted';
  const lines = text
    .split('\n')
    .slice(1, -1)
    .map((line) => `${line}\n`);
  return { setup, job, state, tookMs, refused, lines };
}

const STATES: readonly VerdictResult['state'][] = ['running', 'finished', 'cancelled', 'interrupted'];
const KINDS = ['random', 'blocks', 'routes'] as const;

function isSetup(of: Partial<VerdictSetup> | undefined): of is VerdictSetup {
  const whole = (n: unknown) => typeof n === 'number' && Number.isInteger(n) && n >= 0;
  return (
    isListOf(of?.methods, STUDY_METHODS) &&
    isListOf(of?.splits, KINDS) &&
    (of?.scope === 'all' || of?.scope === 'selected') &&
    (of.indoor === 'mask' || of.indoor === 'keep') &&
    whole(of.seed) &&
    whole(of.draws)
  );
}

function isJob(of: Partial<VerdictJob> | undefined): of is VerdictJob {
  const { sceneId, measurementId, sectors, settings, materials, study } = of ?? {};
  return (
    typeof sceneId === 'string' &&
    typeof measurementId === 'string' &&
    Array.isArray(sectors) &&
    sectors.length > 0 &&
    sectors.every((sector) => typeof sector?.id === 'string') &&
    typeof settings === 'object' &&
    typeof materials === 'object' &&
    isListOf(study?.methods, STUDY_METHODS) &&
    isListOf(
      study?.splits?.map(({ kind }) => kind),
      KINDS,
    )
  );
}

function isListOf<T>(list: unknown, known: readonly T[]): boolean {
  return Array.isArray(list) && list.length > 0 && list.every((one) => known.includes(one as T));
}
