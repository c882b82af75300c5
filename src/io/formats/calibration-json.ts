import { CALIBRATION_METHODS, type CalibratedSector, type CalibrationMethod } from '../../calibration/report.ts';
import type { SolveSettings } from '../../propagation/solve-request.ts';
import type { ParametricPattern } from '../../radio/antenna-pattern.ts';
import type { MaterialOverride } from '../../radio/materials.ts';
import { badInput } from '../../units/errors.ts';
import { correctionDocument, readCorrection } from './correction-json.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';

const FORMAT = 'boresight-calibration';
const VERSION = 1;

/** Settings of a solve that a calibrated level depends on; the number of azimuths is a matter of noise alone. */
export type CalibrationSettings = Pick<
  SolveSettings,
  'maxDepth' | 'lineOfSight' | 'reflection' | 'refraction' | 'diffraction' | 'wallThicknessM'
>;

/** Calibrated sectors as a file keeps them, with what is needed to use them and to judge them. */
export interface CalibrationFile {
  readonly method: CalibrationMethod;
  /** When the calibration was made, ISO 8601. */
  readonly when: string;
  readonly scene: string;
  readonly measurements: string;
  /** How cells were held out: kind, share that was fitted, side of a block [m] and seed. */
  readonly split: { readonly kind: string; readonly train: number; readonly blockM: number; readonly seed: number };
  readonly settings: CalibrationSettings;
  /** Null where the scene's own stood. */
  readonly groundMaterial: string | null;
  /** Above ground [m]. */
  readonly receiverHeightM: number;
  /** By the sector's id. */
  readonly sectors: Readonly<Record<string, CalibrationFileSector>>;
}

export interface CalibrationFileSector {
  readonly calibrated: CalibratedSector;
  /** Held-out mean absolute error [dB] of the iteration that was chosen without these cells; null where no cell counts. */
  readonly error: { readonly covered: number | null; readonly all: number | null };
  readonly trust: string;
}

/** The text of a file of calibrated sectors (docs/formats.md). */
export function writeCalibration(file: CalibrationFile): string {
  const { split, settings } = file;
  const document = {
    format: FORMAT,
    version: VERSION,
    method: file.method,
    when: file.when,
    scene: file.scene,
    measurements: file.measurements,
    split: { kind: split.kind, train: split.train, block: split.blockM, seed: split.seed },
    settings: {
      max_depth: settings.maxDepth,
      line_of_sight: settings.lineOfSight,
      reflection: settings.reflection,
      refraction: settings.refraction,
      diffraction: settings.diffraction,
      wall_thickness: settings.wallThicknessM,
    },
    ground_material: file.groundMaterial,
    receiver_height: file.receiverHeightM,
    sectors: Object.fromEntries(Object.entries(file.sectors).map(([id, sector]) => [id, sectorDocument(sector)])),
  };
  return `${onOneLine(JSON.stringify(document, null, 2))}\n`;
}

/** Lists of numbers take a line each, not a line a number. */
function onOneLine(json: string): string {
  return json.replace(/\[\s+(-?[\d.][^[\]{}"]*?)\s+\]/g, (_, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`);
}

function sectorDocument({ calibrated, error, trust }: CalibrationFileSector) {
  return { ...calibratedDocument(calibrated), error, trust };
}

/** A calibrated sector in the file's names. */
export function calibratedDocument({ antenna, materials, buildings, offsetDb, correction }: CalibratedSector) {
  return {
    antenna: antenna && {
      azimuth: antenna.azimuthDeg,
      downtilt: antenna.downtiltDeg,
      peak_gain: antenna.pattern.peakGainDbi,
      horizontal_beamwidth: antenna.pattern.horizontalBeamwidthDeg,
      vertical_beamwidth: antenna.pattern.verticalBeamwidthDeg,
      front_to_back: antenna.pattern.frontToBackDb,
      side_lobe: antenna.pattern.sideLobeDb,
    },
    materials: mapped(materials, overrideDocument),
    buildings: mapped(buildings, overrideDocument),
    offset: offsetDb,
    correction: correction ? correctionDocument(correction) : null,
  };
}

function overrideDocument(o: MaterialOverride) {
  return {
    permittivity: o.relativePermittivity,
    conductivity: o.conductivitySm,
    reflection_loss: o.reflectionLossDb ?? 0,
    transmission_loss: o.transmissionLossDb ?? 0,
  };
}

function mapped<T, U>(record: Readonly<Record<string, T>>, of: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value)]));
}

