import { BASE_CHANNELS, CHANNELS } from '../../learning/features/channel.ts';
import type { BaseChannel } from '../../learning/features/feature-maps.ts';
import { LAND_USE_NAMES } from '../../scene/synthetic/land-use-classes.ts';
import type { FeatureMaps } from '../../worker/engine-protocol.ts';

/** A plane that a predictor sees: one of its channels, or the classes of land use. */
export type FeatureName = BaseChannel | 'land-use';

export interface FeatureFact {
  readonly label: string;
  readonly unit: string;
  readonly help: string;
  readonly kind: 'scale' | 'flag' | 'land-use';
}

const FLAGS: readonly FeatureName[] = ['line-of-sight', 'road'];

/** Labels of a plane of 0 and 1, 1 first. */
export const FLAG_LABELS = ['yes', 'no'] as const;

export const FEATURE_NAMES: readonly FeatureName[] = [...BASE_CHANNELS, 'land-use'];

export function featureFact(name: FeatureName): FeatureFact {
  if (name === 'land-use') {
    const help = 'What the ground is used for. A class and no quantity: predictors learn a meaning for each';
    return { label: 'Land use', unit: 'class', help, kind: 'land-use' };
  }
  return { ...CHANNELS[name], kind: FLAGS.includes(name) ? 'flag' : 'scale' };
}

/** Values of a plane, by cell. */
export function featureValues(maps: FeatureMaps, name: FeatureName): ArrayLike<number> {
  return name === 'land-use' ? maps.landUse : maps.planes[name];
}

/** A value as people read it. */
export function featureText(name: FeatureName, value: number, formatted: (value: number) => string): string {
  const { kind, unit } = featureFact(name);
  if (kind === 'land-use') return LAND_USE_NAMES[value] ?? `class ${value}`;
  if (kind === 'flag') return value > 0 ? FLAG_LABELS[0] : FLAG_LABELS[1];
  return unit ? `${formatted(value)} ${unit}` : formatted(value);
}
