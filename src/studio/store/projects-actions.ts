import type { ProjectsState } from './projects-state.ts';
import { studioStore } from './studio-store.ts';

export function patchProjects(patch: Partial<ProjectsState>): void {
  studioStore.setState(({ projects }) => ({ projects: { ...projects, ...patch } }));
}
