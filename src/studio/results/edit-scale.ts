import { SCALE_FACTS, type ScaleName, type ValueScale } from './value-scale.ts';

/** Breaks lie on steps of this, and no closer [dB]. */
export const BREAK_STEP = 0.5;
/** More classes than this no eye tells apart. */
const MOST_BREAKS = 12;

const onStep = (value: number) => Math.round(value / BREAK_STEP) * BREAK_STEP;

export function canAddBreak({ breaks }: ValueScale): boolean {
  return breaks.length < MOST_BREAKS;
}

/** A further edge at a value; left out: in the middle of the widest class between edges. The same scale where there is no room. */
export function addBreak(name: ScaleName, scale: ValueScale, at = widestMiddle(name, scale)): ValueScale {
  const { least, most } = SCALE_FACTS[name];
  const value = onStep(Math.min(most, Math.max(least, at)));
  const taken = scale.breaks.some((edge) => Math.abs(edge - value) < BREAK_STEP);
  if (taken || !canAddBreak(scale)) return scale;
  return { ...scale, breaks: [...scale.breaks, value].sort((a, b) => a - b) };
}

/** How far the neighbours of an edge let it go. */
export function roomOfBreak(name: ScaleName, { breaks }: ValueScale, index: number): { low: number; high: number } {
  const { least, most } = SCALE_FACTS[name];
  return {
    low: index > 0 ? breaks[index - 1]! + BREAK_STEP : least,
    high: index < breaks.length - 1 ? breaks[index + 1]! - BREAK_STEP : most,
  };
}

/** Moves an edge as far as its neighbours let it. */
export function moveBreak(name: ScaleName, scale: ValueScale, index: number, to: number): ValueScale {
  const { low, high } = roomOfBreak(name, scale, index);
  const value = Math.min(high, Math.max(low, onStep(to)));
  return { ...scale, breaks: scale.breaks.map((edge, i) => (i === index ? value : edge)) };
}

/** Joins the classes at both sides of an edge. The last edge stays: one class says nothing. */
export function removeBreak(scale: ValueScale, index: number): ValueScale {
  return scale.breaks.length > 1 ? { ...scale, breaks: scale.breaks.filter((_, i) => i !== index) } : scale;
}

function widestMiddle(name: ScaleName, { breaks }: ValueScale): number {
  const { least, most, centred } = SCALE_FACTS[name];
  const edges = centred ? [0, ...breaks] : breaks;
  let widest = 0;
  let middle = Number.NaN;
  for (let i = 1; i < edges.length; i++) {
    const width = edges[i]! - edges[i - 1]!;
    if (width <= widest || width < 2 * BREAK_STEP) continue;
    widest = width;
    middle = (edges[i]! + edges[i - 1]!) / 2;
  }
  if (!Number.isNaN(middle)) return middle;
  // No class between edges: beyond the last of them.
  const last = edges.at(-1)!;
  return last + 5 <= most ? last + 5 : Math.max(least, edges[0]! - 5);
}
