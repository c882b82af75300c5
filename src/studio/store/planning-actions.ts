import { patchedPart } from './patched-part.ts';
import type { PlanningState } from './planning-state.ts';
import { studioStore } from './studio-store.ts';

export const PLANNING_TAB = 'planning';

export function patchPlanning(change: Partial<PlanningState>): void {
  studioStore.setState(({ planning }) => ({ planning: patchedPart(planning, change) }));
}
