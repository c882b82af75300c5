import type { PathCache } from './path-cache.ts';
import type { SolveHooks, SolveRequest } from './solve-request.ts';

/** What a recorder is asked: the paths of one sector to some cells of the grid. */
export interface PathRequest extends SolveRequest {
  /** Cells of the grid, each once; cell i of the cache is cells[i]. Null: all of them, in their order. */
  readonly cells: Uint32Array | null;
  /** `antennas` keeps no events: enough to change antenna, polarisation and power, in a fraction of the memory. */
  readonly keep: 'materials' | 'antennas';
  /** Most contributions of a cell that keep their events (default 64). */
  readonly mostPerCell?: number;
  /** Recording stops with UserError('over-budget') when what is merged passes this [bytes]. */
  readonly budgetBytes?: number;
}

/** Records paths instead of summing them; one for every engine that traces. */
export interface PathRecorder {
  /** Rejects with UserError: bad-input, over-budget, device-lost or aborted. */
  record(request: PathRequest, hooks?: SolveHooks): Promise<PathCache>;
}
