import { type MaterialOverrides, materialAt } from './materials.ts';

/** What the surfaces of a material are computed with. */
export interface Surface {
  readonly relativePermittivity: number;
  /** [S/m] */
  readonly conductivitySm: number;
  /** Field factors on top of the slab's coefficients: 1 where no override says otherwise. */
  readonly reflectedField: number;
  readonly transmittedField: number;
  /** Set where the material's formula is used outside its band. */
  readonly warning: string | null;
}

/** The surface of a material at a frequency [Hz]: an override's values, else those of ITU-R P.2040 (see materialAt for errors). */
export function surfaceOf(name: string, frequencyHz: number, overrides: MaterialOverrides = {}): Surface {
  const override = overrides[name];
  const medium = override ? { ...override, warning: null } : materialAt(name, frequencyHz);
  return {
    relativePermittivity: medium.relativePermittivity,
    conductivitySm: medium.conductivitySm,
    reflectedField: 10 ** (-(override?.reflectionLossDb ?? 0) / 20),
    transmittedField: 10 ** (-(override?.transmissionLossDb ?? 0) / 20),
    warning: medium.warning,
  };
}
