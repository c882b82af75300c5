import type { ProjectSummary } from '../../io/storage/project-store.ts';
import type { StorageFault } from '../../io/storage/storage-error.ts';
import type { SaveState } from '../projects/autosave.ts';

/** How the project in hand is kept, and which others there are. */
export interface ProjectsState {
  readonly saving: SaveState;
  /** Why it is not kept. */
  readonly problem: { readonly fault: StorageFault; readonly message: string } | null;
  /** Another tab has the project: here it is only looked at. */
  readonly readOnly: boolean;
  /** Null while it is not read, or cannot be. */
  readonly list: readonly ProjectSummary[] | null;
  /** The project that a new name is typed for. */
  readonly renamingId: string | null;
}

export const INITIAL_PROJECTS: ProjectsState = {
  saving: 'idle',
  problem: null,
  readOnly: false,
  list: null,
  renamingId: null,
};
