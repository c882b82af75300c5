import { useMemo } from 'react';
import { mapOf } from '../app/layer-keeper.ts';
import { useSession } from '../app/session-context.ts';
import { compareWords } from '../compare/result-words.ts';
import { residualOf } from '../results/layer-cells.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { NOW, type ResultRef } from '../store/swipe-state.ts';
import { type NamedValues, SpreadFigures } from './spread-figures.tsx';

/** How the errors of the maps on the screen are spread: predicted less measured, over covered cells. */
export function ErrorSpread() {
  const session = useSession();
  const measured = useStudio((s) => s.measurements?.id ?? null);
  const swipe = useStudio((s) => s.swipe);
  const words = useStudioParts((s) => compareWords(s, session.scene()));
  const versions = useStudio((s) => `${s.map?.version} ${s.beforeMap?.version} ${s.afterMap?.version}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: maps are replaced, their versions tell when
  const sets = useMemo(() => {
    const { measured: cells } = session.ground();
    const of = (ref: ResultRef, side: 'first' | 'second', name: string): NamedValues[] => {
      const map = mapOf(ref, side, session.registry);
      const values = map && residualOf(map, cells);
      return values ? [{ name, values: values.filter((value) => !Number.isNaN(value)) }] : [];
    };
    if (!swipe || !words) return of(NOW, 'first', 'predicted − measured');
    return [...of(swipe.first, 'first', words.before), ...of(swipe.beyond, 'second', words.after)];
  }, [session, measured, swipe, words, versions]);
  if (measured === null || sets.length === 0) return null;
  return <SpreadFigures kind="histogram" title="Predicted − measured" unit="dB" sets={sets} />;
}
