import { useMemo } from 'react';
import { useSession } from '../app/session-context.ts';
import { studioStore, useStudio } from '../store/studio-store.ts';
import { defaultChoice, type PlanSource, planSources } from './plan-sources.ts';

export interface ChosenSources {
  readonly sources: readonly PlanSource[];
  readonly chosen: readonly string[];
  /** `none` where no source is the truth. */
  readonly truth: string;
}

/** What can be planned on, and what is chosen. Measured cells are counted when a map is finished, not at every look of a drag. */
export function usePlanSources(): ChosenSources {
  const session = useSession();
  const refined = useStudio((s) => s.map?.refined);
  const columns = useStudio((s) => s.map?.columns);
  const engines = useStudio((s) => s.map?.solves.engines);
  const kept = useStudio((s) => s.kept);
  const measurements = useStudio((s) => s.measurements);
  const chosen = useStudio((s) => s.planning.chosen);
  const truth = useStudio((s) => s.planning.truth);
  // biome-ignore lint/correctness/useExhaustiveDependencies: maps are replaced, these tell when
  const sources = useMemo(
    () => planSources(studioStore.getState(), session.registry),
    [session, refined, columns, engines, kept, measurements],
  );
  const usual = defaultChoice(sources);
  const there = (value: string) => sources.some((source) => source.value === value && source.problem === null);
  const now = (chosen ?? usual.chosen).filter(there);
  const holds = truth ?? usual.truth;
  return { sources, chosen: now, truth: now.includes(holds) ? holds : 'none' };
}
