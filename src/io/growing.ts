type Numbers = Float64Array | Int32Array | Uint32Array;

/** A typed array that grows as it is filled: a map has millions of nodes, a log millions of rows, and nobody knows how many beforehand. */
export class Growing<T extends Numbers> {
  #values: T;
  #length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(2 * this.#length);
      larger.set(this.#values as never);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** What was pushed, as a view that further pushes may leave behind. */
  values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }
}
