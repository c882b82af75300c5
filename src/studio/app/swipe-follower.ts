import { acceptanceOf } from '../calibration/accept-run.ts';
import { applyEdit } from '../commands/edit.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import type { StudioState } from '../store/studio-store.ts';
import { hideBeyond } from '../store/swipe-actions.ts';
import type { BeyondLine } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { AfterMap } from './after-map.ts';

/** While a line is on the map, keeps what is beyond it in step with the project, the open run and the engine chosen there. */
export class SwipeFollower {
  readonly #after: Pick<AfterMap, 'follow' | 'stop'>;
  readonly #registry: TypedArrayRegistry;
  #wanted: readonly [ProjectDocument, string] | null = null;

  constructor(after: Pick<AfterMap, 'follow' | 'stop'>, registry: TypedArrayRegistry) {
    this.#after = after;
    this.#registry = registry;
  }

  follow(state: StudioState): void {
    const { swipe, history } = state;
    const key = swipe && keyOf(swipe.beyond, state);
    // A line without anything beyond it: the run was closed.
    if (swipe?.beyond.kind === 'calibration' && key === null) hideBeyond('calibration');
    if (key === null) {
      if (this.#wanted) this.#after.stop();
      this.#wanted = null;
      return;
    }
    if (this.#wanted?.[0] === history.project && this.#wanted[1] === key) return;
    // Another kind of map is not shown as the one before it, not even until the first sector is done.
    if (this.#wanted && this.#wanted[1] !== key) this.#after.stop();
    this.#wanted = [history.project, key];
    const project = projectBeyond(swipe!.beyond, state, this.#registry);
    if (project) this.#after.follow(project, inHandOf(state));
  }
}

/** What is beyond the line, by name; null where nothing is. */
function keyOf(beyond: BeyondLine, { calibration }: StudioState): string | null {
  if (beyond.kind === 'engine') return beyond.engine && `engine ${beyond.engine}`;
  const { open, view, openRunId, runs } = calibration;
  return open && view === 'result' && runs.some(({ id }) => id === openRunId) ? `run ${openRunId}` : null;
}

function inHandOf({ swipe, calibration, selection }: StudioState): string | null {
  if (swipe?.beyond.kind === 'calibration') return calibration.openSectorId;
  return selection?.kind === 'sector' ? selection.id : null;
}

/** The project as it would be; null where the open run has nothing to accept. */
function projectBeyond(
  beyond: BeyondLine,
  { calibration, history: { project } }: StudioState,
  registry: TypedArrayRegistry,
): ProjectDocument | null {
  if (beyond.kind === 'engine') {
    const { engine } = beyond;
    return engine && { ...project, settings: { ...project.settings, engine } };
  }
  const run = calibration.runs.find(({ id }) => id === calibration.openRunId);
  const acceptance = run && acceptanceOf(run, project, registry.patterns);
  if (!acceptance) return null;
  for (const [name, pattern] of acceptance.patterns) registry.patterns.set(name, pattern);
  return applyEdit(project, acceptance.edit).project;
}
