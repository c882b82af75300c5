import { SPEED_OF_LIGHT } from '../units/constants.ts';

/** TR 38.901 urban macro, street-canyon micro, rural macro; COST 231-Hata and Okumura-Hata for large distances. */
export type EmpiricalModel = 'uma' | 'umi' | 'rma' | 'cost231-hata' | 'hata';

export const EMPIRICAL_MODELS: readonly EmpiricalModel[] = ['uma', 'umi', 'rma', 'cost231-hata', 'hata'];

export interface EmpiricalPath {
  /** Horizontal distance [m], > 0. */
  readonly distanceM: number;
  /** Heights above ground [m], > 0. */
  readonly transmitterHeightM: number;
  readonly receiverHeightM: number;
  readonly frequencyHz: number;
  /** Ignored by the Hata models, which know no line of sight. */
  readonly lineOfSight: boolean;
  /** RMa: mean street width and building height [m]; 20 and 5 when left out. */
  readonly streetWidthM?: number;
  readonly buildingHeightM?: number;
  /** Hata models: metropolitan centre (COST 231: +3 dB; Hata: the large-city receiver correction). */
  readonly metropolitan?: boolean;
}

export interface EmpiricalLoss {
  /** Median basic transmission loss between isotropic antennas [dB]. */
  readonly lossDb: number;
  /** Standard deviation of log-normal shadowing [dB]; null where the model gives none. */
  readonly shadowingDb: number | null;
  /** One sentence for each input outside the model's range; the formula is evaluated all the same. */
  readonly warnings: readonly string[];
}

/** Path loss of the named model. Sources: TR 38.901 V17 table 7.4.1-1; COST 231 final report section 4.4.1; Hata 1980. */
export function empiricalLoss(model: EmpiricalModel, path: EmpiricalPath): EmpiricalLoss {
  return { ...MODELS[model](path), warnings: outOfRange(model, path) };
}

/** The loss of `empiricalLoss` alone [dB], without a look at the model's ranges: for maps, which look once. */
export function empiricalLossDb(model: EmpiricalModel, path: EmpiricalPath): number {
  return MODELS[model](path).lossDb;
}

type LossAndShadowing = Omit<EmpiricalLoss, 'warnings'>;

const MODELS: Readonly<Record<EmpiricalModel, (path: EmpiricalPath) => LossAndShadowing>> = {
  uma: urbanMacro,
  umi: streetCanyon,
  rma: ruralMacro,
  'cost231-hata': cost231Hata,
  hata: okumuraHata,
};

const { log10, max, min, PI } = Math;

function distance3d(p: EmpiricalPath): number {
  return Math.hypot(p.distanceM, p.transmitterHeightM - p.receiverHeightM);
}

/**
 * d'_BP = 4 h'_BS h'_UT f / c with an effective environment height of 1 m (note 1 of the table; for UMa with a terminal
 * above 13 m the table draws it at random, here it stays 1 m, the median of the low terminals).
 */
function urbanBreakpointM(p: EmpiricalPath): number {
  return (4 * max(p.transmitterHeightM - 1, 0.1) * max(p.receiverHeightM - 1, 0.1) * p.frequencyHz) / SPEED_OF_LIGHT;
}

function urbanMacro(p: EmpiricalPath): LossAndShadowing {
  const d3 = distance3d(p);
  const f = 20 * log10(p.frequencyHz / 1e9);
  const breakpoint = urbanBreakpointM(p);
  const rise = p.transmitterHeightM - p.receiverHeightM;
  const los =
    p.distanceM <= breakpoint
      ? 28 + 22 * log10(d3) + f
      : 28 + 40 * log10(d3) + f - 9 * log10(breakpoint ** 2 + rise ** 2);
  if (p.lineOfSight) return { lossDb: los, shadowingDb: 4 };
  return { lossDb: max(los, 13.54 + 39.08 * log10(d3) + f - 0.6 * (p.receiverHeightM - 1.5)), shadowingDb: 6 };
}

function streetCanyon(p: EmpiricalPath): LossAndShadowing {
  const d3 = distance3d(p);
  const f = log10(p.frequencyHz / 1e9);
  const breakpoint = urbanBreakpointM(p);
  const rise = p.transmitterHeightM - p.receiverHeightM;
  const los =
    p.distanceM <= breakpoint
      ? 32.4 + 21 * log10(d3) + 20 * f
      : 32.4 + 40 * log10(d3) + 20 * f - 9.5 * log10(breakpoint ** 2 + rise ** 2);
  if (p.lineOfSight) return { lossDb: los, shadowingDb: 4 };
  const nlos = 22.4 + 35.3 * log10(d3) + 21.3 * f - 0.3 * (p.receiverHeightM - 1.5);
  return { lossDb: max(los, nlos), shadowingDb: 7.82 };
}

function ruralMacro(p: EmpiricalPath): LossAndShadowing {
  const f = p.frequencyHz / 1e9;
  const h = p.buildingHeightM ?? 5;
  const near = (d: number) =>
    20 * log10((40 * PI * d * f) / 3) +
    min(0.03 * h ** 1.72, 10) * log10(d) -
    min(0.044 * h ** 1.72, 14.77) +
    0.002 * log10(h) * d;
  const breakpoint = (2 * PI * p.transmitterHeightM * p.receiverHeightM * p.frequencyHz) / SPEED_OF_LIGHT;
  const d3 = distance3d(p);
  const beyond = p.distanceM > breakpoint;
  const los = beyond ? near(breakpoint) + 40 * log10(d3 / breakpoint) : near(d3);
  if (p.lineOfSight) return { lossDb: los, shadowingDb: beyond ? 6 : 4 };
  const hb = p.transmitterHeightM;
  const nlos =
    161.04 -
    7.1 * log10(p.streetWidthM ?? 20) +
    7.5 * log10(h) -
    (24.37 - 3.7 * (h / hb) ** 2) * log10(hb) +
    (43.42 - 3.1 * log10(hb)) * (log10(d3) - 3) +
    20 * log10(f) -
    (3.2 * log10(11.75 * p.receiverHeightM) ** 2 - 4.97);
  return { lossDb: max(los, nlos), shadowingDb: 8 };
}

