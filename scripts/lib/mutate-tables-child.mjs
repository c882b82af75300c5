// A process of mutate-tables.mjs: FORMAT FIRST COUNT EVERY. Says at every EVERY-th seed where it is, before it reads that mutant.
import { sourceServer } from './source-server.mjs';

const MOST_MS = 1000;

const [format, first, count, every] = process.argv.slice(2);
const server = await sourceServer();
const { guardedAlone, mutantOf, readWhole, tableCorpus } = await server.ssrLoadModule('/src/testing/table-corpus.ts');
const corpus = tableCorpus();
const tally = { formats: corpus.map(({ id }) => id), refused: 0, same: 0, different: 0, worst: 0, rss: 0, faults: [] };
const tell = (seed) => new Promise((done) => process.send({ seed, tally }, done));

const source = corpus.find(({ id }) => id === format);
if (source) {
  const sound = await readWhole(source.name, source.bytes);
  const end = Number(first) + Number(count);
  for (let seed = Number(first); seed < end; seed++) {
    if (seed % Number(every) === 0) await tell(seed);
    const mutant = mutantOf(source, seed);
    const start = performance.now();
    try {
      const read = await readWhole(source.name, mutant);
      tally[read === null ? 'refused' : read === sound ? 'same' : 'different']++;
      if (read !== null && read !== sound && guardedAlone(source, mutant))
        tally.faults.push(`seed ${seed} changed what a checksum guards`);
    } catch (error) {
      tally.faults.push(`seed ${seed}: ${String(error.stack).split('\n').slice(0, 2).join(' ')}`);
    }
    const ms = performance.now() - start;
    tally.worst = Math.max(tally.worst, ms);
    if (ms > MOST_MS) tally.faults.push(`seed ${seed} took ${Math.round(ms)} ms`);
    tally.rss = Math.round(process.resourceUsage().maxRSS / 1000);
  }
  await tell(end - 1);
} else if (format === 'list') await tell(Number(first));
else throw new Error(`no format ${format}; there are: ${tally.formats.join(', ')}`);
await server.close();
process.disconnect();
