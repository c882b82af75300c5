// `node scripts/mutate-tables.mjs [--count N] [--first SEED] [FORMAT ...]`: reads N damaged copies (10,000) of a file of every table format.
//
// Each format is read in a process of its own with a cap on its heap. A mutant that is neither read nor refused in words, takes over a
// second, drives the process past 512 MB, or changes what a checksum guards, is named with its seed, and ends the run with status 1.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureNodeModules, requireNode } from './lib/node-modules.mjs';
import { formatTable } from './lib/table.mjs';

const HEAP_MB = 400;
const MOST_RSS_MB = 512;
/** A process that says nothing for so long hangs. */
const SILENCE_MS = 20_000;
/** How often a process says which seed it is at; every time when the one that ended it is looked for. */
const EVERY = 50;
const CHILD = fileURLToPath(new URL('./lib/mutate-tables-child.mjs', import.meta.url));

requireNode();
await ensureNodeModules();
const words = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : Number(words.splice(at, 2)[1]);
};
const count = option('--count', 10_000);
const first = option('--first', 1);

/** One format from a seed on; resolves with its tally, and what it ended on where it did not come to the end. */
function readMutants(format, from, every = EVERY) {
  return new Promise((done) => {
    const child = fork(CHILD, [format, String(from), String(first + count - from), String(every)], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let last = { seed: from, tally: {} };
    let errors = '';
    const hang = () => child.kill('SIGKILL');
    let timer = setTimeout(hang, SILENCE_MS);
    child.stderr.on('data', (text) => (errors = (errors + text).slice(-2000)));
    child.on('message', (message) => {
      clearTimeout(timer);
      timer = setTimeout(hang, SILENCE_MS);
      last = message;
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      done({
        ...last,
        ended: code === 0 ? null : `${signal ?? `status ${code}`} ${errors.trim().split('\n').at(-1) ?? ''}`,
      });
    });
  });
}

async function formats() {
  const { ended, tally } = await readMutants('list', first);
  if (ended) throw new Error(`the corpus cannot be made: ${ended}`);
  return tally.formats;
}

const rows = [];
let failed = false;
for (const format of words.length > 0 ? words : await formats()) {
  const sum = { refused: 0, same: 0, different: 0, worst: 0, rss: 0, faults: [] };
  for (let from = first, every = EVERY; from < first + count; ) {
    const { seed, tally, ended } = await readMutants(format, from, every);
    for (const key of ['refused', 'same', 'different']) sum[key] += tally[key] ?? 0;
    sum.worst = Math.max(sum.worst, tally.worst ?? 0);
    sum.rss = Math.max(sum.rss, tally.rss ?? 0);
    sum.faults.push(...(tally.faults ?? []));
    if (ended && every === 1) sum.faults.push(`seed ${seed} ended the process: ${ended}`);
    from = ended && every > 1 ? seed : seed + 1;
    every = ended && every > 1 ? 1 : EVERY;
  }
  if (sum.rss > MOST_RSS_MB) sum.faults.push(`${sum.rss} MB of memory, ${MOST_RSS_MB} at most`);
  for (const fault of sum.faults.slice(0, 20)) console.error(`${format}: ${fault}`);
  failed ||= sum.faults.length > 0;
  const { refused, same, different, worst, rss } = sum;
  rows.push({
    format,
    refused,
    same,
    different,
    faults: sum.faults.length,
    'slowest [ms]': Math.round(worst),
    'memory [MB]': rss,
  });
}
console.log(formatTable(rows));
process.exitCode = failed ? 1 : 0;
