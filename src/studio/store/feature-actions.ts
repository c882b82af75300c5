import type { FeatureName } from '../features/feature-name.ts';
import type { ShownFeatures } from './feature-state.ts';
import { studioStore } from './studio-store.ts';

export function pickFeature(name: FeatureName): void {
  studioStore.setState(({ features }) => ({ features: { ...features, name } }));
}

export function showFeatures(shown: ShownFeatures | null): void {
  studioStore.setState(({ features }) => ({ features: { ...features, shown } }));
}
