// After `npm run build`: what a visitor waits for, by part, against the budgets of lib/bundle.mjs. Argument: the site's folder.
import { join } from 'node:path';
import { bundleFaults, weighSite } from './lib/bundle.mjs';
import { projectRoot } from './lib/processes.mjs';
import { formatTable } from './lib/table.mjs';

const parts = weighSite(process.argv[2] ?? join(projectRoot, 'dist'));
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
console.log(
  formatTable(
    parts.map(({ part, bytes, budget, files }) => ({
      part,
      'gzip [kB]': kilobytes(bytes),
      'budget [kB]': kilobytes(budget),
      files: files.length,
    })),
  ),
);
const faults = bundleFaults(parts);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
