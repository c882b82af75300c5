import { availableParallelism } from 'node:os';
import { mergeStudies, methodsLeft, withMethods } from '../calibration/study/merge-study.ts';
import type { SectorStudy } from '../calibration/study/study.ts';
import { studyModels, studyNeedsSweep } from '../calibration/study/study-methods.ts';
import type { Engine, EngineName } from '../engine/engine.ts';
import { type OtherSectors, otherSectors } from '../engine/other-sectors.ts';
import type { CaseSource } from '../engine/record-case.ts';
import { type StudyHooks, type StudyRequest, studyMethods } from '../engine/study-methods.ts';
import { parentProcess, startChild } from '../io/node-children.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { badInput, UserError } from '../units/errors.ts';
import { type Arguments, wordsOf } from './arguments.ts';
import { type CalibrationInput, readCalibrationInput } from './calibration-input.ts';
import { readGivenMaps } from './given-maps.ts';
import { onFileOf } from './measurement-file.ts';
import { type MethodsOptions, readMethodsOptions } from './methods-options.ts';
import { methodsReport, methodsTable } from './methods-report.ts';
import { openEngine } from './open-engine.ts';
import { warnOfIssues } from './scene-report.ts';
import { type PartsResult, sectorsInParts, serveParts } from './sector-parts.ts';
import { openStudyFile, readStudyFile } from './study-file.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

/** `boresight compare` without maps: fits methods to the measurements of many sectors and holds them against one another. */
export async function compareMethods(args: Arguments, terminal: Terminal): Promise<void> {
  const options = readMethodsOptions(args, availableParallelism());
  const parent = parentProcess();
  if (parent === null) return compareAll(args, options, terminal);
  await serveParts<SectorStudy>(parent, terminal.signal, async (words) => {
    const input = await readCalibrationInput(options, onFileOf(terminal), 'compare');
    const known = byId(await readStudyFile(options, input));
    const engine = await openEngine(options.adapter, enginesOf(options), words);
    const others = othersOf(options, input);
    const given = await givenOf(options, input);
    return {
      adapter: engine.adapter.name,
      work: (id, onStage, onSector) =>
        studyOne(engine, options, input, { others, given }, id, known.get(id), {
          onStage,
          onSector,
          signal: terminal.signal,
        }),
    };
  });
}

async function compareAll(args: Arguments, options: MethodsOptions, terminal: Terminal): Promise<void> {
  const began = performance.now();
  terminal.progress('reading scene, sites and measurements', 0);
  await breathe();
  const input = await readCalibrationInput(options, onFileOf(terminal), 'compare');
  warnOfIssues(input.issues, terminal);
  const known = byId(await readStudyFile(options, input));
  const ids = input.sectors.map(({ id }) => id);
  const left = ids.filter((id) => methodsLeft(known.get(id), options.study.methods).length > 0);
  if (left.length < ids.length)
    terminal.note(
      `${options.resume} holds ${ids.length - left.length} of ${ids.length} sectors; they stay as they are`,
    );
  const file = await openStudyFile(options, input, [...known.values()]);
  const onReport = (study: SectorStudy) => {
    known.set(study.sectorId, study);
    file.add(study);
  };
  const jobs = Math.min(options.jobs, left.length);
  const { refused, adapter } =
    left.length === 0
      ? { refused: [], adapter: 'none' }
      : jobs > 1
        ? await sectorsInParts<SectorStudy>(left, jobs, (events) => startChild(wordsOf(args), events), terminal, {
            doing: `comparing on ${left.length} sectors`,
            onReport,
          })
        : await compareHere(options, input, left, known, onReport, terminal);
  await file.done();
  throwIfInterrupted(terminal.signal);
  const studies = ids.flatMap((id) => {
    const study = known.get(id);
    return study ? [withMethods(study, options.study.methods)] : [];
  });
  if (studies.length === 0) throw badInput(refused[0]?.message ?? 'There is no sector to judge methods on.');
  const run = {
    options,
    input,
    studies,
    refused,
    adapter,
    jobs: Math.max(1, jobs),
    totalMs: performance.now() - began,
  };
  const { document, text } = methodsReport(run);
  if (options.out !== null) await writeFileAtomically(options.out, methodsTable(options.out, run));
  terminal.result({ ...document, written: options.out === null ? [] : [options.out] }, [
    ...text,
    ...(options.out === null ? [] : ['', `written: ${options.out}`]),
  ]);
}

