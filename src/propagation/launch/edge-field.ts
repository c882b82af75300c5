import { WEDGE_TERMS, wedgeTermsInto } from '../../radio/utd.ts';
import { addTerm, faceMatrixInto, MATRIX } from '../../radio/wedge-matrix.ts';
import type { Sector } from '../../sites/sector.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { createLaunchField } from '../mesh/launch-field.ts';
import { DIRECTION, FIELD, RAY_STATE_LENGTH } from '../mesh/ray-state.ts';
import { slabReflectionInto } from '../mesh/slab-lookup.ts';
import type { SlabTable } from '../mesh/slab-table.ts';
import type { WedgeModel } from '../solve-request.ts';
import {
  AIMED_ALONG,
  AIMED_ANGLE,
  AIMED_AWAY,
  AIMED_COS,
  AIMED_COS_N,
  AIMED_EDGE,
  AIMED_N,
  AIMED_NORMAL,
  AIMED_SIN,
  AIMED_SIN_N,
  AIMED_STRIDE,
  AIMED_TANGENT,
  type SectorWedges,
} from './sector-wedges.ts';

export interface EdgeFieldInput {
  readonly wedges: SectorWedges;
  /** Slab tables by the mesh's materials. */
  readonly slabs: readonly SlabTable[];
  readonly sector: Sector;
  readonly model?: WedgeModel | undefined;
}

/** How a diffracted ray of one wedge arrives, without regard to what stands in its way. */
export interface EdgeField {
  /** Lays a ray over wedge w to an observer at (x, y) [m] about the edge from the 0-face and `along` [m] from the wedge's origin. */
  lay(w: number, x: number, y: number, along: number): void;
  /** Greatest |E_d|^2 for a field of one at unit distance [1/m^2] that the laid ray can have, whatever the polarisation and materials. */
  bound(): number;
  /** |E_d|^2 of the laid ray, both polarisations, for the transmitter's antenna [1/m^2]. */
  power(): number;
}

/**
 * First-order diffraction by the uniform theory (radio/utd) with the faces' slab coefficients in place of a conductor's -1 and +1
 * (Luebbers, IEEE Trans. AP 32, 1984). A face is taken at the angle of the nearer of source and observer (El-Sallabi & Vainikainen,
 * IEEE Trans. AP 53, 2005): the observer's in its shadow, the reflected ray's on its reflection boundary, and the same with source
 * and observer exchanged. Jones-exact: a face's TE and TM are turned from the edge's own basis where the ray is oblique to it.
 */
