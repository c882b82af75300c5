import { applyEdit } from '../commands/edit.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { acceptanceOf } from './accept-run.ts';
import type { AfterMap } from './after-map.ts';

/** While the before/after line is on, keeps the map after acceptance in step with the project and the open run. */
export class SwipeFollower {
  readonly #after: AfterMap;
  readonly #registry: TypedArrayRegistry;
  #project: ProjectDocument | null = null;
  #runId: string | null = null;

  constructor(after: AfterMap, registry: TypedArrayRegistry) {
    this.#after = after;
    this.#registry = registry;
  }

  follow({ calibration, history }: StudioState): void {
    const runId = calibration.swipe === null ? null : calibration.openRunId;
    const run = runId === null ? undefined : calibration.runs.find((r) => r.id === runId);
    if (!run) {
      if (this.#runId !== null) this.#after.stop();
      this.#runId = null;
      return;
    }
    if (runId === this.#runId && history.project === this.#project) return;
    this.#runId = runId;
    this.#project = history.project;
    const acceptance = acceptanceOf(run, history.project, this.#registry.patterns);
    if (!acceptance) return;
    for (const [name, pattern] of acceptance.patterns) this.#registry.patterns.set(name, pattern);
    this.#after.follow(applyEdit(history.project, acceptance.edit).project, calibration.openSectorId);
  }
}
