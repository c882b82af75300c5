// Writes public/icons: the studio's mark in the sizes that systems ask for when it is installed.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'public', 'icons');

const { module } = await runnerImport(join(root, 'scripts/icons/draw-icons.ts'), { root, logLevel: 'warn' });
await mkdir(folder, { recursive: true });
for (const [name, bytes] of Object.entries(module.drawIcons())) {
  await writeFile(join(folder, name), bytes);
  console.log(`${name}: ${(bytes.length / 1000).toFixed(1)} kB`);
}
