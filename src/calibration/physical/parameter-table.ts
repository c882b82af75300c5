import { peakGainDbi, TR_38901 } from '../../radio/antenna.ts';
import type { AntennaPattern, ParametricPattern } from '../../radio/antenna-pattern.ts';
import { ANTENNA_COLUMN, ANTENNA_COLUMNS } from '../model/antenna-response.ts';
import { SURFACE_COLUMN, SURFACE_COLUMNS } from '../model/forward-model.ts';
import type { SurfaceState } from '../model/surface-tables.ts';
import type { Parameter } from './parameter.ts';

const RAD = Math.PI / 180;

/** Standard deviations of the priors, in fit coordinates (see Parameter). */
const PRIOR = {
  /** Lists are off by tens of degrees, now and then by half a turn: a few informative streets outweigh this. */
  azimuth: 70 * RAD,
  /** 10 dB: power, feeder and body losses are known about so well. */
  gain: 1,
  /** A logit of one half of the range: a beamwidth may be anything, but is pulled back where the data say nothing. */
  beamwidth: 1.5,
  /** A logit of -20 to 40 deg: about 5 deg, as good as tilts in lists are. */
  tilt: 0.4,
  cap: 1,
  /** ln(eps - 1) and ln(sigma): half and one e-fold about the table of ITU-R P.2040. */
  permittivity: 0.5,
  conductivity: 1,
  /** Walls differ from their slab by some decibels. */
  wallLoss: 0.5,
  /** One building from its material. */
  building: 0.3,
};

/**
 * The parametric pattern that stands for a sector's own at the start of a fit: the same peak, and the half-power beamwidths of its
 * cuts (paper, eqs 13-16: the TR 38.901 element with its numbers free). An isotropic antenna starts from TR 38.901.
 */
export function parametricStart(pattern: AntennaPattern): ParametricPattern {
  if (typeof pattern !== 'string' && pattern.kind === 'parametric') return { ...pattern, name: 'calibrated' };
  if (typeof pattern === 'string') return { ...TR_38901, name: 'calibrated', peakGainDbi: peakGainDbi(pattern) };
  return {
    kind: 'parametric',
    name: 'calibrated',
    peakGainDbi: pattern.peakGainDbi,
    horizontalBeamwidthDeg: beamwidth(pattern.horizontalLossDb),
    verticalBeamwidthDeg: beamwidth(pattern.verticalLossDb),
    frontToBackDb: Math.min(45, Math.max(12, pattern.horizontalLossDb[180]!)),
    sideLobeDb: 30,
  };
}

/** Full width [deg] within which a cut loses less than 3 dB about its strongest direction, 10..120. */
function beamwidth(lossDb: Float64Array): number {
  let peak = 0;
  lossDb.forEach((loss, i) => {
    if (loss < lossDb[peak]!) peak = i;
  });
  let width = 1;
  for (const sense of [1, -1])
    for (let k = 1; k < 180 && lossDb[(peak + sense * k + 360) % 360]! < lossDb[peak]! + 3; k++) width++;
  return Math.min(118, Math.max(10.5, width));
}

export interface AntennaPose {
  readonly azimuthDeg: number;
  readonly downtiltDeg: number;
}

/**
 * The antenna's rows: the paper's four (azimuth, both beamwidths, peak gain), and on request the tilt and the two caps. The ranges of the
 * beamwidths are the paper's (eq. 18). The gain is free to leave its 0..30 dBi, and told when it does: it takes up every offset of level.
 */
export function antennaParameters(
  pose: AntennaPose,
  pattern: ParametricPattern,
  also: { readonly tilt?: boolean; readonly caps?: boolean } = {},
): Parameter[] {
  const row = (
    column: keyof typeof ANTENNA_COLUMN,
    rest: Omit<Parameter, 'group' | 'earliestStage' | 'column'>,
  ): Parameter => ({ ...rest, group: 'antenna', earliestStage: 're-weight', column: ANTENNA_COLUMN[column] });
  const beam = { unit: 'deg', lower: 10, upper: 120, coordinate: 'logit', priorSd: PRIOR.beamwidth } as const;
  const rows = [
    row('azimuth', {
      key: 'azimuth',
      label: 'Azimuth',
      unit: 'deg',
      lower: 0,
      upper: 360,
      coordinate: 'turning',
      start: pose.azimuthDeg,
      priorSd: PRIOR.azimuth,
      note: 'Told well by data on both flanks of the beam; one-sided data trade it against the horizontal beamwidth.',
      // A bearing runs against the mathematical angle.
      columnPerUnit: -RAD,
    }),
    row('horizontalBeamwidth', {
      ...beam,
      key: 'horizontal-beamwidth',
      label: 'Horizontal beamwidth',
      start: pattern.horizontalBeamwidthDeg,
      note: 'Needs data off the flanks; behind the antenna the front-to-back cap hides it.',
      columnPerUnit: RAD,
    }),
    row('verticalBeamwidth', {
      ...beam,
      key: 'vertical-beamwidth',
      label: 'Vertical beamwidth',
      start: pattern.verticalBeamwidthDeg,
      note: 'Trades against tilt; told by cells near the mast only.',
      columnPerUnit: RAD,
    }),
    row('peakGain', {
      key: 'peak-gain',
      label: 'Maximum gain',
      unit: 'dBi',
      lower: 0,
      upper: 30,
      coordinate: 'linear',
      start: pattern.peakGainDbi,
      priorSd: PRIOR.gain,
      note: 'An offset of level: not to be told from power, feeder or body loss.',
      columnPerUnit: 1,
    }),
  ];
  if (also.tilt)
    rows.push(
      row('downtilt', {
        key: 'downtilt',
        label: 'Downtilt',
        unit: 'deg',
        lower: -20,
        upper: 40,
        coordinate: 'logit',
        start: pose.downtiltDeg,
        priorSd: PRIOR.tilt,
        note: 'Trades against the vertical beamwidth; told by cells near the mast only.',
        columnPerUnit: RAD,
      }),
    );
  if (also.caps)
    for (const [column, key, label, start] of [
      ['frontToBack', 'front-to-back', 'Front-to-back cap', pattern.frontToBackDb],
      ['sideLobe', 'side-lobe', 'Vertical side-lobe cap', pattern.sideLobeDb],
    ] as const)
      rows.push(
        row(column, {
          key,
          label,
          unit: 'dB',
          lower: 8,
          upper: 50,
          coordinate: 'logit',
          start,
          priorSd: PRIOR.cap,
          note: 'Told only by cells that lie beyond the cap.',
          columnPerUnit: 1,
        }),
      );
  return rows;
}

