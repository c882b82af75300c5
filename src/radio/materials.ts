import { VACUUM_PERMITTIVITY } from '../units/constants.ts';
import { badInput } from '../units/errors.ts';
import type { ScatteringLobe } from './scattering.ts';

/** One row of ITU-R P.2040 table 3: relative permittivity a f^b, conductivity c f^d [S/m], f in GHz. */
export interface Material {
  /** Lower case with underscores, without the `itu_` prefix. */
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  /** Band in which the Recommendation vouches for the row [GHz], bounds included. */
  readonly minGhz: number;
  readonly maxGhz: number;
}

/** What a material is at one frequency. */
export interface MaterialSample {
  readonly relativePermittivity: number;
  /** [S/m] */
  readonly conductivitySm: number;
  /** Null inside the band; outside it, a sentence with the material, the band and the frequency. */
  readonly warning: string | null;
}

function row(name: string, a: number, b: number, c: number, d: number, minGhz: number, maxGhz: number): Material {
  return { name, a, b, c, d, minGhz, maxGhz };
}

/**
 * Recommendation ITU-R P.2040 section 2.1.4, table 3: the rows whose band begins at or below 50 GHz (the rows for 100 GHz and
 * above are other fits, of no use to cellular networks). Vinyl, carpet and asphalt came with a later edition.
 */
export const MATERIALS: readonly Material[] = [
  row('vacuum', 1, 0, 0, 0, 0.001, 100),
  row('concrete', 5.24, 0, 0.0462, 0.7822, 1, 100),
  row('brick', 3.91, 0, 0.0238, 0.16, 1, 40),
  row('plasterboard', 2.73, 0, 0.0085, 0.9395, 1, 100),
  row('wood', 1.99, 0, 0.0047, 1.0718, 0.001, 100),
  row('glass', 6.31, 0, 0.0036, 1.3394, 0.1, 100),
  row('ceiling_board', 1.48, 0, 0.0011, 1.075, 1, 100),
  row('chipboard', 2.58, 0, 0.0217, 0.78, 1, 100),
  row('plywood', 2.71, 0, 0.33, 0, 1, 40),
  row('marble', 7.074, 0, 0.0055, 0.9262, 1, 60),
  row('floorboard', 3.66, 0, 0.0044, 1.3515, 50, 100),
  row('vinyl_tile', 3.62, 0, 0.0051, 0.8422, 1, 40),
  row('carpet_tile', 2.08, 0, 0.0009, 0.82, 1, 40),
  row('asphalt_concrete', 4.83, 0, 0.0108, 1.3969, 1, 40),
  row('metal', 1, 0, 1e7, 0, 1, 100),
  row('very_dry_ground', 3, 0, 0.00015, 2.52, 1, 10),
  row('medium_dry_ground', 15, -0.1, 0.035, 1.63, 1, 10),
  row('wet_ground', 30, -0.4, 0.15, 1.3, 1, 10),
];

const ALIASES: Readonly<Record<string, string>> = {
  air: 'vacuum',
  asphalt: 'asphalt_concrete',
  vinyl: 'vinyl_tile',
  carpet: 'carpet_tile',
};

const BY_NAME = new Map(MATERIALS.map((m) => [m.name, m]));

/**
 * Canonical form of a material's name: case, spaces and hyphens are levelled, and the prefixes `mat-` and `itu_` and a copy
 * suffix (`.001`, as modellers add) are dropped: `concrete`, `itu_concrete`, `ITU Concrete` and `mat-itu_concrete` are one name.
 */
export function canonicalMaterialName(name: string): string {
  const level = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/\.\d+$/, '')
    .replace(/^mat_/, '')
    .replace(/^itu_/, '');
  return ALIASES[level] ?? level;
}

/** The material of that name (see `canonicalMaterialName`), or null. */
export function findMaterial(name: string): Material | null {
  return BY_NAME.get(canonicalMaterialName(name)) ?? null;
}

/** The material of that name. Throws UserError('bad-input') with the known names when there is none. */
export function materialByName(name: string): Material {
  const material = findMaterial(name);
  if (!material) {
    throw badInput(
      `Unknown material "${name}". Known materials: ${MATERIALS.map((m) => m.name).join(', ')} (a prefix "itu_" or "mat-itu_" is accepted). Rename the material or choose one of these.`,
    );
  }
  return material;
}

/**
 * Permittivity and conductivity of a material at a frequency [Hz, > 0] (P.2040 section 2.1.4). Outside its band the
 * same formula is extrapolated and `warning` says so.
 */
export function materialAt(name: string, frequencyHz: number): MaterialSample {
  const m = materialByName(name);
  if (!(frequencyHz > 0 && Number.isFinite(frequencyHz))) {
    throw badInput(`Frequency ${frequencyHz} Hz is not a positive number; give the carrier frequency in hertz.`);
  }
  const f = frequencyHz / 1e9;
  const outside = f < m.minGhz || f > m.maxGhz;
  return {
    relativePermittivity: m.a * f ** m.b,
    conductivitySm: m.c * f ** m.d,
    warning: outside
      ? `Material "${m.name}" is defined from ${m.minGhz} to ${m.maxGhz} GHz (ITU-R P.2040 table 3); at ${Number(f.toPrecision(6))} GHz its formula is extrapolated.`
      : null,
  };
}

/** Electrical properties of a homogeneous material. */
export interface MaterialProperties {
  readonly relativePermittivity: number;
  /** [S/m] */
  readonly conductivitySm: number;
}

/** Complex relative permittivity eta = eps_r - j sigma / (2 pi f eps_0) (P.2040 section 2.1.1, time factor e^{+j omega t}). */
export function complexPermittivity(material: MaterialProperties, frequencyHz: number): { re: number; im: number } {
  return {
    re: material.relativePermittivity,
    im: -material.conductivitySm / (2 * Math.PI * frequencyHz * VACUUM_PERMITTIVITY),
  };
}

/** Values that stand in for those of a material's formula, and what its surfaces take off beside them. */
export interface MaterialOverride extends MaterialProperties {
  /** Added to what a wave loses when it is reflected at, or goes through, a surface of the material [dB]; 0 when left out. */
  readonly reflectionLossDb?: number;
  readonly transmissionLossDb?: number;
  /** S, 0..1: share of the reflected field that its surfaces scatter, where scattering is on (see radio/scattering). */
  readonly scatteringCoefficient?: number;
  /** Where they scatter to; that of all surfaces where left out. */
  readonly scatteringLobe?: ScatteringLobe;
  /** K_x, 0..1: share of the scattered power that goes over into the other polarisation; that of all surfaces where left out. */
  readonly crossPolarisation?: number;
}

/** Overrides by the name that buildings give a material. */
export type MaterialOverrides = Readonly<Record<string, MaterialOverride>>;
