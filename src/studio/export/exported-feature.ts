import type { MapScale } from '../../io/formats/map-colours.ts';
import { LAND_USE_NAMES } from '../../scene/synthetic/land-use-classes.ts';
import type { FeatureMaps } from '../../worker/engine-protocol.ts';
import { FLAG_LABELS, featureFact, featureValues } from '../features/feature-name.ts';
import { featureColours } from '../map/feature-colours.ts';
import type { FeatureState } from '../store/feature-state.ts';
import type { ExportedLayer } from './exported-layer.ts';

/** A plane that a predictor sees, as a file takes it; null until it is there. */
export function exportedFeature({ name, shown }: FeatureState, maps: FeatureMaps): ExportedLayer | null {
  const legend = shown?.legends?.[name];
  if (!legend) return null;
  const { label, unit, kind } = featureFact(name);
  const colours = featureColours(name);
  const scale = (): MapScale => {
    if (legend.kind === 'scale') return { kind: 'continuous', low: legend.low, high: legend.high, unit, colours };
    if (kind === 'land-use') return { kind: 'classes', names: LAND_USE_NAMES, colours };
    // Colours and labels of a flag begin with 1.
    return { kind: 'classes', names: [...FLAG_LABELS].reverse(), colours: [...colours].reverse() };
  };
  const values = Float32Array.from(featureValues(maps, name));
  const title = `${label} of ${shown.sectorId}`;
  const valueUnit = kind === 'scale' ? unit : '';
  const legendOf = { first: 'high', ofData: false } as const;
  return {
    layer: `feature-${name}`,
    title,
    unit: valueUnit,
    grid: maps.grid,
    values,
    scale: scale(),
    side: null,
    legend: legendOf,
  };
}
