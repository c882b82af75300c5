import type { ScatteringLobe } from '../../radio/scattering.ts';

/** What a person reads of the numbers that tell how a surface scatters. */
export const SCATTERING_HELP = {
  coefficient:
    'S: share of the reflected field that the rough surface scatters, 0 to 1. S² of the reflected power is scattered, the rest is mirrored. Facades are measured at 0.2 to 0.4.',
  lambertian:
    'Where scattered power goes. Lambertian: after the cosine to the surface’s normal, wherever the wave comes from.',
  directive: 'Where scattered power goes. Directive: in a lobe about the mirrored direction.',
  backscattering:
    'Where scattered power goes. Backscattering: in a lobe about the mirrored direction and one back to where the wave comes from.',
  alphaR: 'α_R: exponent of the lobe about the mirrored direction, a whole number. The greater, the narrower.',
  alphaI: 'α_I: exponent of the lobe back to where the wave comes from, a whole number. The greater, the narrower.',
  lambda:
    'Λ: weight of the lobe about the mirrored direction, 0 to 1; the lobe back has the rest. At 1 nothing goes back.',
  crossPolarisation:
    'K_x: share of the scattered power that goes over into the other polarisation, 0 to 1. 0 keeps the polarisation, 0.5 mixes both evenly.',
} as const;

/** Of a lobe that is chosen anew: of middling width, most of it forward. */
const ALPHA = 4;
const LAMBDA = 0.7;

/** The lobe of another kind, with the numbers that the one before has for it. */
export function lobeOfKind(kind: string, before: ScatteringLobe): ScatteringLobe {
  const alphaR = before.kind === 'lambertian' ? ALPHA : before.alphaR;
  if (kind === 'directive') return { kind, alphaR };
  if (kind !== 'backscattering') return { kind: 'lambertian' };
  return before.kind === 'backscattering' ? before : { kind, alphaR, alphaI: ALPHA, lambda: LAMBDA };
}
