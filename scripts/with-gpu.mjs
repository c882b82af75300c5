// Runs a command on the best WebGPU adapter that this machine has: `node scripts/with-gpu.mjs vitest run --project shader`.
import { existsSync } from 'node:fs';
import { installed, run } from './lib/processes.mjs';
import { findAdapter } from './lib/vulkan.mjs';

const [name, ...args] = process.argv.slice(2);
if (!name) {
  console.error('Usage: node scripts/with-gpu.mjs COMMAND [ARGUMENT ...]');
  process.exit(1);
}
const adapter = await findAdapter();
if (adapter) console.error(`WebGPU adapter: ${adapter.description}`);
else console.error('No WebGPU adapter found: `node scripts/install-test-needs.mjs` installs a software driver.');
const program = existsSync(installed(name)) ? installed(name) : name;
const { code } = await run([program, ...args], { env: adapter?.env });
process.exit(code);
