import type { SavedFile } from '../../io/formats/saved-project.ts';
import type { NetworkSetup } from '../../planning/network-setup.ts';

/** What a file of the set-up is for: persons a cell, class numbers of the ground, or a list of places for new sites. */
export type FileUse = 'population' | 'classes' | 'places';

/** What planning of antennas, new sites and coverage asks, as the project has it. */
export interface Setup extends NetworkSetup {
  readonly files: Readonly<Partial<Record<FileUse, SavedFile>>>;
  /** Why what is kept could not be read; the rest is as planning has it then. */
  readonly problem: string | null;
}
