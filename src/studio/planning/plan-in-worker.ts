import { proxy, type Remote, wrap } from 'comlink';
import type { CoverageLine } from '../../planning/coverage/coverage-table.ts';
import type { Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import type { CoverageJob, Planner, PlanningJob, WalkListener } from '../../worker/planning-protocol.ts';
import PlanningWorker from '../../worker/planning-worker.ts?worker';

/** Plans in a Worker that lives no longer than that; the signal ends it, and gives null. */
export function planInWorker<Task extends 'power' | 'handover'>(
  task: Task,
  job: PlanningJob,
  listener: SolveListener,
  signal: AbortSignal,
  walk: WalkListener | null = null,
): Promise<Awaited<ReturnType<Planner[Task]>> | null> {
  type Answer = Awaited<ReturnType<Planner[Task]>>;
  return inWorker(
    async (remote) =>
      task === 'handover'
        ? remote.handover(job, proxy(listener), walk && proxy(walk))
        : remote.power(job, proxy(listener)),
    signal,
  ) as Promise<Answer | null>;
}

/** Counts what maps cover, likewise. */
export function coverageInWorker(
  job: CoverageJob,
  listener: SolveListener,
  signal: AbortSignal,
): Promise<Outcome<readonly CoverageLine[]> | null> {
  return inWorker(async (remote) => remote.coverage(job, proxy(listener)), signal);
}

async function inWorker<Answer>(
  work: (remote: Remote<Planner>) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer | Outcome<never> | null> {
  const worker = new PlanningWorker();
  const given = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  const died = new Promise<Outcome<never>>((resolve) => {
    worker.addEventListener('error', (event) =>
      resolve({ ok: false, code: 'bug', message: event.message || 'Planning has failed.' }),
    );
  });
  try {
    return await Promise.race([work(wrap<Planner>(worker)), given, died]);
  } finally {
    worker.terminate();
  }
}
