import { MOST_EVENTS } from '../../propagation/merge-paths.ts';
import { PATH_EVENT, type PathCache } from '../../propagation/path-cache.ts';
import { VACUUM_PERMITTIVITY } from '../../units/constants.ts';
import {
  ANTENNA_COLUMN,
  ANTENNA_COLUMNS,
  type AntennaState,
  antennaResponse,
  COS_PSI,
  GAIN_DB,
  GAIN_SLOPES,
  PSI_BY_AZIMUTH,
  PSI_BY_DOWNTILT,
  prepareAntenna,
  RESPONSE_NUMBERS,
  SIN_PSI,
} from './antenna-response.ts';
import { NODE, type SurfaceState, SurfaceTables } from './surface-tables.ts';

/** Columns of a surface in a model's gradient, after those of the antenna. */
export const SURFACE_COLUMN = { permittivity: 0, conductivity: 1, reflectionLoss: 2, transmissionLoss: 3 } as const;
export const SURFACE_COLUMNS = 4;

export interface ModelState {
  readonly antenna: AntennaState;
  /** By surface; null keeps the materials that the cache was recorded with, and needs no events. */
  readonly surfaces: readonly SurfaceState[] | null;
}

export interface ModelOptions {
  /** Level [dBm] of a path gain of 0 dB: the power of one resource element, losses taken off. */
  readonly referenceDbm: number;
  readonly frequencyHz: number;
  /** Surface of every event of the cache; left out: its material's index. */
  readonly surfaceOf?: Uint16Array;
  /** Number of surfaces; left out: of the cache's materials. */
  readonly surfaces?: number;
}

/** Called for every cell: its level [dBm], NaN without coverage, and the level's gradient by column, to be read before the next call. */
export type CellVisit = (cell: number, levelDbm: number, gradient: Float64Array) => void;

const KAPPA = 10 / Math.LN10;

/**
 * Levels of a path cache's cells and their exact gradients: y = P + 10 lg sum_p g_p with g_p = w_p 10^{A_p/10} |M_p e_p|^2, e_p =
 * (cos psi, sin psi). The gradient runs backwards through the events of a path (mu_B = E_B, mu_{k-1} = R^T diag(c*) mu_k), which gives
 * the derivative by every surface on it at the cost of one more pass; see PathCache for M.
 */
export class ForwardModel {
  readonly cellCount: number;
  /** Length of a gradient: ANTENNA_COLUMNS + SURFACE_COLUMNS x surfaces. */
  readonly columns: number;
  readonly #cache: PathCache;
  readonly #options: ModelOptions;
  readonly #surfaceOf: Uint16Array;
  readonly #tables: SurfaceTables;
  readonly #response = new Float64Array(RESPONSE_NUMBERS);
  /** By event: the field in its plane of incidence before it, its coefficients, their derivatives. */
  readonly #u = new Float64Array(4 * MOST_EVENTS);
  readonly #c = new Float64Array(8 * MOST_EVENTS);
  readonly #e = new Float64Array(4);
  readonly #sigmaScale: number;
  /** By contribution: cos and sin of the azimuth, cos and sin of the zenith angle. */
  readonly #directions: Float64Array;
  /** By event: cos and sin of its rotation. */
  readonly #rotations: Float64Array;

  constructor(cache: PathCache, options: ModelOptions) {
    this.#cache = cache;
    this.#options = options;
    this.cellCount = cache.cellCount;
    this.#surfaceOf = options.surfaceOf ?? cache.events.material;
    const surfaces = options.surfaces ?? cache.materials.length;
    this.columns = ANTENNA_COLUMNS + SURFACE_COLUMNS * surfaces;
    this.#tables = new SurfaceTables(surfaces, options.frequencyHz);
    this.#directions = directionsOf(cache);
    this.#rotations = new Float64Array(2 * cache.events.rotationRad.length);
    cache.events.rotationRad.forEach((rotation, e) => {
      this.#rotations[2 * e] = Math.cos(rotation);
      this.#rotations[2 * e + 1] = Math.sin(rotation);
    });
    this.#sigmaScale = 1 / (2 * Math.PI * options.frequencyHz * VACUUM_PERMITTIVITY);
  }