export function createEdgeField({ wedges, slabs, sector, model }: EdgeFieldInput): EdgeField {
  const { values, material } = wedges;
  const perWavelength = sector.frequencyHz / SPEED_OF_LIGHT;
  const ray = new Float64Array(RAY_STATE_LENGTH);
  const setField = createLaunchField(sector, ray);
  const terms = new Float64Array(WEDGE_TERMS);
  const reflection = new Float64Array(4);
  const face = new Float64Array(MATRIX);
  const sum = new Float64Array(MATRIX);
  let at = 0;
  let wedge = 0;
  let sin = 0;
  let cos = 0;
  let phi = 0;
  let sinBeta = 0;
  let cosBeta = 0;
  let perLength2 = 0;

  function addFace(term: number, slab: number, sinFace: number, cosFace: number, cosEdge: number): void {
    const table = slabs[material[2 * wedge + slab]!]!;
    const { mirroredField } = table.roughness;
    slabReflectionInto(reflection, table, sinBeta * Math.abs(sinFace));
    for (let k = 0; k < 4; k++) reflection[k] = reflection[k]! * mirroredField;
    faceMatrixInto(face, sinFace, cosFace, cosEdge, reflection);
    addTerm(sum, terms, term, face);
  }

  function addStraight(re: number, im: number): void {
    sum[0] = sum[0]! + re;
    sum[1] = sum[1]! + im;
    sum[6] = sum[6]! + re;
    sum[7] = sum[7]! + im;
  }

  /** The antenna's field along beta0' and phi' of the ray to the edge into ray[0], ray[1]. */
  function incidentInto(): void {
    const sinSource = values[at + AIMED_SIN]!;
    const cosSource = values[at + AIMED_COS]!;
    for (let k = 0; k < 3; k++) {
      const t = values[at + AIMED_TANGENT + k]!;
      const n = values[at + AIMED_NORMAL + k]!;
      ray[DIRECTION + k] = cosBeta * values[at + AIMED_EDGE + k]! - sinBeta * (cosSource * t + sinSource * n);
    }
    setField();
    let alongBeta = 0;
    let alongPhi = 0;
    for (let k = 0; k < 3; k++) {
      const t = values[at + AIMED_TANGENT + k]!;
      const n = values[at + AIMED_NORMAL + k]!;
      const field = ray[FIELD + 2 * k]!;
      alongPhi += field * (cosSource * n - sinSource * t);
      alongBeta += field * (cosBeta * (cosSource * t + sinSource * n) + sinBeta * values[at + AIMED_EDGE + k]!);
    }
    ray[0] = alongBeta;
    ray[1] = alongPhi;
  }

  /** The sum of the terms, each with the reflection of the face that it stands for. */
  function weigh(): void {
    sum.fill(0);
    addStraight(terms[0]! + terms[2]!, terms[1]! + terms[3]!);
    const [sinN, cosN] = [values[at + AIMED_SIN_N]!, values[at + AIMED_COS_N]!];
    const [sinSource, cosSource] = [values[at + AIMED_SIN]!, values[at + AIMED_COS]!];
    // A face is met at the source's angle from it, or at that of the ray which would leave it towards the observer.
    const sourceNearer = values[at + AIMED_ANGLE]! <= phi;
    if (sourceNearer) {
      addFace(6, 0, sinSource, cosSource, cosBeta);
      addFace(4, 1, sinN * cos - cosN * sin, -(cosN * cos + sinN * sin), -cosBeta);
    } else {
      addFace(6, 0, sin, -cos, cosBeta);
      addFace(4, 1, sinN * cosSource - cosN * sinSource, cosN * cosSource + sinN * sinSource, -cosBeta);
    }
  }

  /**
   * The terms as Sionna RT 2.2.0 puts them together: -1 for a face in shadow, and the lit face's term of the reflection boundary with
   * the sign turned (docs/accuracy.md). For comparison with it.
   */
  function weighAsSionna(): void {
    sum.fill(0);
    const [sinN, cosN] = [values[at + AIMED_SIN_N]!, values[at + AIMED_COS_N]!];
    const [sinSource, cosSource] = [values[at + AIMED_SIN]!, values[at + AIMED_COS]!];
    for (let i = 0; i < 2; i++) {
      terms[i] = terms[i]! - terms[6 + i]!;
      terms[2 + i] = terms[2 + i]! - terms[4 + i]!;
    }
    addFace(0, 0, sinSource, cosSource, cosBeta);
    if (values[at + AIMED_N]! * Math.PI > Math.PI + values[at + AIMED_ANGLE]!) addStraight(terms[2]!, terms[3]!);
    else addFace(2, 1, sinN * cosSource - cosN * sinSource, cosN * cosSource + sinN * sinSource, -cosBeta);
  }

  return {
    lay: (w, x, y, along) => {
      wedge = w;
      at = AIMED_STRIDE * w;
      const near = Math.sqrt(x * x + y * y);
      const away = values[at + AIMED_AWAY]! + near;
      const forward = along - values[at + AIMED_ALONG]!;
      const length = Math.sqrt(away * away + forward * forward);
      sin = y / near;
      cos = x / near;
      phi = Math.atan2(y, x);
      if (phi < 0) phi += 2 * Math.PI;
      sinBeta = away / length;
      cosBeta = forward / length;
      perLength2 = 1 / (length * length);
      const parameter = (values[at + AIMED_AWAY]! * near * perWavelength) / length;
      wedgeTermsInto(terms, phi, values[at + AIMED_ANGLE]!, values[at + AIMED_N]!, parameter);
    },
    bound: () => {
      let most = 0;
      for (let i = 0; i < WEDGE_TERMS; i += 2) {
        most += Math.sqrt(terms[i]! * terms[i]! + terms[i + 1]! * terms[i + 1]!);
      }
      return most * most * perLength2;
    },
    power: () => {
      incidentInto();
      if (model === 'sionna') weighAsSionna();
      else weigh();
      const [beta, across] = [ray[0]!, ray[1]!];
      let power = 0;
      for (let i = 0; i < 2; i++) {
        power += (sum[i]! * beta + sum[i + 2]! * across) ** 2 + (sum[i + 4]! * beta + sum[i + 6]! * across) ** 2;
      }
      return power * perLength2;
    },
  };
}
