import type { Issue } from './errors.ts';

/** Counts what a reader rejects, mends or doubts, by code, with the first case as the example: nothing is dropped silently. */
export class IssueLedger {
  readonly #file: string;
  readonly #found = new Map<string, { kind: Issue['kind']; text: string; example: string; count: number }>();

  /** @param file named in every message; empty for none */
  constructor(file: string) {
    this.#file = file;
  }

  /** @param text what holds of all of them, e.g. "rings have fewer than three corners" */
  note(kind: Issue['kind'], code: string, text: string, example: string, count = 1): void {
    const seen = this.#found.get(code);
    if (seen) seen.count += count;
    else this.#found.set(code, { kind, text, example, count });
  }

  issues(): Issue[] {
    return [...this.#found].map(([code, { kind, text, example, count }]) => ({
      kind,
      code,
      message: `${this.#file ? `${this.#file}: ` : ''}${count} ${VERB[kind]}: ${text} (first: ${example}).`,
      count,
    }));
  }
}

const VERB = { repaired: 'repaired', rejected: 'rejected', warning: 'to note' } as const;
