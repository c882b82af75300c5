interface Hold {
  readonly until: Promise<void>;
  readonly release: () => void;
}

/** Jobs that are paused: each waits between two slices until it is released. */
export class JobHolds {
  readonly #holds = new Map<string, Hold>();

  hold(jobId: string): void {
    if (this.#holds.has(jobId)) return;
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#holds.set(jobId, { until, release });
  }

  /** Nothing where the job is not held. */
  release(jobId: string): void {
    this.#holds.get(jobId)?.release();
    this.#holds.delete(jobId);
  }

  /** What a job has to wait for; null where it may go on. */
  of(jobId: string): Promise<void> | null {
    return this.#holds.get(jobId)?.until ?? null;
  }
}