/** Good conductors reflect all there is, whatever their numbers: nothing to fit. */
const CONDUCTOR_SM = 1e3;

/** Permittivity and conductivity of each named surface, metals left out. */
export function materialParameters(names: readonly string[], surfaces: readonly SurfaceState[]): Parameter[] {
  return names.flatMap((name, surface) => {
    if (surfaces[surface]!.conductivitySm > CONDUCTOR_SM) return [];
    return materialRows(name, surface, surfaces[surface]!);
  });
}

function materialRows(name: string, surface: number, start: SurfaceState): Parameter[] {
  return [
    surfaceRow(surface, 'permittivity', {
      key: `permittivity:${name}`,
      label: `Permittivity of ${name.replaceAll('_', ' ')}`,
      unit: '1',
      group: 'material',
      lower: 1.01,
      upper: 60,
      coordinate: 'log-above-one',
      start: Math.max(1.02, start.relativePermittivity),
      priorSd: PRIOR.permittivity,
      note: 'A wall of finite thickness answers in ripples, so that other values may fit as well: see the interval, and distrust a narrow one far from the table.',
    }),
    surfaceRow(surface, 'conductivity', {
      key: `conductivity:${name}`,
      label: `Conductivity of ${name.replaceAll('_', ' ')}`,
      unit: 'S/m',
      group: 'material',
      lower: 1e-6,
      upper: 1e4,
      coordinate: 'log',
      start: Math.max(1e-5, start.conductivitySm),
      priorSd: PRIOR.conductivity,
      note: 'Hardly told by outdoor data: reflection does not depend on it; transmission does.',
    }),
  ];
}

/** Extra loss at every passage and every reflection, by kind of wall. */
export function wallParameters(names: readonly string[]): Parameter[] {
  return names.flatMap((name, surface) =>
    (['transmissionLoss', 'reflectionLoss'] as const).map((column) =>
      surfaceRow(surface, column, {
        key: `${column === 'transmissionLoss' ? 'transmission' : 'reflection'}-loss:${name}`,
        label: `${column === 'transmissionLoss' ? 'Loss through' : 'Loss at'} ${name.replaceAll('_', ' ')}`,
        unit: 'dB',
        group: 'wall',
        lower: -10,
        upper: 40,
        coordinate: 'linear',
        start: 0,
        priorSd: PRIOR.wallLoss,
        note: 'What real walls take beside their slab: windows, furniture, roughness.',
      }),
    ),
  );
}

/** Permittivity of single buildings' walls about their material's. `surface` is the building's own (see ModelOptions.surfaceOf). */
export function buildingParameters(
  buildings: readonly { readonly id: string; readonly material: string; readonly surface: number }[],
  surfaces: readonly SurfaceState[],
): Parameter[] {
  return buildings.map(({ id, material, surface }) =>
    surfaceRow(surface, 'permittivity', {
      key: `permittivity:${material}@${id}`,
      label: `Permittivity of ${material.replaceAll('_', ' ')} at ${id}`,
      unit: '1',
      group: 'building',
      lower: 1.01,
      upper: 60,
      coordinate: 'log-above-one',
      start: surfaces[surface]!.relativePermittivity,
      priorSd: PRIOR.building,
      note: 'Stands for all that one building does otherwise than its material: windows, balconies, an outline that is off.',
    }),
  );
}

function surfaceRow(
  surface: number,
  column: keyof typeof SURFACE_COLUMN,
  rest: Omit<Parameter, 'column' | 'columnPerUnit' | 'earliestStage'>,
): Parameter {
  return {
    ...rest,
    earliestStage: 're-weight',
    column: ANTENNA_COLUMNS + SURFACE_COLUMNS * surface + SURFACE_COLUMN[column],
    columnPerUnit: 1,
  };
}
