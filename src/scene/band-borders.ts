import type { RasterGrid } from '../raster/raster-grid.ts';
import { signedArea, simplified } from './ring.ts';
import { nestRings, type Polygon, traceRings } from './trace-rings.ts';

/** A crossing keeps this share of the edge from its ends, so that borders never meet in a vertex of the lattice. */
const LEAST_SHARE = 1e-3;
/** Rings of less than this share of a cell are left out: what is around a vertex whose value is the very break. */
const LEAST_AREA = 1e-4;

/** The borders of bands over a lattice of half-cell steps, gathered triangle by triangle, each with its band on the left. */
export class BandBorders {
  readonly #grid: RasterGrid;
  readonly #lattice: Float64Array;
  readonly #breaks: readonly number[];
  readonly #width: number;
  readonly #bands: Int16Array;
  /** Vertex by key: a lattice vertex, or the place where a break crosses an edge of the lattice. */
  readonly #vertices = new Map<number, number>();
  readonly #xy: number[] = [];
  readonly #edges: readonly { readonly from: number[]; readonly to: number[] }[];

  /** @param lattice (2 columns + 1) x (2 rows + 1) values, rows from the north; NaN where no cell has any */
  constructor(grid: RasterGrid, lattice: Float64Array, breaks: readonly number[]) {
    this.#grid = grid;
    this.#lattice = lattice;
    this.#breaks = breaks;
    this.#width = 2 * grid.columns + 1;
    this.#bands = Int16Array.from(lattice, (value) => breaks.reduce((band, low) => band + (value >= low ? 1 : 0), 0));
    this.#edges = Array.from({ length: breaks.length + 1 }, () => ({ from: [], to: [] }));
  }

  bandOf(vertex: number): number {
    return this.#bands[vertex]!;
  }

  /** Adds the borders between bands within a triangle of lattice vertices, given counter-clockwise. */
  cross(a: number, b: number, c: number): void {
    const [first, second, third] = [this.bandOf(a), this.bandOf(b), this.bandOf(c)];
    const most = Math.max(first, second, third);
    for (let k = Math.min(first, second, third); k < most; k++) {
      const above = [first > k, second > k, third > k];
      // The vertex that the break parts from the other two; what is around it lies left of the line from its next side to its last.
      const lone = above[0] === above[1] ? 2 : above[0] === above[2] ? 1 : 0;
      const [p, q, r] = lone === 0 ? [a, b, c] : lone === 1 ? [b, c, a] : [c, a, b];
      const start = this.#crossing(p, q, k);
      const end = this.#crossing(r, p, k);
      const around = above[lone] ? k + 1 : k;
      this.#edge(around, start, end);
      this.#edge(around === k ? k + 1 : k, end, start);
    }
  }

  /** Adds an edge of the lattice that has no data on its right. */
  border(a: number, b: number): void {
    const to = this.bandOf(b);
    let band = this.bandOf(a);
    let vertex = this.#corner(a);
    while (band !== to) {
      const next = this.#crossing(a, b, band < to ? band : band - 1);
      this.#edge(band, vertex, next);
      vertex = next;
      band += band < to ? 1 : -1;
    }
    this.#edge(band, vertex, this.#corner(b));
  }

  polygons(band: number): Polygon[] {
    const { from, to } = this.#edges[band]!;
    const { cellSizeM } = this.#grid;
    const rings = traceRings(from, to, Float64Array.from(this.#xy))
      .rings.map((ring) => simplified(ring, 1e-6 * cellSizeM))
      .filter((ring) => Math.abs(signedArea(ring)) > LEAST_AREA * cellSizeM ** 2);
    return nestRings(rings).polygons;
  }

  #edge(band: number, from: number, to: number): void {
    const edges = this.#edges[band]!;
    edges.from.push(from);
    edges.to.push(to);
  }

  #corner(vertex: number): number {
    const at = this.#place(vertex);
    return this.#vertex(vertex, at.x, at.y);
  }

  /** Where the border between bands k and k + 1 crosses the edge. */
  #crossing(p: number, q: number, k: number): number {
    const [a, b] = p < q ? [p, q] : [q, p];
    const low = this.#lattice[a]!;
    const share = (this.#breaks[k]! - low) / (this.#lattice[b]! - low);
    const t = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, share));
    const from = this.#place(a);
    const to = this.#place(b);
    // From its lesser vertex an edge goes east, south-west, south or south-east.
    const direction = b - a === 1 ? 0 : b - a - this.#width + 2;
    const key = this.#lattice.length * (1 + 4 * k + direction) + a;
    return this.#vertex(key, from.x + t * (to.x - from.x), from.y + t * (to.y - from.y));
  }

  #vertex(key: number, x: number, y: number): number {
    const known = this.#vertices.get(key);
    if (known !== undefined) return known;
    const index = this.#xy.length / 2;
    this.#vertices.set(key, index);
    this.#xy.push(x, y);
    return index;
  }

  /** Of a lattice vertex in the scene frame [m]. */
  #place(vertex: number): { x: number; y: number } {
    const { westM, northM, cellSizeM } = this.#grid;
    const j = Math.floor(vertex / this.#width);
    const i = vertex - j * this.#width;
    return { x: westM + (i * cellSizeM) / 2, y: northM - (j * cellSizeM) / 2 };
  }
}
