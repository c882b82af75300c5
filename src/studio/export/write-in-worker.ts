import { proxy, type Remote, wrap } from 'comlink';
import type { NamedBytes, Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import type { MapFileJob, MapWriter } from '../../worker/map-writer-protocol.ts';
import MapWriterWorker from '../../worker/map-writer-worker.ts?worker';

/** Writes one map in a Worker that lives no longer than that; the signal ends it, and gives null. */
export async function writeInWorker(
  job: MapFileJob,
  listener: SolveListener,
  signal: AbortSignal,
): Promise<Outcome<NamedBytes> | null> {
  const worker = new MapWriterWorker();
  const remote: Remote<MapWriter> = wrap<MapWriter>(worker);
  const given = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  const died = new Promise<Outcome<NamedBytes>>((resolve) => {
    worker.addEventListener('error', (event) =>
      resolve({ ok: false, code: 'bug', message: event.message || 'The file could not be written.' }),
    );
  });
  try {
    return await Promise.race([remote.write(job, proxy(listener)) as Promise<Outcome<NamedBytes>>, given, died]);
  } finally {
    worker.terminate();
  }
}
