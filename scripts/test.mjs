// Everything: installs what the tests need, then runs every gate and every test. Needs Node and npm, Python for training/.
import { installTestNeeds } from './install-test-needs.mjs';
import { ensureNodeModules, requireNode } from './lib/node-modules.mjs';
import { runSteps } from './lib/steps.mjs';
import { boundaries, browser, build, lint, shader, site, training, types, unit, unused } from './lib/test-steps.mjs';

requireNode();
await ensureNodeModules();

let adapter;
const needs = {
  name: 'needs',
  run: async () => {
    adapter = await installTestNeeds();
    console.log(`WebGPU adapter: ${adapter.description}`);
    return { passed: 1, failed: 0 };
  },
};
const adapterEnv = () => adapter?.env ?? {};

process.exitCode = await runSteps([
  needs,
  lint,
  types,
  boundaries,
  unused,
  unit,
  shader(adapterEnv),
  build,
  site,
  browser,
  training,
]);
