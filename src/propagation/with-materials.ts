import type { MaterialOverrides } from '../radio/materials.ts';
import { slabCoefficientsInto } from '../radio/slab.ts';
import { surfaceOf } from '../radio/surface.ts';
import { VACUUM_PERMITTIVITY } from '../units/constants.ts';
import { PATH_EVENT, type PathCache } from './path-cache.ts';

export interface CacheMedium {
  readonly frequencyHz: number;
  /** Thickness of walls and roofs of a material [m]. */
  readonly thicknessM: (material: string) => number;
  readonly materials: MaterialOverrides;
}

/** Nodes of a material's table over the cosine of incidence. */
const NODES = 1024;
const STRIDE = 8;

/**
 * The same paths with other materials: the power matrices of all contributions that kept their events are worked out anew, Q = weight
 * Re(M^H M) (see PathCache). Contributions without events keep theirs.
 */
export function withMaterials(cache: PathCache, medium: CacheMedium): PathCache {
  const tables = cache.materials.map((name) => slabTable(name, medium));
  const gainTT = cache.gainTT.slice();
  const gainTP = cache.gainTP.slice();
  const gainPP = cache.gainPP.slice();
  const a = new Float64Array(4);
  const b = new Float64Array(4);
  for (let i = 0; i < cache.weight.length; i++) {
    const w = cache.weight[i]!;
    if (w === 0 || cache.eventStart[i] === cache.eventStart[i + 1]) continue;
    a.set([1, 0, 0, 0]);
    b.set([0, 0, 1, 0]);
    for (let e = cache.eventStart[i]!; e < cache.eventStart[i + 1]!; e++) {
      const c = coefficients(tables[cache.events.material[e]!]!, cache.events.cosine[e]!, cache.events.kind[e]!);
      const cos = Math.cos(cache.events.rotationRad[e]!);
      const sin = Math.sin(cache.events.rotationRad[e]!);
      pass(a, cos, sin, c);
      pass(b, cos, sin, c);
    }
    gainTT[i] = w * (a[0]! ** 2 + a[1]! ** 2 + a[2]! ** 2 + a[3]! ** 2);
    gainTP[i] = w * (a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]! + a[3]! * b[3]!);
    gainPP[i] = w * (b[0]! ** 2 + b[1]! ** 2 + b[2]! ** 2 + b[3]! ** 2);
  }
  return { ...cache, gainTT, gainTP, gainPP };
}

/** (TE, TM) = diag(c) R (e_1, e_2), complex. */
function pass(e: Float64Array, cos: number, sin: number, c: Float64Array) {
  const u0 = cos * e[0]! + sin * e[2]!;
  const u1 = cos * e[1]! + sin * e[3]!;
  const u2 = cos * e[2]! - sin * e[0]!;
  const u3 = cos * e[3]! - sin * e[1]!;
  e[0] = c[0]! * u0 - c[1]! * u1;
  e[1] = c[0]! * u1 + c[1]! * u0;
  e[2] = c[2]! * u2 - c[3]! * u3;
  e[3] = c[2]! * u3 + c[3]! * u2;
}

const at = new Float64Array(4);

function coefficients(table: Float64Array, cosine: number, kind: number): Float64Array {
  const offset = kind === PATH_EVENT.reflected || kind === PATH_EVENT.ground ? 0 : 4;
  const position = Math.min(1, Math.max(0, cosine)) * (NODES - 1);
  const index = Math.min(NODES - 2, Math.floor(position));
  const f = position - index;
  for (let k = 0; k < 4; k++) {
    const low = index * STRIDE + offset + k;
    at[k] = table[low]! * (1 - f) + table[low + STRIDE]! * f;
  }
  return at;
}

function slabTable(name: string, { frequencyHz, thicknessM, materials }: CacheMedium): Float64Array {
  const surface = surfaceOf(name, frequencyHz, materials);
  const etaIm = -surface.conductivitySm / (2 * Math.PI * frequencyHz * VACUUM_PERMITTIVITY);
  const table = new Float64Array(NODES * STRIDE);
  const node = new Float64Array(STRIDE);
  for (let i = 0; i < NODES; i++) {
    slabCoefficientsInto(node, surface.relativePermittivity, etaIm, thicknessM(name), frequencyHz, i / (NODES - 1));
    for (let k = 0; k < STRIDE; k++)
      table[i * STRIDE + k] = node[k]! * (k < 4 ? surface.reflectedField : surface.transmittedField);
  }
  return table;
}
