type Numbers =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/** Numbers while they come, in an array that doubles: a million rows must not become a million objects. */
export class GrowingColumn<A extends Numbers> {
  readonly #type: new (
    length: number,
  ) => A;
  #values: A;
  #count = 0;

  constructor(type: new (length: number) => A) {
    this.#type = type;
    this.#values = new type(1024);
  }

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const wider = new this.#type(2 * this.#count);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#count++] = value;
  }

  toArray(): A {
    return this.#values.slice(0, this.#count) as A;
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
