import {
  LAMBERTIAN,
  type LobeNumbers,
  lobeNorm,
  lobeNumbers,
  MOST_ALPHA,
  type Scattering,
  type ScatteringLobe,
} from '../../radio/scattering.ts';
import { badInput } from '../../units/errors.ts';
import type { SolveRequest } from '../solve-request.ts';

/** How a surface scatters, ready for the tracer. */
export interface Roughness extends LobeNumbers {
  /** S^2: share of the reflected power that is scattered. */
  readonly scattered: number;
  /** sqrt(1 - S^2): share of the reflected field that is left to the mirrored ray. */
  readonly mirroredField: number;
  /** sqrt(K_x): sine of the turn of the polarisation. */
  readonly turnSine: number;
  /** 1 / lobeNorm at LOBE_INTERVALS + 1 equal steps of the cosine of incidence; empty for Lambert, whose norm is pi. */
  readonly perNorm: Float64Array;
}

/** Linear interpolation between so many steps errs by less than 1e-3 for the narrowest lobe, 1e-4 up to an exponent of 30. */
export const LOBE_INTERVALS = 256;

export const SMOOTH: Roughness = {
  scattered: 0,
  mirroredField: 1,
  turnSine: 0,
  alphaR: 0,
  alphaI: 0,
  lambda: 1,
  perNorm: new Float64Array(0),
};

export function roughnessOf({ coefficient, lobe, crossPolarisation }: Scattering): Roughness {
  const numbers = lobeNumbers(lobe);
  const nodes = numbers.alphaR === 0 ? 0 : LOBE_INTERVALS + 1;
  return {
    ...numbers,
    scattered: coefficient * coefficient,
    mirroredField: Math.sqrt(1 - coefficient * coefficient),
    turnSine: Math.sqrt(crossPolarisation),
    perNorm: Float64Array.from({ length: nodes }, (_, i) => 1 / lobeNorm(numbers, i / LOBE_INTERVALS)),
  };
}

/** 1 / lobeNorm at a cosine of incidence in 0..1. */
export function perLobeNorm({ alphaR, perNorm }: Roughness, cosine: number): number {
  if (alphaR === 0) return 1 / Math.PI;
  const position = Math.min(1, cosine) * LOBE_INTERVALS;
  const node = Math.min(LOBE_INTERVALS - 1, Math.floor(position));
  const w = position - node;
  return (1 - w) * perNorm[node]! + w * perNorm[node + 1]!;
}

/**
 * How a material scatters in a request; null where nothing does. S: what the settings say of it by name comes first, then its own value
 * (`materials`), then the scene's file, and last what the settings say of all; where the settings overrule the scene it is not asked.
 * Lobe and K_x: its own, then what the settings say of all, then the scene's file.
 */
export function scatteringOf(material: string, request: SolveRequest): Scattering | null {
  const { scattering } = request.settings;
  if (!scattering) return null;
  const file = scattering.overrulesScene ? undefined : request.scene.scattering?.[material];
  const own = request.materials?.[material];
  const named = scattering.byMaterial?.[material];
  return {
    coefficient: named ?? own?.scatteringCoefficient ?? file?.coefficient ?? scattering.coefficient,
    lobe: own?.scatteringLobe ?? scattering.lobe ?? LAMBERTIAN,
    crossPolarisation: own?.crossPolarisation ?? scattering.crossPolarisation ?? file?.crossPolarisation ?? 0,
  };
}

/** @throws UserError('bad-input') for scattering that no surface can have */
export function checkScattering({ coefficient, lobe, crossPolarisation }: Scattering, whose: string): void {
  const inUnit = (value: number) => value >= 0 && value <= 1;
  if (!inUnit(coefficient)) {
    throw badInput(`Scattering coefficient ${coefficient} of ${whose}: give a share of the field from 0 to 1.`);
  }
  if (!inUnit(crossPolarisation)) {
    throw badInput(`Cross-polarisation ${crossPolarisation} of ${whose}: give a share of the power from 0 to 1.`);
  }
  for (const [name, value] of exponentsOf(lobe)) {
    if (!(Number.isInteger(value) && value >= 1 && value <= MOST_ALPHA)) {
      throw badInput(
        `Exponent ${name} = ${value} of the scattering lobe: give a whole number from 1 to ${MOST_ALPHA}; the greater, the narrower.`,
      );
    }
  }
  if (lobe.kind === 'backscattering' && !inUnit(lobe.lambda)) {
    throw badInput(`Weight ${lobe.lambda} of the mirrored scattering lobe: give a share from 0 to 1.`);
  }
}

function exponentsOf(lobe: ScatteringLobe): readonly (readonly [string, number])[] {
  if (lobe.kind === 'lambertian') return [];
  const mirrored = ['alpha_r', lobe.alphaR] as const;
  return lobe.kind === 'directive' ? [mirrored] : [mirrored, ['alpha_i', lobe.alphaI]];
}
