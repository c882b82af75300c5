import { runCommandLine } from './run.ts';

const abort = new AbortController();
let interrupts = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    abort.abort();
    // The running stage stops at its next slice; a second signal, or two seconds, ends the process as it stands. Files are
    // renamed into place when complete, so nothing half-written can carry the final name.
    if (++interrupts > 1) process.exit(130);
    setTimeout(() => process.exit(130), 2000).unref();
  });
}

const code = await runCommandLine(process.argv.slice(2), { out: process.stdout, error: process.stderr }, abort.signal);
// Adapters of the GPU library keep the process alive; leave once standard output has drained.
process.stdout.write('', () => process.exit(code));
