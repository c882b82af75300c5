import type { GradientProblem } from '../fit/problem.ts';
import type { Parameter } from './parameter.ts';

/** Length of embedding and read-out vectors (paper, section 4.5.1). */
export const VECTOR_LENGTH = 5;

/**
 * The paper's vectorised form (appendix B, eqs 11-20) of a problem over the bounded scalars: every coordinate is z = u^T w / sqrt(d),
 * with an embedding vector w of its own and a read-out vector u shared by its family (antenna, materials), d = 5. It spans
 * the same functions and only changes how an optimiser moves. Of the paper's misprints: `v` and `u` are one; eq. 18 stands for both
 * beamwidths; the angle of eq. 17 steers in azimuth and turns freely, since its sigmoid would make a wall at +-180 degrees.
 *
 * Layout of the coordinates: the read-out vector of every family, then the embedding vector of every parameter.
 */
export class VectorisedForm {
  readonly size: number;
  readonly #familyOf: readonly number[];
  readonly #families: number;

  constructor(parameters: readonly Pick<Parameter, 'group'>[]) {
    const names = [...new Set(parameters.map(({ group }) => family(group)))];
    this.#familyOf = parameters.map(({ group }) => names.indexOf(family(group)));
    this.#families = names.length;
    this.size = VECTOR_LENGTH * (names.length + parameters.length);
  }

  /** Vectors that give the scalars z: u = (1, ..., 1), w = z sqrt(d) u / |u|^2, so that a fit starts where the scalars do. */
  start(z: ArrayLike<number>): Float64Array {
    const x = new Float64Array(this.size).fill(1);
    this.#familyOf.forEach((_, j) => {
      for (let k = 0; k < VECTOR_LENGTH; k++) x[this.#embedding(j) + k] = z[j]! / Math.sqrt(VECTOR_LENGTH);
    });
    return x;
  }

  scalars(x: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.#familyOf, (f, j) => {
      let dot = 0;
      for (let k = 0; k < VECTOR_LENGTH; k++) dot += x[VECTOR_LENGTH * f + k]! * x[this.#embedding(j) + k]!;
      return dot / Math.sqrt(VECTOR_LENGTH);
    });
  }

  /** The problem in vectors. */
  problem(scalar: GradientProblem): GradientProblem {
    return {
      size: this.size,
      evaluate: (x) => {
        const { gradient: g, ...rest } = scalar.evaluate(this.scalars(x));
        const gradient = new Float64Array(this.size);
        this.#familyOf.forEach((f, j) => {
          for (let k = 0; k < VECTOR_LENGTH; k++) {
            const scale = g[j]! / Math.sqrt(VECTOR_LENGTH);
            gradient[VECTOR_LENGTH * f + k]! += scale * x[this.#embedding(j) + k]!;
            gradient[this.#embedding(j) + k]! += scale * x[VECTOR_LENGTH * f + k]!;
          }
        });
        return { ...rest, gradient };
      },
    };
  }

  #embedding(parameter: number): number {
    return VECTOR_LENGTH * (this.#families + parameter);
  }
}

function family(group: Parameter['group']): 'antenna' | 'material' {
  return group === 'antenna' ? 'antenna' : 'material';
}
