type Numbers =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/** Entries of a piece. */
const PIECE = 2 ** 16;

/**
 * Numbers while they come, in pieces: a million rows must not become a million objects. All are kept as float64, which engines write
 * several times faster than a mixture of types, and turned into what they are to be at the end.
 */
export class GrowingColumn<A extends Numbers> {
  readonly #type: new (
    length: number,
  ) => A;
  readonly #full: Float64Array[] = [];
  #piece = new Float64Array(PIECE);
  #used = 0;

  constructor(type: new (length: number) => A) {
    this.#type = type;
  }

  push(value: number): void {
    if (this.#used === PIECE) {
      this.#full.push(this.#piece);
      this.#piece = new Float64Array(PIECE);
      this.#used = 0;
    }
    this.#piece[this.#used++] = value;
  }

  toArray(): A {
    const values = new this.#type(PIECE * this.#full.length + this.#used);
    this.#full.forEach((piece, index) => {
      values.set(piece, PIECE * index);
    });
    values.set(this.#piece.subarray(0, this.#used), PIECE * this.#full.length);
    return values;
  }
}

/** Names as numbers, by order of appearance; -1 for no name. */
export class NameColumn {
  readonly #indices = new GrowingColumn(Int32Array);
  readonly #known = new Map<string, number>();

  push(name: string): void {
    if (name === '') {
      this.#indices.push(-1);
      return;
    }
    const index = this.#known.get(name) ?? this.#known.size;
    this.#known.set(name, index);
    this.#indices.push(index);
  }

  toArray(): Int32Array<ArrayBuffer> {
    return this.#indices.toArray();
  }

  names(): string[] {
    return [...this.#known.keys()];
  }
}
