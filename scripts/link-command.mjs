/** After an install, puts `boresight` beside the other commands, so that `npx boresight` works in the checkout itself. */
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = join(root, 'node_modules', '.bin');
const program = join(root, 'bin', 'boresight.mjs');
const link = join(commands, 'boresight');

if (existsSync(join(root, 'node_modules')) && existsSync(program)) {
  try {
    mkdirSync(commands, { recursive: true });
    if (process.platform === 'win32') {
      writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\bin\\boresight.mjs" %*\r\n');
    } else {
      chmodSync(program, 0o755);
      rmSync(link, { force: true });
      symlinkSync(join('..', '..', 'bin', 'boresight.mjs'), link);
    }
  } catch (error) {
    // An install must not fail over a convenience: `node bin/boresight.mjs` does the same.
    console.warn(`boresight was not linked (${error.message}); run it as: node bin/boresight.mjs`);
  }
}
