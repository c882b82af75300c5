import { Growing } from '../growing.ts';

type Numbers =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/**
 * Numbers of one column while they come. All are kept as float64, which engines write several times faster than a mixture of types,
 * and turned into what they are to be at the end.
 */
export class GrowingColumn<A extends Numbers> {
  readonly #type: new (
    values: ArrayLike<number>,
  ) => A;
  readonly #values = new Growing((n) => new Float64Array(n));

  constructor(type: new (values: ArrayLike<number>) => A) {
    this.#type = type;
  }

  push(value: number): void {
    this.#values.push(value);
  }

  toArray(): A {
    return new this.#type(this.#values.values());
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
    let index = this.#known.get(name);
    if (index === undefined) {
      index = this.#known.size;
      this.#known.set(name, index);
    }
    this.#indices.push(index);
  }

  toArray(): Int32Array<ArrayBuffer> {
    return this.#indices.toArray();
  }

  names(): string[] {
    return [...this.#known.keys()];
  }
}
