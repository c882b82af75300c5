// Writes public/demo: sites and a virtual drive test of a synthetic city, through the project's own engine.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'public', 'demo');

const { module } = await runnerImport(join(root, 'scripts/demo/build-demo.ts'), { root, logLevel: 'warn' });
const files = await module.buildDemo((stage) => console.log(`Solving ${stage}`));
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  await writeFile(join(folder, name), text);
  console.log(`${name}: ${Math.round(text.length / 1024)} kB, ${text.trimEnd().split('\n').length} lines`);
}
