import { proxy, type Remote, wrap } from 'comlink';
import type { Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import type { Planner, PlanningJob, WalkListener } from '../../worker/planning-protocol.ts';
import PlanningWorker from '../../worker/planning-worker.ts?worker';

/** Plans in a Worker that lives no longer than that; the signal ends it, and gives null. */
export async function planInWorker<Task extends keyof Planner>(
  task: Task,
  job: PlanningJob,
  listener: SolveListener,
  signal: AbortSignal,
  walk: WalkListener | null = null,
): Promise<Awaited<ReturnType<Planner[Task]>> | null> {
  type Answer = Awaited<ReturnType<Planner[Task]>>;
  const worker = new PlanningWorker();
  const remote: Remote<Planner> = wrap<Planner>(worker);
  const given = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  const died = new Promise<Outcome<never>>((resolve) => {
    worker.addEventListener('error', (event) =>
      resolve({ ok: false, code: 'bug', message: event.message || 'Planning has failed.' }),
    );
  });
  const planned = () =>
    task === 'handover'
      ? remote.handover(job, proxy(listener), walk && proxy(walk))
      : remote[task](job, proxy(listener), null);
  try {
    return (await Promise.race([planned(), given, died])) as Answer | null;
  } finally {
    worker.terminate();
  }
}
