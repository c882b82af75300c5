import { totalmem } from 'node:os';
import type { Engine, EngineName } from '../engine/engine.ts';
import { assertPlaced, encodeMap, mapExtension } from '../io/formats/encode-map.ts';
import { type MapDescription, packFlags } from '../io/formats/map-description.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { errorMetrics } from '../metrics/error-metrics.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';
import { calibratedSectors, readParameters } from './calibrated-sectors.ts';
import { chooseEngine } from './choose-engine.ts';
import type { Command } from './command.ts';
import { engineLabel } from './engine-names.ts';
import { loadScene } from './load-scene.ts';
import { mapFigures } from './map-figures.ts';
import { mapGrid, refuseOversized } from './map-grid.ts';
import { type MapLayer, mapLayer } from './map-layer.ts';
import { openEngine } from './open-engine.ts';
import { PREDICT_OPTIONS, type PredictOptions, readPredictOptions } from './predict-options.ts';
import { predictDocument, predictText, type SecondOpinion } from './predict-report.ts';
import { readSectors } from './predict-sources.ts';
import { placeReceivers } from './receiver-options.ts';
import { warnOfIssues } from './scene-report.ts';
import { refuseTooManySectors, type SolveJob, solveSectors } from './solve-sectors.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

export const predictCommand: Command = {
  name: 'predict',
  summary: 'computes a radio map of one sector, of several, or of a bare transmitter',
  usage: 'predict --scene SCENE (--sites FILE [--sector ID] | --tx x,y,z) [--parameters FILE] [--out FILE] [--json]',
  options: PREDICT_OPTIONS,
  async run(args, terminal) {
    const options = readPredictOptions(args, await readParameters(args));
    if (options.out !== null) mapExtension(options.out);
    refuseOversized(options, totalmem());
    await predict(options, terminal);
  },
};

/** What asks for engines here. */
const BY = { command: 'predict' } as const;

async function predict(options: PredictOptions, terminal: Terminal): Promise<void> {
  const began = performance.now();
  terminal.progress('reading the scene', 0);
  await breathe();
  const scene = await loadScene(options.scene, options.groundMaterial, options.terrain);
  if (options.out !== null) assertPlaced(options.out, scene.frame);
  const { sectors, issues } = await readSectors(options, scene);
  const { engine: name, warnings } = chooseEngine(BY, options.engine, scene, {
    ...options.settings,
    section: options.section !== null,
  });
  if (options.compareEngine) chooseEngine(BY, options.compareEngine, scene, { section: options.section !== null });
  const receivers = placeReceivers(options, name, scene, sectors, mapGrid(options, scene, sectors));
  const calibrated = calibratedSectors(options, name, scene, sectors, terminal);
  const job: SolveJob = { scene, sectors, ...receivers, settings: options.settings, calibrated };
  refuseTooManySectors(job, totalmem());
  const loadMs = performance.now() - began;
  for (const warning of [...warnings, ...receivers.warnings]) terminal.warn(warning);
  warnOfIssues(issues, terminal);

  const engine = await openEngine(options.adapter, [name, options.compareEngine], terminal);
  try {
    await refuseUntrained(engine, [name, options.compareEngine], sectors);
    const { levels, sums } = await solveSectors(engine, name, job, terminal);
    for (const warning of sums.warnings) terminal.warn(warning);
    const layer = mapLayer(options.layer, levels, options.noiseFigureDb, options.load);
    const second = await secondOpinion(engine, options, job, layer, terminal);
    throwIfInterrupted(terminal.signal);
    const written = await writeMap(options, name, job, layer);
    const prediction = {
      options,
      engine: name,
      job,
      layer,
      sums,
      loadMs,
      issues,
      warnings: [...warnings, ...receivers.warnings],
      written,
      second,
    };
    terminal.result(predictDocument(prediction), predictText(prediction));
  } finally {
    engine.dispose();
  }
}

/** Whether a model knows another sector than those asked for is seen before anything is computed. */
async function refuseUntrained(engine: Engine, names: readonly (EngineName | null)[], sectors: readonly Sector[]) {
  const known = await engine.models();
  for (const name of names) {
    const trainedTo = known.find(({ id }) => `model:${id}` === name)?.trainedTo ?? [];
    if (trainedTo.length === 0 || sectors.some(({ id }) => trainedTo.includes(id))) continue;
    throw badInput(
      `predict: ${engineLabel(name!)} was trained to sector ${trainedTo.join(', ')}, and ${few(sectors)} is asked for; give --sites with that sector and --sector ${trainedTo[0]}`,
    );
  }
}

function few(sectors: readonly Sector[]): string {
  const ids = sectors.slice(0, 3).map(({ id }) => id);
  return sectors.length > 3 ? `${ids.join(', ')} and ${sectors.length - 3} more` : ids.join(', ');
}

async function secondOpinion(
  engine: Engine,
  options: PredictOptions,
  job: SolveJob,
  first: MapLayer,
  terminal: Terminal,
): Promise<SecondOpinion | null> {
  if (options.compareEngine === null) return null;
  const { engine: name } = chooseEngine(BY, options.compareEngine, job.scene);
  const { levels } = await solveSectors(engine, name, job, terminal);
  const { values } = mapLayer(options.layer, levels, options.noiseFigureDb, options.load);
  const { count, mae, bias, sigma, rmse } = errorMetrics(first.values, values, { policy: 'covered' });
  return { engine: engineLabel(name), median: mapFigures(values).median, count, mae, bias, sigma, rmse };
}

/** Writes the map and what belongs beside it; gives the paths, the named one first. */
async function writeMap(
  options: PredictOptions,
  engine: EngineName,
  job: SolveJob,
  layer: MapLayer,
): Promise<readonly string[]> {
  if (options.out === null) return [];
  const description: MapDescription = {
    format: 'boresight-map',
    version: 1,
    layer: options.layer,
    unit: layer.unit,
    grid: job.grid,
    frame: job.scene.frame,
    scene: job.scene.name,
    engine: engineLabel(engine),
    receiverZM: job.receiverZM,
    ...(job.section ? { section: job.section } : {}),
    sectors: job.sectors.map(({ id, x, y, z }) => ({ id, x, y, z })),
    ...(layer.classes ? { classes: layer.classes } : {}),
    lineOfSight: packFlags(layer.lineOfSight),
  };
  const files = encodeMap(options.out, layer.values, description);
  for (const [path, bytes] of files) await writeFileAtomically(path, bytes);
  return [...files.keys()].reverse();
}
