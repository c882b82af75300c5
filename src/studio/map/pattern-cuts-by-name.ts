import { horizontalCut, type PatternCut } from '../results/pattern-cuts.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** Horizontal cuts by pattern name; the same map as long as no pattern is added. */
export class PatternCutsByName {
  #cuts: ReadonlyMap<string, PatternCut> = new Map();

  of(registry: TypedArrayRegistry): ReadonlyMap<string, PatternCut> {
    if (this.#cuts.size !== registry.patterns.size) {
      this.#cuts = new Map([...registry.patterns].map(([name, pattern]) => [name, horizontalCut(pattern)]));
    }
    return this.#cuts;
  }
}