async function compareHere(
  options: MethodsOptions,
  input: CalibrationInput,
  ids: readonly string[],
  known: ReadonlyMap<string, SectorStudy>,
  onReport: (study: SectorStudy) => void,
  terminal: Terminal,
): Promise<Pick<PartsResult<SectorStudy>, 'refused' | 'adapter'>> {
  const engine = await openEngine(options.adapter, enginesOf(options), terminal);
  const others = othersOf(options, input);
  const given = await givenOf(options, input);
  try {
    const refused: { sectorId: string; message: string }[] = [];
    for (const [index, id] of ids.entries()) {
      const one = await studyOne(engine, options, input, { others, given }, id, known.get(id), {
        signal: terminal.signal,
        onSector: onReport,
        onStage: ({ split, method, fraction }) =>
          terminal.progress(
            `${id} ${index + 1}/${ids.length}: ${method === null ? 'paths' : `${method}, ${split}`}`,
            (index + fraction) / ids.length,
          ),
      });
      refused.push(...one.refused);
    }
    return { refused, adapter: engine.adapter.name };
  } finally {
    engine.dispose();
  }
}

/** One sector with the methods that are not known of it yet; the study that is told holds those that were, too. */
async function studyOne(
  engine: Engine,
  options: MethodsOptions,
  input: CalibrationInput,
  beside: Pick<StudyRequest, 'others' | 'given'>,
  id: string,
  known: SectorStudy | undefined,
  hooks: StudyHooks,
): Promise<{ readonly refused: PartsResult<SectorStudy>['refused'] }> {
  const study = { ...options.study, methods: methodsLeft(known, options.study.methods) };
  const sectors = input.sectors.filter((sector) => sector.id === id);
  const request = {
    ...sourceOf(options, input),
    sectors,
    ...beside,
    study,
  };
  const { refused } = await studyMethods(engine, request, {
    ...hooks,
    onSector: (made) => hooks.onSector?.(mergeStudies(known, made)),
  }).catch(refusedAlone(id));
  return { refused };
}

/** What all sectors of the files tell each of them, whichever are asked for. */
function othersOf(options: MethodsOptions, input: CalibrationInput): OtherSectors {
  return otherSectors({ ...sourceOf(options, input), sectors: input.sectors, study: options.study });
}

async function givenOf({ maps }: MethodsOptions, { scene, sectors }: CalibrationInput) {
  return maps === null ? new Map<string, never>() : readGivenMaps(maps, scene, sectors);
}

function sourceOf({ settings }: MethodsOptions, { scene, measurements, receiverZM }: CalibrationInput): CaseSource {
  return { scene, measurements, receiverZM, settings, materials: {} };
}

/** A sector that its data cannot carry is refused, whether it is alone or not. */
function refusedAlone(sectorId: string) {
  return (error: unknown): { readonly refused: PartsResult<SectorStudy>['refused'] } => {
    if (error instanceof UserError && error.code === 'bad-input')
      return { refused: [{ sectorId, message: error.message }] };
    throw error;
  };
}

/** What is to be at hand. */
function enginesOf({ study }: MethodsOptions): readonly EngineName[] {
  const models = studyModels(study).map((model): EngineName => `model:${model}`);
  return [...(studyNeedsSweep(study.methods) ? (['sweep'] as const) : []), ...models];
}

function byId(studies: readonly SectorStudy[]): Map<string, SectorStudy> {
  return new Map(studies.map((study) => [study.sectorId, study]));
}
