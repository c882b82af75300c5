import type { RecordStore } from '../../io/storage/record-store.ts';
import { type CalibrationRun, isRun } from './calibration-run.ts';

/** Runs as they are kept on this device. Where storage is refused the studio goes on without, and says so once. */
export class RunArchive {
  readonly #opening: Promise<RecordStore | null>;
  readonly #onRefused: (reason: string) => void;
  #refused = false;

  constructor(open: () => Promise<RecordStore>, onRefused: (reason: string) => void) {
    this.#onRefused = onRefused;
    this.#opening = open().catch((error: unknown) => {
      this.#refuse(error);
      return null;
    });
  }

  /** Runs of one scene and its measurements. What was running when the page went away was cut off. */
  async runsOf(key: string): Promise<readonly CalibrationRun[]> {
    const records = await this.#try((store) => store.listOf(key));
    const runs = (records ?? []).filter(isRun);
    return runs.map((run) => (run.state === 'running' ? { ...run, state: 'interrupted' } : run));
  }

  async keep(run: CalibrationRun): Promise<void> {
    await this.#try((store) => store.put(run));
  }

  async remove(id: string): Promise<void> {
    await this.#try((store) => store.remove(id));
  }

  async #try<T>(act: (store: RecordStore) => Promise<T>): Promise<T | null> {
    const store = await this.#opening;
    if (!store) return null;
    try {
      return await act(store);
    } catch (error) {
      this.#refuse(error);
      return null;
    }
  }

  #refuse(error: unknown): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#onRefused(error instanceof Error ? error.message : String(error));
  }
}
