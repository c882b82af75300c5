import { UserError } from '../../units/errors.ts';
import type { SolveHooks } from '../solve-request.ts';

/** Where a solve stands between two slices: it may be held there, and it may be told to stop. */
export class HeldSolve {
  readonly #hooks: SolveHooks;
  /** Time that it was held in all [ms]. */
  heldMs = 0;

  constructor(hooks: SolveHooks) {
    this.#hooks = hooks;
  }

  /** Waits while the solve is held. @throws UserError('aborted') where it is to stop, also while it is held */
  async between(): Promise<void> {
    for (let held = this.#hooks.held?.(); held && !this.#hooks.signal?.aborted; held = this.#hooks.held?.()) {
      const began = performance.now();
      await held;
      this.heldMs += performance.now() - began;
    }
    this.throwIfAborted();
  }

  throwIfAborted(): void {
    if (this.#hooks.signal?.aborted) throw new UserError('aborted', 'The computation was cancelled.');
  }
}
