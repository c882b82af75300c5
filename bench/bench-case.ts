// A file bench/NAME.bench.ts exports `title`, one line that says what is measured with its units, and
// `run(context: BenchContext): Promise<BenchResult>`. scripts/bench.mjs loads and runs it.

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
