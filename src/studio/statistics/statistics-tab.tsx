import { useMemo } from 'react';
import { useSession } from '../app/session-context.ts';
import { compareWords } from '../compare/result-words.ts';
import { LAYER_TITLES } from '../results/layer-classes.ts';
import { SCALE_FACTS, type ScaleName } from '../results/value-scale.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { ClassFigures } from './class-figures.tsx';
import { DifferenceFigures } from './difference-figures.tsx';
import { ErrorSpread } from './error-spread.tsx';
import { type NamedValues, SpreadFigures } from './spread-figures.tsx';
import { outdoorValues } from './value-statistics.ts';

/** The layer on the screen in figures: ground by class, how its values are spread, and how far the prediction is off. */
export function StatisticsTab() {
  const layer = useStudio((s) => s.layer);
  const shown = useShownValues();
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
          <SpreadFigures kind="histogram" title={shown.title} unit={shown.unit} sets={shown.sets} />
          <SpreadFigures kind="cdf" title={shown.title} unit={shown.unit} sets={shown.sets} />
        </>
      )}
      <ErrorSpread />
    </div>
  );
}

/** Outdoor values of the maps on the screen; null for layers of classes. */
function useShownValues(): { title: string; unit: string; sets: readonly NamedValues[] } | null {
  const session = useSession();
  const layer = useStudio((s) => s.layer);
  const version = useStudio((s) => s.shown?.version ?? 0);
  const words = useStudioParts((s) => compareWords(s, session.scene()));
  const difference = useStudio((s) => s.swipe?.mode === 'difference');
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
      add(first, words?.before ?? LAYER_TITLES[layer].title);
      if (words) add(second, words.after);
    }
    if (scale === null) return null;
    const title = difference ? `Difference of ${LAYER_TITLES[layer].title}` : LAYER_TITLES[layer].title;
    return { title, unit: SCALE_FACTS[scale as ScaleName].unit, sets };
  }, [session, version, layer, difference, words]);
}
