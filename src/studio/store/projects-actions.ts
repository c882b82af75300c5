import { patchedPart } from './patched-part.ts';
import type { ProjectsState } from './projects-state.ts';
import { studioStore } from './studio-store.ts';

export function patchProjects(patch: Partial<ProjectsState>): void {
  studioStore.setState((state) => {
    const projects = patchedPart(state.projects, patch);
    return projects === state.projects ? state : { projects };
  });
}
