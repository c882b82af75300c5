import { type ExplainedPlace, type ExplainState, INITIAL_EXPLAIN } from './explain-state.ts';
import { studioStore } from './studio-store.ts';

export function patchExplain(patch: Partial<ExplainState>): void {
  studioStore.setState(({ explain }) => ({ explain: { ...explain, ...patch } }));
}

/** Explains a cell by its best server, or by the sector that was asked about before. */
export function explainPlace(place: ExplainedPlace): void {
  patchExplain({ place, path: null });
}

export function explainSector(sectorId: string | null): void {
  patchExplain({ sectorId, path: null });
}

export function closeExplanation(): void {
  studioStore.setState({ explain: INITIAL_EXPLAIN });
}

/** Looks at a path, or with the same again at none. */
export function lookAtPath(path: number): void {
  patchExplain({ path: studioStore.getState().explain.path === path ? null : path });
}
