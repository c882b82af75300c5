/** What a file bench/NAME.bench.ts exports: `title` and `run`. scripts/bench.mjs loads and runs it. */
export interface BenchCase {
  /** One line that says what is measured, with units. */
  title: string;
  run(context: BenchContext): Promise<BenchResult>;
}

export interface BenchContext {
  /** Smaller inputs, for a first look; such figures are not to be reported. */
  quick: boolean;
  /** Progress for the person who waits; goes to standard error. */
  log(text: string): void;
}

export interface BenchResult {
  /** The table: column names carry their units ('solve [ms]'). */
  rows: Readonly<Record<string, string | number | boolean>>[];
  /** Sentences printed under the table: seeds, sizes, what is compared with what. */
  notes?: readonly string[];
}
