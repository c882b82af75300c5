import { useDeferredValue, useMemo } from 'react';
import { mapOf } from '../app/layer-keeper.ts';
import { useSession } from '../app/session-context.ts';
import { compareWords } from '../compare/result-words.ts';
import { residualOf } from '../results/layer-cells.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { NOW, type ResultRef, type Side } from '../store/swipe-state.ts';
import { SpreadFigures } from './spread-figures.tsx';
import { type NamedValues, spreadsOf } from './value-statistics.ts';

/** How the errors of the maps on the screen are spread: predicted less measured, over covered cells. */
export function ErrorSpread() {
  const session = useSession();
  const measured = useDeferredValue(useStudio((s) => s.measurements?.id ?? null));
  const first = useDeferredValue(useStudio((s) => s.swipe?.first ?? NOW));
  const second = useDeferredValue(useStudio((s) => s.swipe?.second ?? null));
  const words = useDeferredValue(useStudioParts((s) => compareWords(s, session.scene())));
  const versions = useDeferredValue(
    useStudio((s) => `${s.map?.version} ${s.firstMap?.version} ${s.secondMap?.version}`),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: maps are replaced, their versions tell when
  const spreads = useMemo(() => {
    const { measured: cells } = session.ground();
    const of = (ref: ResultRef, side: Side, name: string): NamedValues[] => {
      const map = mapOf(ref, side, session.registry);
      const values = map && residualOf(map, cells);
      return values ? [{ name, values: values.filter((value) => !Number.isNaN(value)) }] : [];
    };
    if (!second || !words) return spreadsOf(of(NOW, 'first', 'predicted − measured'));
    return spreadsOf([...of(first, 'first', words.first), ...of(second, 'second', words.second)]);
  }, [session, measured, first, second, words, versions]);
  if (measured === null || spreads === null) return null;
  return <SpreadFigures kind="histogram" title="Predicted − measured" unit="dB" spreads={spreads} />;
}
