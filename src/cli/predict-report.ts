import type { EngineName } from '../engine/engine.ts';
import type { CalibrationFile } from '../io/formats/calibration-json.ts';
import type { ScatteringSettings } from '../propagation/solve-request.ts';
import { engineLabel } from './engine-names.ts';
import { mapFigures } from './map-figures.ts';
import { mapHash } from './map-hash.ts';
import type { MapLayer } from './map-layer.ts';
import type { PredictOptions } from './predict-options.ts';
import type { SolveJob, SolveSums } from './solve-sectors.ts';

/** What a run came to. */
export interface Prediction {
  readonly options: PredictOptions;
  readonly engine: EngineName;
  readonly job: SolveJob;
  readonly layer: MapLayer;
  readonly sums: SolveSums;
  readonly loadMs: number;
  readonly issues: readonly { readonly message: string }[];
  /** Of choosing the engine. */
  readonly warnings: readonly string[];
  readonly written: readonly string[];
  readonly second: SecondOpinion | null;
}

/** The same map by another engine: its own figures, and first minus second [dB] over the cells that both reach. */
export interface SecondOpinion {
  readonly engine: string;
  readonly median: number | null;
  readonly count: number;
  readonly mae: number;
  readonly bias: number;
  readonly sigma: number;
  readonly rmse: number;
}

export function predictDocument(p: Prediction) {
  const { scene, sectors, grid, receiverZM, receiverSurface, section, settings } = p.job;
  const launched = p.engine === 'sweep' ? { azimuths: p.sums.launched } : { rays: p.sums.launched };
  return {
    adapter: p.sums.adapter,
    engine: engineLabel(p.engine),
    layer: p.options.layer,
    unit: p.layer.unit,
    scene: {
      name: scene.name,
      source: scene.source,
      buildings: scene.buildings.length,
      extruded: scene.extruded,
      ...(scene.terrain ? { terrain: scene.terrain.name } : {}),
      fidelity: scene.fidelity,
    },
    sectors: sectors.map(({ id, x, y, z, frequencyHz }) => ({ id, x, y, z, frequency: frequencyHz })),
    grid: {
      columns: grid.columns,
      rows: grid.rows,
      cell_size: grid.cellSizeM,
      west: grid.westM,
      north: grid.northM,
      ...(section ? { section } : {}),
      ...(receiverSurface?.kind === 'draped'
        ? { receiver_height: p.options.receiverHeightM }
        : section
          ? {}
          : { receiver_z: receiverZM }),
    },
    settings: {
      max_depth: settings.maxDepth,
      line_of_sight: settings.lineOfSight,
      reflection: settings.reflection,
      refraction: settings.refraction,
      diffraction: settings.diffraction,
      scattering: settings.scattering?.coefficient ?? false,
      ...scatteringDetail(settings.scattering),
      wall_thickness: settings.wallThicknessM,
      seed: settings.seed,
    },
    timings: { load: p.loadMs, ...p.sums.timings },
    ...(['sweep', 'launch', 'reference'].includes(p.engine) ? launched : {}),
    traced: p.sums.traced,
    dropped: p.sums.dropped,
    ...mapFigures(p.layer.values),
    ...(p.layer.classes ? { classes: p.layer.classes } : {}),
    hash: mapHash(p.layer.values, grid),
    ...(p.options.calibration === null ? {} : { parameters: parametersOf(p.options.calibration, p.job) }),
    ...(p.second === null ? {} : { compare: p.second }),
    issues: p.issues,
    warnings: [...p.warnings, ...p.issues.map((issue) => issue.message), ...p.sums.warnings],
    written: p.written,
  };
}

function parametersOf({ method, when }: CalibrationFile, { calibrated }: SolveJob) {
  return { method, when, sectors: [...calibrated.keys()] };
}

/** What is not Lambert with one coefficient for all. */
function scatteringDetail(scattering: ScatteringSettings | undefined) {
  if (!scattering) return {};
  const { byMaterial, lobe, crossPolarisation } = scattering;
  return {
    ...(byMaterial ? { scattering_materials: byMaterial } : {}),
    ...(lobe ? { scattering_pattern: lobe } : {}),
    ...(crossPolarisation === undefined ? {} : { cross_polarisation: crossPolarisation }),
  };
}

export function predictText(p: Prediction): string[] {
  const { sectors, grid } = p.job;
  const { timings } = p.sums;
  const { covered_percent, min, median, max } = mapFigures(p.layer.values);
  const spread =
    min === null || median === null || max === null
      ? 'no cell is reached'
      : `min ${min.toFixed(1)}, median ${median.toFixed(1)}, max ${max.toFixed(1)} ${p.layer.unit}`;
  const whose = sectors.length === 1 ? sectors[0]!.id : `${sectors.length} sectors`;
  const lines = [
    `${p.options.layer} of ${whose} by ${engineLabel(p.engine)} on ${p.sums.adapter}${p.options.calibration ? `, calibrated by ${p.options.calibration.method}` : ''}`,
    `${grid.columns} x ${grid.rows} cells of ${grid.cellSizeM} m, ${covered_percent.toFixed(1)} % covered: ${spread}`,
    `load ${p.loadMs.toFixed(0)} ms, pack ${timings.pack.toFixed(0)} ms, solve ${timings.solve.toFixed(0)} ms, readback ${timings.readback.toFixed(0)} ms; ${p.sums.traced} traced`,
    `hash ${mapHash(p.layer.values, grid)}`,
  ];
  if (p.second) {
    const { engine, bias, sigma, mae, count } = p.second;
    lines.push(
      `against ${engine}: bias ${bias.toFixed(2)}, sigma ${sigma.toFixed(2)}, MAE ${mae.toFixed(2)} dB on ${count} cells`,
    );
  }
  if (p.written.length > 0) lines.push(`written: ${p.written.join(', ')}`);
  return lines;
}
