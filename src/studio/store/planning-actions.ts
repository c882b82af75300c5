import { patchedPart } from './patched-part.ts';
import type { PlanningSettings, PlanningState } from './planning-state.ts';
import { studioStore } from './studio-store.ts';

export const PLANNING_TAB = 'planning';

export function patchPlanning(change: Partial<PlanningState>): void {
  studioStore.setState(({ planning }) => ({ planning: patchedPart(planning, change) }));
}

export function setPlanning(change: Partial<PlanningSettings>): void {
  studioStore.setState(({ planning }) => ({
    planning: { ...planning, settings: patchedPart(planning.settings, change) },
  }));
}
