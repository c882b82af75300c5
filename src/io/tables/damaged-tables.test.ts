import { describe, expect, it } from 'vitest';
import { guardedAlone, mutantOf, readWhole, tableCorpus } from '../../testing/table-corpus.ts';

const MUTANTS = 250;

/** scripts/mutate-tables.mjs reads ten thousand of each, in processes with a cap on time and memory. */
describe('damaged files', () => {
  it.each(tableCorpus().map((source) => [source.id, source] as const))(
    '%s: read or refused in words, and guarded rows never changed',
    async (_, source) => {
      const sound = await readWhole(source.name, source.bytes);
      expect(sound).not.toBeNull();
      const changed: number[] = [];
      let refused = 0;
      for (let seed = 1; seed <= MUTANTS; seed++) {
        const mutant = mutantOf(source, seed);
        const read = await readWhole(source.name, mutant);
        if (read === null) refused++;
        else if (read !== sound && guardedAlone(source, mutant)) changed.push(seed);
      }
      expect(changed).toEqual([]);
      expect(refused).toBeGreaterThan(MUTANTS / 20);
    },
  );
});
