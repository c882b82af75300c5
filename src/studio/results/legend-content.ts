import { engineLabel } from '../engines/engine-choice.ts';
import type { LineWords } from '../engines/line-words.ts';
import type { StudioState } from '../store/studio-store.ts';
import { isCorrectedLayer } from './corrected-classes.ts';
import { differenceLabels } from './difference-classes.ts';
import { errorLabels, LAYER_TITLES, type LayerCounts, type LayerName, legendClasses } from './layer-classes.ts';

/** Layers whose legend is classes with the ground that they cover. */
export type ClassLayer = Exclude<LayerName, 'none' | 'features'>;

export interface LegendContent {
  readonly title: string;
  readonly unit: string;
  readonly labels: readonly string[];
  /** Null while the layer is on its way. */
  readonly counts: LayerCounts | null;
  readonly note: string | null;
}

type Shown = Pick<StudioState, 'map' | 'history' | 'calibration' | 'comparison' | 'models'>;

export function legendContent(layer: ClassLayer, state: Shown, line: LineWords | null): LegendContent {
  const { title, unit } = LAYER_TITLES[layer];
  const { corrected } = state.calibration;
  if (isCorrectedLayer(layer)) {
    const labels = layer === 'uncertainty' ? errorLabels() : legendClasses('rsrp', []).map(({ label }) => label);
    const counts = corrected?.counts?.[layer] ?? null;
    const note = counts
      ? `${corrected?.sectorId} alone, its level corrected by the measurements about each place: not a prediction.`
      : `Making the map of ${corrected?.sectorId ?? 'the sector'}: ${Math.round(100 * (corrected?.fraction ?? 0))} %`;
    return { title, unit, labels, counts, note };
  }
  if (layer === 'difference') {
    const counts = state.comparison?.counts ?? null;
    const note = counts ? null : line ? 'Once both maps are finished.' : 'Choose an engine to compare with.';
    return {
      title,
      unit: line ? `${line.after} − ${line.before}, dB` : unit,
      labels: differenceLabels(),
      counts,
      note,
    };
  }
  const sectors = state.history.project.sectors.map(({ id }) => id);
  const labels = legendClasses(layer, sectors).map(({ label }) => label);
  const counts = state.map?.counts[layer] ?? null;
  return { title, unit, labels, counts, note: layer === 'expected-error' ? expectedErrorNote(state) : null };
}

function expectedErrorNote({ map, models }: Shown): string {
  const [engine] = map?.solves.engines ?? [];
  const name = engine === undefined ? 'the model' : engineLabel(engine, models);
  return `What ${name} itself expects its level to be off by. Learned like the level, on the same maps.`;
}
