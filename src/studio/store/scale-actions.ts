import { SCALE_FACTS, type ScaleName, scaleOf, type ValueScale } from '../results/value-scale.ts';
import { studioStore } from './studio-store.ts';

/** Changes the scale of all layers that are read by it. */
export function changeScale(name: ScaleName, change: (scale: ValueScale) => ValueScale): void {
  studioStore.setState(({ scales }) => {
    const before = scaleOf(scales, name);
    const after = change(before);
    return after === before ? {} : { scales: { ...scales, [name]: after } };
  });
}

export function resetScale(name: ScaleName): void {
  studioStore.setState(({ scales }) => {
    const { [name]: _, ...others } = scales;
    return { scales: others };
  });
}

/** True where the scale is as it comes. */
export function isInitialScale(name: ScaleName, scale: ValueScale): boolean {
  return JSON.stringify(scale) === JSON.stringify(SCALE_FACTS[name].initial);
}