  /** Levels of all cells [dBm], NaN where no path leads. */
  levels(state: ModelState): Float64Array {
    const out = new Float64Array(this.cellCount);
    this.#run(state, false, (cell, level) => {
      out[cell] = level;
    });
    return out;
  }

  /** Visits every cell in order with its level and gradient. */
  visit(state: ModelState, visit: CellVisit): void {
    this.#run(state, true, visit);
  }

  #run(state: ModelState, wantGradient: boolean, visit: CellVisit) {
    const cache = this.#cache;
    if (state.surfaces) this.#tables.update(state.surfaces);
    const antenna = prepareAntenna(state.antenna);
    const to = this.#directions;
    const row = new Float64Array(wantGradient ? this.columns : 0);
    const active = state.surfaces ? this.columns : ANTENNA_COLUMNS;
    for (let cell = 0; cell < cache.cellCount; cell++) {
      let sum = 0;
      row.fill(0, 0, active);
      for (let i = cache.cellStart[cell]!; i < cache.cellStart[cell + 1]!; i++) {
        const d = 4 * i;
        antennaResponse(antenna, to[d]!, to[d + 1]!, to[d + 2]!, to[d + 3]!, this.#response);
        const gain = Math.exp(this.#response[GAIN_DB]! / KAPPA);
        const detailed = state.surfaces !== null && cache.eventStart[i + 1]! > cache.eventStart[i]!;
        sum += detailed
          ? this.#throughEvents(state.surfaces!, i, gain, wantGradient ? row : null)
          : this.#frozen(i, gain, wantGradient ? row : null);
      }
      if (sum <= 0) {
        row.fill(0, 0, active);
        visit(cell, Number.NaN, row);
        continue;
      }
      if (wantGradient) for (let k = 0; k < active; k++) row[k]! *= KAPPA / sum;
      visit(cell, this.#options.referenceDbm + 10 * Math.log10(sum), row);
    }
  }

  /** Power of a contribution as it was recorded, for the antenna at hand. */
  #frozen(i: number, gain: number, row: Float64Array | null): number {
    const cache = this.#cache;
    const c = this.#response[COS_PSI]!;
    const s = this.#response[SIN_PSI]!;
    const tt = cache.gainTT[i]!;
    const tp = cache.gainTP[i]!;
    const pp = cache.gainPP[i]!;
    const power = gain * (tt * c * c + 2 * tp * c * s + pp * s * s);
    if (row) this.#addAntenna(row, power, gain * (2 * (pp - tt) * c * s + 2 * tp * (c * c - s * s)));
    return power;
  }

  /** The antenna's share of a contribution's gradient: `byPsi` is d power / d polarisation angle. */
  #addAntenna(row: Float64Array, power: number, byPsi: number) {
    const r = this.#response;
    const perDb = power / KAPPA;
    for (let k = 0; k < ANTENNA_COLUMNS; k++) row[k]! += perDb * r[GAIN_SLOPES + k]!;
    row[ANTENNA_COLUMN.azimuth]! += byPsi * r[PSI_BY_AZIMUTH]!;
    row[ANTENNA_COLUMN.downtilt]! += byPsi * r[PSI_BY_DOWNTILT]!;
  }

  #throughEvents(surfaces: readonly SurfaceState[], i: number, gain: number, row: Float64Array | null): number {
    const { events, eventStart, weight } = this.#cache;
    const from = eventStart[i]!;
    const n = eventStart[i + 1]! - from;
    const u = this.#u;
    const c = this.#c;
    const e = this.#e;
    e[0] = this.#response[COS_PSI]!;
    e[1] = 0;
    e[2] = this.#response[SIN_PSI]!;
    e[3] = 0;
    let lossDb = 0;
    for (let k = 0; k < n; k++) {
      const surface = this.#surfaceOf[from + k]!;
      const reflects = isReflection(events.kind[from + k]!);
      this.#coefficients(surface, events.cosine[from + k]!, reflects, k);
      lossDb += reflects ? surfaces[surface]!.reflectionLossDb : surfaces[surface]!.transmissionLossDb;
      const cos = this.#rotations[2 * (from + k)]!;
      const sin = this.#rotations[2 * (from + k) + 1]!;
      const at = 4 * k;
      u[at] = cos * e[0]! + sin * e[2]!;
      u[at + 1] = cos * e[1]! + sin * e[3]!;
      u[at + 2] = cos * e[2]! - sin * e[0]!;
      u[at + 3] = cos * e[3]! - sin * e[1]!;
      const q = 8 * k;
      e[0] = c[q]! * u[at]! - c[q + 1]! * u[at + 1]!;
      e[1] = c[q]! * u[at + 1]! + c[q + 1]! * u[at]!;
      e[2] = c[q + 2]! * u[at + 2]! - c[q + 3]! * u[at + 3]!;
      e[3] = c[q + 2]! * u[at + 3]! + c[q + 3]! * u[at + 2]!;
    }
    const scale = weight[i]! * gain * (lossDb === 0 ? 1 : Math.exp(-lossDb / KAPPA));
    const power = scale * (e[0]! ** 2 + e[1]! ** 2 + e[2]! ** 2 + e[3]! ** 2);
    if (row) this.#backwards(row, from, n, scale, power);
    return power;
  }

  #backwards(row: Float64Array, from: number, n: number, scale: number, power: number) {
    const { events } = this.#cache;
    const u = this.#u;
    const c = this.#c;
    const e = this.#e;
    let m0 = e[0]!;
    let m1 = e[1]!;
    let m2 = e[2]!;
    let m3 = e[3]!;
    const rotations = this.#rotations;
    const surfaceOf = this.#surfaceOf;
    const sigmaScale = this.#sigmaScale;
    for (let k = n - 1; k >= 0; k--) {
      const at = 4 * k;
      const q = 8 * k;
      // z = conj(mu_TE) c'_TE u_TE + conj(mu_TM) c'_TM u_TM; d|E|^2 = 2 Re(z d eta).
      const teRe = c[q + 4]! * u[at]! - c[q + 5]! * u[at + 1]!;
      const teIm = c[q + 4]! * u[at + 1]! + c[q + 5]! * u[at]!;
      const tmRe = c[q + 6]! * u[at + 2]! - c[q + 7]! * u[at + 3]!;
      const tmIm = c[q + 6]! * u[at + 3]! + c[q + 7]! * u[at + 2]!;
      const zRe = m0 * teRe + m1 * teIm + m2 * tmRe + m3 * tmIm;
      const zIm = m0 * teIm - m1 * teRe + m2 * tmIm - m3 * tmRe;
      const column = ANTENNA_COLUMNS + SURFACE_COLUMNS * surfaceOf[from + k]!;
      row[column + SURFACE_COLUMN.permittivity]! += 2 * scale * zRe;
      // d eta / d sigma = -j times sigmaScale.
      row[column + SURFACE_COLUMN.conductivity]! += 2 * scale * zIm * sigmaScale;
      const loss = isReflection(events.kind[from + k]!)
        ? SURFACE_COLUMN.reflectionLoss
        : SURFACE_COLUMN.transmissionLoss;
      row[column + loss]! -= power / KAPPA;
      // conj(c) mu, then turned back.
      const a0 = c[q]! * m0 + c[q + 1]! * m1;
      const a1 = c[q]! * m1 - c[q + 1]! * m0;
      const a2 = c[q + 2]! * m2 + c[q + 3]! * m3;
      const a3 = c[q + 2]! * m3 - c[q + 3]! * m2;
      const cos = rotations[2 * (from + k)]!;
      const sin = rotations[2 * (from + k) + 1]!;
      m0 = cos * a0 - sin * a2;
      m1 = cos * a1 - sin * a3;
      m2 = sin * a0 + cos * a2;
      m3 = sin * a1 + cos * a3;
    }
    const byPsi = 2 * scale * (m2 * this.#response[COS_PSI]! - m0 * this.#response[SIN_PSI]!);
    this.#addAntenna(row, power, byPsi);
  }

  /** TE and TM coefficients (re, im each) and their derivatives of event k, into #c. */
  #coefficients(surface: number, cosine: number, reflects: boolean, k: number) {
    const c = this.#c;
    const last = this.#tables.nodes - 1;
    const position = Math.min(1, Math.max(0, cosine)) * last;
    const index = Math.min(last - 1, Math.floor(position));
    const f = position - index;
    const table = this.#tables.of(surface);
    const base = index * NODE + (reflects ? 0 : 4);
    const q = 8 * k;
    for (let j = 0; j < 4; j++) {
      const low = base + j;
      c[q + j] = table[low]! * (1 - f) + table[low + NODE]! * f;
      c[q + 4 + j] = table[low + 8]! * (1 - f) + table[low + 8 + NODE]! * f;
    }
  }
}

function directionsOf({ azimuthRad, zenithRad }: PathCache): Float64Array {
  const out = new Float64Array(4 * azimuthRad.length);
  azimuthRad.forEach((azimuth, i) => {
    out[4 * i] = Math.cos(azimuth);
    out[4 * i + 1] = Math.sin(azimuth);
    out[4 * i + 2] = Math.cos(zenithRad[i]!);
    out[4 * i + 3] = Math.sin(zenithRad[i]!);
  });
  return out;
}

function isReflection(kind: number): boolean {
  return kind === PATH_EVENT.reflected || kind === PATH_EVENT.ground;
}
