import { slabWithDerivativeInto } from '../../radio/slab-derivative.ts';
import { VACUUM_PERMITTIVITY } from '../../units/constants.ts';

/** One kind of surface that a model can give its own values: a material, or the walls of one building. */
export interface SurfaceState {
  readonly relativePermittivity: number;
  /** [S/m] */
  readonly conductivitySm: number;
  readonly thicknessM: number;
  /** Taken off at every reflection and every passage beside what the slab takes [dB]. */
  readonly reflectionLossDb: number;
  readonly transmissionLossDb: number;
}

/** Numbers a node: rTE, rTM, tTE, tTM as re, im, then their derivatives by eta. */
export const NODE = 16;
/** Nodes of a table over the cosine of incidence while there are few surfaces, and where there are many. */
const FINE = 1024;
const COARSE = 256;
const MANY = 24;

/** Slab coefficients and derivatives of every surface at one frequency, over cos(incidence); a surface that stays as it was keeps its table. */
export class SurfaceTables {
  readonly nodes: number;
  readonly #frequencyHz: number;
  readonly #tables: Float64Array[] = [];
  readonly #made: SurfaceState[] = [];
  readonly #node = new Float64Array(NODE);

  constructor(surfaces: number, frequencyHz: number) {
    this.nodes = surfaces > MANY ? COARSE : FINE;
    this.#frequencyHz = frequencyHz;
  }

  of(index: number): Float64Array {
    return this.#tables[index]!;
  }

  update(surfaces: readonly SurfaceState[]): void {
    surfaces.forEach((surface, index) => {
      const made = this.#made[index];
      if (
        made?.relativePermittivity === surface.relativePermittivity &&
        made.conductivitySm === surface.conductivitySm &&
        made.thicknessM === surface.thicknessM
      )
        return;
      this.#made[index] = surface;
      this.#tables[index] ??= new Float64Array(this.nodes * NODE);
      const etaIm = -surface.conductivitySm / (2 * Math.PI * this.#frequencyHz * VACUUM_PERMITTIVITY);
      for (let i = 0; i < this.nodes; i++) {
        const cos = i / (this.nodes - 1);
        slabWithDerivativeInto(
          this.#node,
          surface.relativePermittivity,
          etaIm,
          surface.thicknessM,
          this.#frequencyHz,
          cos,
        );
        this.#tables[index]!.set(this.#node, i * NODE);
      }
    });
  }
}
