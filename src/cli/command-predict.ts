import { totalmem } from 'node:os';
import { encodeMap, mapExtension } from '../io/formats/encode-map.ts';
import { type MapDescription, packFlags } from '../io/formats/map-description.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { errorMetrics } from '../metrics/error-metrics.ts';
import { materialByName } from '../radio/materials.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { chooseEngine } from './choose-engine.ts';
import type { Command } from './command.ts';
import { openEngine } from './engine-door.ts';
import { loadScene } from './load-scene.ts';
import { mapFigures } from './map-figures.ts';
import { mapGrid, refuseOversized } from './map-grid.ts';
import { mapHash } from './map-hash.ts';
import { type MapLayer, mapLayer } from './map-layer.ts';
import { PREDICT_OPTIONS, type PredictOptions, readPredictOptions } from './predict-options.ts';
import { readSectors } from './predict-sources.ts';
import { warnOfIssues } from './scene-report.ts';
import { refuseTooManySectors, type SolveJob, solveSectors } from './solve-sectors.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

export const predictCommand: Command = {
  name: 'predict',
  summary: 'computes a radio map of one sector, of several, or of a bare transmitter',
  usage: 'predict --scene SCENE (--sites FILE [--sector ID] | --tx x,y,z) [--out FILE] [--json]',
  options: PREDICT_OPTIONS,
  async run(args, terminal) {
    const options = readPredictOptions(args);
    if (options.out !== null) mapExtension(options.out);
    refuseOversized(options, totalmem());
    await predict(options, terminal);
  },
};

async function predict(options: PredictOptions, terminal: Terminal): Promise<void> {
  const began = performance.now();
  terminal.progress('reading the scene', 0);
  await breathe();
  const scene = withGround(await loadScene(options.scene), options.groundMaterial);
  const { sectors, issues } = await readSectors(options, scene);
  const grid = mapGrid(options, scene, sectors);
  const receiverZM = options.receiverZM ?? (scene.groundZM ?? 0) + options.receiverHeightM;
  const chosen = chooseEngine(options.engine, scene);
  const job: SolveJob = { scene, sectors, grid, receiverZM, settings: options.settings };
  refuseTooManySectors(job, totalmem());
  const load = performance.now() - began;
  for (const warning of chosen.warnings) terminal.warn(warning);
  warnOfIssues(issues, terminal);

  const door = await openEngine(options.adapter);
  try {
    const { levels, sums } = await solveSectors(door, chosen.engine, job, terminal);
    for (const warning of sums.warnings) terminal.warn(warning);
    const layer = mapLayer(options.layer, levels, options.noiseFigureDb);
    const second =
      options.compareEngine === null
        ? null
        : await secondOpinion(options, options.compareEngine, job, layer, terminal, door);
    throwIfInterrupted(terminal.signal);
    const description = descriptionOf(options, chosen.engine, job, layer);
    const written = options.out === null ? [] : await writeMap(options.out, layer.values, description);
    const warnings = [...chosen.warnings, ...issues.map((issue) => issue.message), ...sums.warnings];
    const figures = mapFigures(layer.values);
    const hash = mapHash(layer.values, grid);
    const document = {
      adapter: sums.adapter,
      engine: chosen.engine,
      layer: options.layer,
      unit: layer.unit,
      scene: {
        name: scene.name,
        source: scene.source,
        buildings: scene.buildings.length,
        extruded: scene.extruded,
        fidelity: scene.fidelity,
      },
      sectors: sectors.map(({ id, x, y, z, frequencyHz }) => ({ id, x, y, z, frequency: frequencyHz })),
      grid: gridReport(grid, receiverZM),
      timings: { load, ...sums.timings },
      ...(chosen.engine === 'reference'
        ? { rays: sums.launched }
        : chosen.engine === 'sweep'
          ? { azimuths: sums.launched }
          : {}),
      traced: sums.traced,
      dropped: sums.dropped,
      ...figures,
      ...(layer.classes ? { classes: layer.classes } : {}),
      hash,
      ...(second === null ? {} : { compare: second }),
      issues,
      warnings,
      written,
    };
    const spread =
      figures.median === null
        ? 'no cell is reached'
        : `min ${figures.min!.toFixed(1)}, median ${figures.median.toFixed(1)}, max ${figures.max!.toFixed(1)} ${layer.unit}`;
    terminal.result(document, [
      `${options.layer} of ${sectors.length === 1 ? sectors[0]!.id : `${sectors.length} sectors`} by ${chosen.engine} on ${sums.adapter}`,
      `${grid.columns} x ${grid.rows} cells of ${grid.cellSizeM} m, ${figures.covered_percent.toFixed(1)} % covered: ${spread}`,
      `load ${load.toFixed(0)} ms, pack ${sums.timings.pack.toFixed(0)} ms, solve ${sums.timings.solve.toFixed(0)} ms, readback ${sums.timings.readback.toFixed(0)} ms; ${sums.traced} traced`,
      `hash ${hash}`,
      ...(second === null
        ? []
        : [
            `${second.engine}: median ${second.median}, difference ${second.bias.toFixed(2)} dB mean, ${second.sigma.toFixed(2)} dB standard deviation on ${second.count} cells`,
          ]),
      ...(written.length === 0 ? [] : [`written: ${written.join(', ')}`]),
    ]);
  } finally {
    door.dispose();
  }
}

function withGround(scene: Scene, material: string | null): Scene {
  if (material === null) return scene;
  return { ...scene, groundMaterial: materialByName(material).name };
}

/** The same job by another engine, and the difference first minus second over cells that both reach. */
async function secondOpinion(
  options: PredictOptions,
  asked: NonNullable<PredictOptions['compareEngine']>,
  job: SolveJob,
  first: MapLayer,
  terminal: Terminal,
  door: Awaited<ReturnType<typeof openEngine>>,
) {
  const { engine } = chooseEngine(asked, job.scene);
  const { levels, sums } = await solveSectors(door, engine, job, terminal);
  const { values } = mapLayer(options.layer, levels, options.noiseFigureDb);
  const { count, mae, bias, sigma, rmse } = errorMetrics(first.values, values, { policy: 'covered' });
  return { engine, ...mapFigures(values), timings: sums.timings, count, mae, bias, sigma, rmse };
}

function gridReport(grid: RasterGrid, receiverZM: number) {
  const { columns, rows, cellSizeM, westM, northM } = grid;
  return { columns, rows, cell_size: cellSizeM, west: westM, north: northM, receiver_z: receiverZM };
}

function descriptionOf(options: PredictOptions, engine: string, job: SolveJob, layer: MapLayer): MapDescription {
  return {
    format: 'boresight-map',
    version: 1,
    layer: options.layer,
    unit: layer.unit,
    grid: job.grid,
    frame: job.scene.frame,
    scene: job.scene.name,
    engine,
    receiverZM: job.receiverZM,
    sectors: job.sectors.map(({ id, x, y, z }) => ({ id, x, y, z })),
    ...(layer.classes ? { classes: layer.classes } : {}),
    lineOfSight: packFlags(layer.lineOfSight),
  };
}

async function writeMap(path: string, values: Float32Array, description: MapDescription): Promise<string[]> {
  const files = encodeMap(path, values, description);
  for (const [name, bytes] of files) await writeFileAtomically(name, bytes);
  return [...files.keys()].reverse();
}
