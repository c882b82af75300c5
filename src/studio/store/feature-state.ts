import type { FeatureLegends } from '../features/feature-legend.ts';
import type { FeatureName } from '../features/feature-name.ts';

/** The planes of the sector in hand: on their way while there are no legends. The planes themselves are in the registry. */
export interface ShownFeatures {
  readonly sectorId: string;
  readonly fraction: number;
  readonly legends: FeatureLegends | null;
  /** Why there are none. */
  readonly problem: string | null;
}

export interface FeatureState {
  readonly name: FeatureName;
  readonly shown: ShownFeatures | null;
}

export const INITIAL_FEATURES: FeatureState = { name: 'obstruction', shown: null };
