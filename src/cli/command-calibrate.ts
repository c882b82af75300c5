import { availableParallelism } from 'node:os';
import { DEFAULT_MODEL } from '../calibration/default-model.ts';
import { sharesMaterials } from '../calibration/fit-cluster.ts';
import type { SectorReport } from '../calibration/report.ts';
import { calibrate } from '../engine/calibrate.ts';
import type { EngineName } from '../engine/engine.ts';
import { writeCalibration } from '../io/formats/calibration-json.ts';
import { writeTunedModel } from '../io/formats/tuning-file.ts';
import { parentProcess, startChild } from '../io/node-children.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, wordsOf } from './arguments.ts';
import { CALIBRATE_OPTIONS, type CalibrateOptions, readCalibrateOptions } from './calibrate-options.ts';
import { type CalibrationRun, calibrationDocument } from './calibration-document.ts';
import { calibrationFile } from './calibration-file.ts';
import { type CalibrationInput, readCalibrationInput } from './calibration-input.ts';
import { calibrationRuns } from './calibration-runs.ts';
import { calibrationText } from './calibration-text.ts';
import type { Command } from './command.ts';
import { onFileOf } from './measurement-file.ts';
import { openEngine } from './open-engine.ts';
import { warnOfIssues } from './scene-report.ts';
import { type PartsResult, sectorsInParts, serveParts } from './sector-parts.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

export const calibrateCommand: Command = {
  name: 'calibrate',
  summary: 'fits antennas, materials or models to measurements, and says what they can tell',
  usage:
    'calibrate --scene SCENE --sites FILE --measurements FILE --method NAME [--sector ID,ID|all] [--split random|blocks|routes|both|all] [--out FILE.json] [--json]',
  options: CALIBRATE_OPTIONS,
  async run(args, terminal) {
    const options = readCalibrateOptions(args, availableParallelism());
    const parent = parentProcess();
    if (parent === null) return calibrateAll(args, options, terminal);
    await serveParts<SectorReport>(parent, terminal.signal, async (words) => {
      const input = await readCalibrationInput(options, onFileOf(terminal));
      const engine = await openEngine(options.adapter, enginesOf(options), words);
      return {
        adapter: engine.adapter.name,
        work: (id, onStage, onReport) => {
          const sectors = input.sectors.filter((sector) => sector.id === id);
          const hooks = { onStage, onReport, signal: terminal.signal };
          return calibrate(engine, { ...requestOf(options, input), sectors }, hooks);
        },
      };
    });
  },
};

function requestOf(options: CalibrateOptions, { scene, sectors, measurements, receiverZM }: CalibrationInput) {
  const { settings } = options;
  return { scene, sectors, measurements, receiverZM, settings, materials: {}, runs: calibrationRuns(options) };
}

async function calibrateAll(args: Arguments, options: CalibrateOptions, terminal: Terminal): Promise<void> {
  const began = performance.now();
  terminal.progress('reading scene, sites and measurements', 0);
  await breathe();
  const input = await readCalibrationInput(options, onFileOf(terminal));
  const loadMs = performance.now() - began;
  if (options.out !== null && options.methods.includes('dl') && input.sectors.length > 1)
    throw badInput(
      `calibrate: --out takes what one sector taught a model, and ${input.sectors.length} sectors are asked for; give one --sector ID`,
    );
  const warnings = [...input.issues.map(({ message }) => message), ...warningsOf(options)];
  warnOfIssues(input.issues, terminal);
  for (const warning of warningsOf(options)) terminal.warn(warning);
  // Sectors that share materials are fitted as one problem.
  const together = calibrationRuns(options).some(sharesMaterials);
  const jobs = together ? 1 : Math.min(options.jobs, input.sectors.length);
  const ids = input.sectors.map(({ id }) => id);
  const tuned: TunedModel[] = [];
  const result =
    jobs > 1
      ? await sectorsInParts<SectorReport>(ids, jobs, (events) => startChild(wordsOf(args), events), terminal, {
          doing: `calibrating ${ids.length} sectors`,
        })
      : await calibrateHere(options, input, terminal, (of) => tuned.push(of));
  throwIfInterrupted(terminal.signal);
  if (result.reports.length === 0) throw badInput(result.refused[0]?.message ?? 'There is no sector to calibrate.');
  const totalMs = performance.now() - began;
  const run: CalibrationRun = { ...result, options, input, jobs, loadMs, totalMs, warnings, written: [] };
  if (options.out !== null)
    await writeFileAtomically(
      options.out,
      tuned[0] ? writeTunedModel(tuned[0]) : writeCalibration(calibrationFile(run, new Date())),
    );
  const told = { ...run, written: options.out === null ? [] : [options.out] };
  terminal.result(calibrationDocument(told), calibrationText(told));
}

async function calibrateHere(
  options: CalibrateOptions,
  input: CalibrationInput,
  terminal: Terminal,
  onTuned: (tuned: TunedModel) => void,
): Promise<PartsResult<SectorReport>> {
  const engine = await openEngine(options.adapter, enginesOf(options), terminal);
  try {
    const result = await calibrate(engine, requestOf(options, input), {
      signal: terminal.signal,
      onTuned,
      onStage: ({ sectorId, index, of, stage, fraction }) =>
        terminal.progress(`${sectorId}${of > 1 ? ` ${index + 1}/${of}` : ''}: ${stage}`, fraction),
    });
    return { ...result, adapter: engine.adapter.name };
  } finally {
    engine.dispose();
  }
}

/** What is to be at hand: a predictor where one is trained. */
function enginesOf({ methods, fit }: CalibrateOptions): readonly EngineName[] {
  return methods.includes('dl') ? ['sweep', `model:${fit.model ?? DEFAULT_MODEL}`] : ['sweep'];
}

function warningsOf({ methods, fit }: CalibrateOptions): string[] {
  const physical = methods.some((method) => ['A', 'AM', 'AMv', 'per-building'].includes(method));
  const idle = Object.entries({
    '--tilt': fit.tilt,
    '--caps': fit.caps,
    '--walls': fit.walls,
    '--optimiser': fit.optimiser !== null,
  }).flatMap(([name, given]) => (given ? [name] : []));
  return [
    ...(physical || idle.length === 0
      ? []
      : [`${idle.join(', ')} ${idle.length === 1 ? 'is' : 'are'} of A, AM, AMv and per-building, and none is fitted`]),
  ];
}
