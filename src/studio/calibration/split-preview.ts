import type { CalibrationJob, SplitView } from '../../worker/calibration-protocol.ts';
import type { Outcome } from '../../worker/engine-protocol.ts';
import { patchCalibration } from '../store/calibration-actions.ts';
import type { SplitCounts } from '../store/calibration-state.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { calibrationJob, chosenSectors, measuredOnly } from './calibration-job.ts';

/** Part of the engine that tells how cells would be parted. */
interface Splitter {
  splitOf(job: CalibrationJob): Promise<Outcome<readonly SplitView[]>>;
}

/** How long a number must rest before the split follows it [ms]. */
const REST_MS = 150;

/** Keeps the split on the map in step with the panel: asked again when what it depends on has changed, and only the last one counts. */
export class SplitPreview {
  readonly #splitter: Splitter;
  readonly #registry: TypedArrayRegistry;
  #wanted: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(splitter: Splitter, registry: TypedArrayRegistry) {
    this.#splitter = splitter;
    this.#registry = registry;
  }

  follow(state: StudioState): void {
    const wanted = wantedSplit(state);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    clearTimeout(this.#timer);
    if (wanted === null) this.#show(null, null);
    else this.#timer = setTimeout(() => void this.#ask(wanted), REST_MS);
  }

  async #ask(wanted: string): Promise<void> {
    const state = studioStore.getState();
    const sectors = measuredOnly(chosenSectors(state), state);
    const { options } = state.calibration.setup;
    const job = calibrationJob('split', state.history.project, sectors, options, this.#registry);
    if (!job) return;
    const outcome = await this.#splitter.splitOf(job);
    if (wanted !== this.#wanted) return;
    if (outcome.ok) this.#show(outcome.value, null);
    else this.#show(null, outcome.message);
  }

  #show(split: readonly SplitView[] | null, splitProblem: string | null): void {
    this.#registry.split = split;
    patchCalibration({ split: split && countRoles(split), splitProblem });
  }
}

/** What the split depends on; null while none is to be seen. */
function wantedSplit(state: StudioState): string | null {
  const { open, view, setup, splitShown } = state.calibration;
  const { sceneId, measurementId } = state.history.project;
  if (!open || view !== 'setup' || !splitShown || sceneId === null || measurementId === null) return null;
  const sectors = measuredOnly(chosenSectors(state), state);
  if (sectors.length === 0) return null;
  const { split, indoor, cellSizeM } = setup.options;
  return JSON.stringify([sceneId, measurementId, sectors.map((s) => s.id), split, indoor, cellSizeM]);
}

function countRoles(split: readonly SplitView[]): SplitCounts {
  const counts = [0, 0, 0];
  for (const { role } of split) for (const r of role) counts[r]!++;
  return { train: counts[0]!, heldOut: counts[1]!, masked: counts[2]! };
}
