// The quick gates before a commit: format and lint, types, dependency rules, unused code, unit tests of what changed.
import { ensureNodeModules, requireNode } from './lib/node-modules.mjs';
import { runSteps } from './lib/steps.mjs';
import { boundaries, lint, types, unitOfChanges, unused } from './lib/test-steps.mjs';

requireNode();
await ensureNodeModules();
process.exitCode = await runSteps([lint, types, boundaries, unused, unitOfChanges]);
