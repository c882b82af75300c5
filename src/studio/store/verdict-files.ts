import type { KeyedFile } from '../../io/content-key.ts';
import { studioStore } from './studio-store.ts';

/** Notes which file of studies is kept with a project; null for none. */
export function noteVerdict(projectId: string, file: KeyedFile | null): void {
  studioStore.setState(({ verdicts: { [projectId]: _, ...others } }) => ({
    verdicts: file ? { ...others, [projectId]: file } : others,
  }));
}
