import type { MaterialOverrides } from '../../radio/materials.ts';
import { slabCoefficientsInto } from '../../radio/slab.ts';
import { surfaceOf } from '../../radio/surface.ts';
import { VACUUM_PERMITTIVITY } from '../../units/constants.ts';

/** Entries of a material's table, uniform in the cosine of incidence from 0 (grazing) to 1 (normal). */
export const TABLE_ENTRIES = 1024;
/** Numbers an entry: reflection TE, TM and transmission TE, TM as re, im; then the two power bounds; padded to three vec4. */
export const TABLE_STRIDE = 12;

/**
 * Slab coefficients of every material at one frequency, ready for linear interpolation in cos(incidence). Built in float64
 * from radio/slab (ITU-R P.2040, eq. 37, 43, 44), so that the shader knows no material physics and all adapters share it.
 * Columns 8 and 9 bound the power of a beam that holds a range of angles: 8 = greatest |r|^2 at this cosine or above,
 * 9 = greatest |t|^2 at this cosine or below.
 */
export interface InteractionTables {
  readonly values: Float64Array;
  readonly warnings: readonly string[];
}

export function interactionTables(
  materials: readonly string[],
  thicknessM: (material: string) => number,
  frequencyHz: number,
  overrides: MaterialOverrides = {},
): InteractionTables {
  const values = new Float64Array(materials.length * TABLE_ENTRIES * TABLE_STRIDE);
  const warnings: string[] = [];
  const slab = new Float64Array(8);
  materials.forEach((name, m) => {
    const medium = surfaceOf(name, frequencyHz, overrides);
    if (medium.warning && !warnings.includes(medium.warning)) warnings.push(medium.warning);
    const etaIm = -medium.conductivitySm / (2 * Math.PI * frequencyHz * VACUUM_PERMITTIVITY);
    const base = m * TABLE_ENTRIES * TABLE_STRIDE;
    for (let i = 0; i < TABLE_ENTRIES; i++) {
      slabCoefficientsInto(
        slab,
        medium.relativePermittivity,
        etaIm,
        thicknessM(name),
        frequencyHz,
        i / (TABLE_ENTRIES - 1),
      );
      for (let k = 0; k < 8; k++)
        values[base + i * TABLE_STRIDE + k] = slab[k]! * (k < 4 ? medium.reflectedField : medium.transmittedField);
    }
    fillBounds(values, base);
  });
  return { values, warnings };
}

function fillBounds(values: Float64Array, base: number) {
  const power = (at: number) =>
    Math.max(values[at]! ** 2 + values[at + 1]! ** 2, values[at + 2]! ** 2 + values[at + 3]! ** 2);
  let bound = 0;
  for (let i = TABLE_ENTRIES - 1; i >= 0; i--) {
    const at = base + i * TABLE_STRIDE;
    bound = Math.max(bound, power(at));
    values[at + 8] = bound;
  }
  bound = 0;
  for (let i = 0; i < TABLE_ENTRIES; i++) {
    const at = base + i * TABLE_STRIDE;
    bound = Math.max(bound, power(at + 4));
    values[at + 9] = bound;
  }
}
