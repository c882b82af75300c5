import { useDeferredValue, useMemo } from 'react';
import { useSession } from '../app/session-context.ts';
import { compareWords } from '../compare/result-words.ts';
import { LAYER_TITLES, titleOnScreen } from '../results/layer-classes.ts';
import { SCALE_FACTS, type ScaleName } from '../results/value-scale.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { ClassFigures } from './class-figures.tsx';
import { DifferenceFigures } from './difference-figures.tsx';
import { ErrorSpread } from './error-spread.tsx';
import { SpreadFigures } from './spread-figures.tsx';
import { type NamedValues, outdoorValues, type Spread, spreadsOf } from './value-statistics.ts';

/** The layer on the screen in figures: ground by class, how its values are spread, and how far the prediction is off. */
export function StatisticsTab() {
  const layer = useStudio((s) => s.layer);
  const shown = useShownSpreads();
  return (
    <div className="statistics">
      {layer === 'none' || layer === 'features' ? (
        <p className="calm">Choose a layer of the map to see it in figures.</p>
      ) : (
        <ClassFigures layer={layer} />
      )}
      <DifferenceFigures />
      {shown && (
        <>
          <SpreadFigures kind="histogram" title={shown.title} unit={shown.unit} spreads={shown.spreads} />
          <SpreadFigures kind="cdf" title={shown.title} unit={shown.unit} spreads={shown.spreads} />
        </>
      )}
      <ErrorSpread />
    </div>
  );
}

/** How outdoor values of the maps on the screen are spread, once the window has time for it; null for layers of classes. */
function useShownSpreads(): { title: string; unit: string; spreads: readonly Spread[] } | null {
  const session = useSession();
  const layer = useDeferredValue(useStudio((s) => s.layer));
  const version = useDeferredValue(useStudio((s) => s.shown?.version ?? 0));
  const words = useDeferredValue(useStudioParts((s) => compareWords(s, session.scene())));
  const difference = useDeferredValue(useStudio((s) => s.swipe?.mode === 'difference'));
  const title = useDeferredValue(useStudio(titleOnScreen));
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells are replaced, the version tells when
  return useMemo(() => {
    const { first, second, difference: apart } = session.registry.shown;
    const { indoor } = session.ground();
    const sets: NamedValues[] = [];
    let scale: ScaleName | null = null;
    const add = (cells: typeof first, name: string) => {
      if (cells?.kind !== 'values') return;
      scale ??= cells.scale;
      sets.push({ name, values: outdoorValues(cells.values, indoor) });
    };
    if (difference) add(apart, words?.difference ?? 'difference');
    else {
      add(first, words?.first ?? LAYER_TITLES[layer].title);
      if (words) add(second, words.second);
    }
    const spreads = spreadsOf(sets);
    if (scale === null || spreads === null) return null;
    return { title, unit: SCALE_FACTS[scale as ScaleName].unit, spreads };
  }, [session, version, layer, difference, title, words]);
}
