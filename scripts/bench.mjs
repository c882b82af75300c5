// `npm run bench [NAME ...]`: runs bench/NAME.bench.ts (all without a name), prints a table and writes JSON to bench/results/.
//
// A benchmark file exports `title` and `run(context)`; bench/bench-case.ts has the types. The sources are loaded through Vite,
// so that TypeScript and shaders are what the product loads. Add --quick for smaller inputs.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ensureNodeModules, requireNode } from './lib/node-modules.mjs';
import { projectRoot } from './lib/processes.mjs';
import { formatTable } from './lib/table.mjs';
import { findAdapter } from './lib/vulkan.mjs';

requireNode();
await ensureNodeModules();
const folder = join(projectRoot, 'bench');
const quick = process.argv.includes('--quick');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const available = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const unknown = named.filter((name) => !available.includes(name));
if (unknown.length > 0 || available.length === 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${available.join(', ') || 'none'}.`);
  process.exit(1);
}

const adapter = await findAdapter();
// Before anything loads Dawn: the driver is chosen when its module is loaded.
Object.assign(process.env, adapter?.env);
console.log(`WebGPU adapter: ${adapter?.description ?? 'none'}${adapter?.software ? ' (software)' : ''}`);

const { sourceServer } = await import('./lib/source-server.mjs');
const { wgsl } = (await import('vite').then((vite) => vite.runnerImport('./scripts/wgsl-plugin.ts'))).module;
const server = await sourceServer([wgsl()]);
const results = join(folder, 'results');
mkdirSync(results, { recursive: true });
let failed = 0;
for (const name of named.length > 0 ? named : available) {
  try {
    const { title, run } = await server.ssrLoadModule(`/bench/${name}.bench.ts`);
    console.log(`\n━━ ${title} ━━`);
    const start = performance.now();
    const { rows, ...rest } = await run({ quick, log: (text) => console.error(text) });
    const report = {
      name,
      title,
      quick,
      adapter: adapter && { description: adapter.description, software: adapter.software },
      cpu: { model: cpus()[0]?.model, cores: cpus().length },
      node: process.version,
      date: new Date().toISOString(),
      seconds: (performance.now() - start) / 1000,
      rows,
      ...rest,
    };
    writeFileSync(join(results, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
    console.log(formatTable(rows));
    for (const note of rest.notes ?? []) console.log(note);
  } catch (error) {
    failed++;
    server.ssrFixStacktrace(error);
    console.error(`✗ ${name}: ${error.stack}`);
  }
}
await server.close();
// Dawn keeps the process alive.
process.exit(failed ? 1 : 0);
