import type { TuningKeeper } from '../calibration/fit-network.ts';
import { writeTunedModel } from '../io/formats/tuning-file.ts';
import type { KeptRecord, RecordStore } from '../io/storage/record-store.ts';
import type { TuneState } from '../learning/tuning/tune-state.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import { badInput } from '../units/errors.ts';

interface KeptState extends KeptRecord {
  readonly state: TuneState;
}

interface KeptTuned extends KeptRecord {
  readonly tuned: Uint8Array<ArrayBuffer>;
}

/**
 * Trainings on this device: the state of each, from which it goes on after a pause or a reload, and what it came to. Where storage is
 * refused they are kept as long as the Worker lives.
 */
export class TrainingShelf {
  readonly #opening: Promise<RecordStore | null>;
  readonly #here = new Map<string, KeptRecord>();
  readonly #pausing = new Set<string>();

  constructor(open: () => Promise<RecordStore>) {
    this.#opening = open().catch(() => null);
  }

  /** Keeps the trainings of one job. */
  keeper(jobId: string): TuningKeeper {
    this.#pausing.delete(jobId);
    return {
      load: async (key) => {
        const kept = (await this.#listOf(jobId)).find(({ id }) => id === stateId(jobId, key));
        return kept ? (kept as KeptState).state : null;
      },
      save: (key, state) => this.#put<KeptState>({ id: stateId(jobId, key), key: jobId, state }),
      shouldPause: () => this.#pausing.has(jobId),
    };
  }

  /** The job's training ends after the iteration under way. */
  pause(jobId: string): void {
    this.#pausing.add(jobId);
  }

  keepTuned(jobId: string, tuned: TunedModel): Promise<void> {
    const bytes = writeTunedModel(tuned) as Uint8Array<ArrayBuffer>;
    return this.#put<KeptTuned>({ id: tunedId(jobId, tuned.sectorId), key: jobId, tuned: bytes });
  }

  /** The file of what a sector taught a model. @throws UserError('bad-input') where nothing of the job is kept */
  async tunedFile(jobId: string, sectorId: string): Promise<Uint8Array<ArrayBuffer>> {
    const kept = (await this.#listOf(jobId)).find(({ id }) => id === tunedId(jobId, sectorId));
    if (!kept)
      throw badInput(
        `What ${sectorId} taught the model is no longer kept on this device (its site data were cleared): run the calibration again.`,
      );
    return (kept as KeptTuned).tuned;
  }

  async forget(jobId: string): Promise<void> {
    const store = await this.#opening;
    for (const { id } of await this.#listOf(jobId)) {
      this.#here.delete(id);
      await store?.remove(id);
    }
  }

  async #listOf(jobId: string): Promise<readonly KeptRecord[]> {
    const store = await this.#opening;
    const stored = await store?.listOf(jobId).catch(() => null);
    return stored ?? [...this.#here.values()].filter(({ key }) => key === jobId);
  }

  async #put<T extends KeptRecord>(record: T): Promise<void> {
    const store = await this.#opening;
    try {
      if (!store) throw new Error('no storage');
      await store.put(record);
    } catch {
      this.#here.set(record.id, record);
    }
  }
}

function stateId(jobId: string, key: string): string {
  return `${jobId} ${key}`;
}

function tunedId(jobId: string, sectorId: string): string {
  return `${jobId} tuned ${sectorId}`;
}