/** Mobile-height correction for small and medium cities, f in MHz. */
function mediumCityCorrection(receiverHeightM: number, fMhz: number): number {
  return (1.1 * log10(fMhz) - 0.7) * receiverHeightM - (1.56 * log10(fMhz) - 0.8);
}

function cost231Hata(p: EmpiricalPath): LossAndShadowing {
  const f = p.frequencyHz / 1e6;
  const hb = log10(p.transmitterHeightM);
  const lossDb =
    46.3 +
    33.9 * log10(f) -
    13.82 * hb -
    mediumCityCorrection(p.receiverHeightM, f) +
    (44.9 - 6.55 * hb) * log10(p.distanceM / 1000) +
    (p.metropolitan ? 3 : 0);
  return { lossDb, shadowingDb: null };
}

function okumuraHata(p: EmpiricalPath): LossAndShadowing {
  const f = p.frequencyHz / 1e6;
  const hb = log10(p.transmitterHeightM);
  const hm = p.receiverHeightM;
  const large = f < 300 ? 8.29 * log10(1.54 * hm) ** 2 - 1.1 : 3.2 * log10(11.75 * hm) ** 2 - 4.97;
  const correction = p.metropolitan ? large : mediumCityCorrection(hm, f);
  const lossDb = 69.55 + 26.16 * log10(f) - 13.82 * hb - correction + (44.9 - 6.55 * hb) * log10(p.distanceM / 1000);
  return { lossDb, shadowingDb: null };
}

/**
 * Probability [0..1] of line of sight at a horizontal distance [m] outdoors (TR 38.901 table 7.4.2-1). `uma` grows with a
 * receiver height above 13 m, up to 23 m.
 */
export function lineOfSightProbability(model: 'uma' | 'umi' | 'rma', distanceM: number, receiverHeightM = 1.5): number {
  if (model === 'rma') return distanceM <= 10 ? 1 : Math.exp(-(distanceM - 10) / 1000);
  if (distanceM <= 18) return 1;
  const share = 18 / distanceM;
  const base = share + Math.exp(-distanceM / (model === 'uma' ? 63 : 36)) * (1 - share);
  if (model === 'umi' || receiverHeightM <= 13) return base;
  const c = ((min(receiverHeightM, 23) - 13) / 10) ** 1.5;
  return min(1, base * (1 + c * 1.25 * (distanceM / 100) ** 3 * Math.exp(-distanceM / 150)));
}

interface Range {
  readonly label: string;
  readonly unit: string;
  readonly of: (path: EmpiricalPath) => number;
  readonly min: number;
  readonly max: number;
}

const distance = (least: number, most: number): Range => {
  return { label: 'distance', unit: 'm', of: (p) => p.distanceM, min: least, max: most };
};
const frequency = (leastMhz: number, mostMhz: number): Range => {
  return { label: 'frequency', unit: 'MHz', of: (p) => p.frequencyHz / 1e6, min: leastMhz, max: mostMhz };
};
const transmitter = (least: number, most: number): Range => {
  return { label: 'transmitter height', unit: 'm', of: (p) => p.transmitterHeightM, min: least, max: most };
};
const receiver = (least: number, most: number): Range => {
  return { label: 'receiver height', unit: 'm', of: (p) => p.receiverHeightM, min: least, max: most };
};

/** TR 38.901 fixes the height of an urban base station at 25 m (UMa) and 10 m (UMi); within a factor of 2 passes here. */
const RANGES: Readonly<Record<EmpiricalModel, readonly Range[]>> = {
  uma: [distance(10, 5000), frequency(500, 100_000), transmitter(12.5, 50), receiver(1.5, 22.5)],
  umi: [distance(10, 5000), frequency(500, 100_000), transmitter(5, 20), receiver(1.5, 22.5)],
  rma: [distance(10, 10_000), frequency(500, 30_000), transmitter(10, 150), receiver(1, 10)],
  'cost231-hata': [distance(1000, 20_000), frequency(1500, 2000), transmitter(30, 200), receiver(1, 10)],
  hata: [distance(1000, 20_000), frequency(150, 1500), transmitter(30, 200), receiver(1, 10)],
};

/** NLOS of RMa ends at 5 km where its LOS goes on to 10 km. */
const RURAL_NLOS: Range = distance(10, 5000);

function outOfRange(model: EmpiricalModel, path: EmpiricalPath): string[] {
  const warnings: string[] = [];
  for (const range of RANGES[model]) {
    const rule = model === 'rma' && range.label === 'distance' && !path.lineOfSight ? RURAL_NLOS : range;
    const value = rule.of(path);
    if (value >= rule.min && value <= rule.max) continue;
    warnings.push(
      `Model "${model}": ${rule.label} ${Number(value.toPrecision(6))} ${rule.unit} is outside its range of ${rule.min} to ${rule.max} ${rule.unit}; the formula is extrapolated.`,
    );
  }
  return warnings;
}
