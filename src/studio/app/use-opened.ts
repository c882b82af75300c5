import { useStudio } from '../store/studio-store.ts';

/** True once there is something to show in the panels. Until then those of index.html stand, so that nothing grows or moves. */
export function useOpened(): boolean {
  return useStudio((s) => s.scene !== null || s.run.phase === 'failed');
}
