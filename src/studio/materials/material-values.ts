import { type MaterialOverride, type MaterialOverrides, materialAt } from '../../radio/materials.ts';

type ScatteringKey = 'scatteringCoefficient' | 'scatteringLobe' | 'crossPolarisation';

/** All that a material is computed with; how it scatters only where that is not as all surfaces do. */
export type MaterialValues = Required<Omit<MaterialOverride, ScatteringKey>> & Pick<MaterialOverride, ScatteringKey>;

/** A material as the forms show it: what it is, and what ITU-R P.2040 has for it. */
export interface MaterialState {
  readonly values: MaterialValues;
  readonly standard: MaterialValues;
  /** True where the values are not the Recommendation's. */
  readonly changed: boolean;
  /** Set where the Recommendation does not vouch for its values at this frequency. */
  readonly warning: string | null;
}

/** The material at a carrier frequency [Hz]. Values of its own hold at every frequency. */
export function materialState(name: string, frequencyHz: number, overrides: MaterialOverrides): MaterialState {
  const { relativePermittivity, conductivitySm, warning } = materialAt(name, frequencyHz);
  const standard = { relativePermittivity, conductivitySm, reflectionLossDb: 0, transmissionLossDb: 0 };
  const own = overrides[name];
  return { values: { ...standard, ...own }, standard, changed: own !== undefined, warning };
}
