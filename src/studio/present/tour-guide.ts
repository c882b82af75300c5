import type { Session } from '../app/session.ts';
import { finishGesture } from '../commands/project-commands.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { tourSteps } from './tour-steps.ts';

/** What a step may change of the window; the history holds the project with it. */
type Before = Pick<StudioState, 'history' | 'selection' | 'layer' | 'measuredShown' | 'swipe'>;

/**
 * Leads through the tour. What a step changes is a change like any other, seen by the engine and by undo; going back, and the
 * end, put everything as it was.
 */
export class TourGuide {
  readonly #session: Session;
  /** How things stood before each step that was entered, the first step first. */
  readonly #before: Before[] = [];
  #running: AbortController | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  start(): void {
    if (studioStore.getState().present.step !== null) this.end();
    void this.#enter(0);
  }

  next(): void {
    const { present } = studioStore.getState();
    if (present.step === null) return;
    const last = present.step + 1 >= tourSteps(studioStore.getState()).length;
    if (last) this.end();
    else void this.#enter(present.step + 1);
  }

  back(): void {
    const { step } = studioStore.getState().present;
    if (step === null || step === 0) return;
    this.#stop();
    this.#restore(this.#before.pop());
    this.#restore(this.#before.pop());
    void this.#enter(step - 1);
  }

  end(): void {
    this.#stop();
    this.#restore(this.#before[0]);
    this.#before.length = 0;
    showStep(null);
  }

  async #enter(index: number): Promise<void> {
    const step = tourSteps(studioStore.getState())[index];
    if (!step) return;
    this.#stop();
    const running = new AbortController();
    this.#running = running;
    const { history, selection, layer, measuredShown, swipe } = studioStore.getState();
    this.#before.push({ history, selection, layer, measuredShown, swipe });
    showStep(index);
    await step.enter(this.#session, running.signal);
    if (!running.signal.aborted) finishGesture();
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  #restore(before: Before | undefined): void {
    if (before) studioStore.setState(before);
  }
}

function showStep(step: number | null): void {
  studioStore.setState(({ present }) => ({ present: { ...present, step } }));
}