/** @throws UserError('bad-input') for another format, a newer version, or a value that is missing or out of its range */
export function readCalibration(name: string, bytes: Uint8Array): CalibrationFile {
  const json = parseJson(name, bytes);
  if (!isJsonObject(json) || json.format !== FORMAT)
    throw badInput(`${name} is no file of calibrated parameters; boresight calibrate --out FILE.json writes one.`);
  if (json.version !== VERSION)
    throw badInput(
      `${name} has version ${JSON.stringify(json.version ?? null)} of its format and this program reads version ${VERSION}: use the program that wrote it, or calibrate again.`,
    );
  const at = new JsonFields(name, json);
  const method = at.text('method');
  const known = CALIBRATION_METHODS.find((m) => m === method);
  if (!known) throw badInput(`${name}: method "${method}" is none of ${CALIBRATION_METHODS.join(', ')}.`);
  const split = at.object('split');
  const settings = at.object('settings');
  return {
    method: known,
    when: at.text('when'),
    scene: at.text('scene'),
    measurements: at.text('measurements'),
    split: {
      kind: split.text('kind'),
      train: split.number('train', 0, 1),
      blockM: split.number('block', 0, 1e6),
      seed: split.whole('seed', 0, 2 ** 53),
    },
    settings: {
      maxDepth: settings.whole('max_depth', 0, 7),
      lineOfSight: settings.flag('line_of_sight'),
      reflection: settings.flag('reflection'),
      refraction: settings.flag('refraction'),
      diffraction: settings.flag('diffraction'),
      wallThicknessM: settings.number('wall_thickness', 1e-6, 10),
    },
    groundMaterial: at.isNull('ground_material') ? null : at.text('ground_material'),
    receiverHeightM: at.number('receiver_height', 0, 1000),
    sectors: Object.fromEntries(at.object('sectors').entries((sector, id) => [id, readSector(sector, known)])),
  };
}

function readSector(sector: JsonFields, method: CalibrationMethod): CalibrationFileSector {
  const error = sector.object('error');
  return {
    calibrated: {
      method,
      antenna: sector.isNull('antenna') ? null : readAntenna(sector.object('antenna')),
      materials: Object.fromEntries(sector.object('materials').entries((m, name) => [name, readOverride(m)])),
      buildings: Object.fromEntries(sector.object('buildings').entries((b, id) => [id, readOverride(b)])),
      offsetDb: sector.number('offset', -200, 200),
      correction: sector.isNull('correction') ? null : readCorrection(sector.object('correction')),
    },
    error: {
      covered: error.isNull('covered') ? null : error.number('covered', 0, 1000),
      all: error.isNull('all') ? null : error.number('all', 0, 1000),
    },
    trust: sector.text('trust'),
  };
}

function readAntenna(a: JsonFields): NonNullable<CalibratedSector['antenna']> {
  const pattern: ParametricPattern = {
    kind: 'parametric',
    name: 'calibrated',
    peakGainDbi: a.number('peak_gain', -100, 100),
    horizontalBeamwidthDeg: a.number('horizontal_beamwidth', 0.1, 720),
    verticalBeamwidthDeg: a.number('vertical_beamwidth', 0.1, 720),
    frontToBackDb: a.number('front_to_back', 0, 200),
    sideLobeDb: a.number('side_lobe', 0, 200),
  };
  return { azimuthDeg: a.number('azimuth', -360, 720), downtiltDeg: a.number('downtilt', -90, 90), pattern };
}

function readOverride(o: JsonFields): MaterialOverride {
  return {
    relativePermittivity: o.number('permittivity', 1, 1e6),
    conductivitySm: o.number('conductivity', 0, 1e9),
    reflectionLossDb: o.number('reflection_loss', -200, 200),
    transmissionLossDb: o.number('transmission_loss', -200, 200),
  };
}
