import type { ModelRanges, Range } from './model-card.ts';

/** What a model is asked about, in the quantities of its card's ranges. */
export interface Situation {
  readonly frequencyHz: number;
  readonly antennaHeightM: number;
  /** Share of the ground that is built on, 0..1. */
  readonly buildingDensity: number;
  readonly meanBuildingHeightM: number;
  /** Greatest distance of a cell from the antenna [m]. */
  readonly distanceM: number;
  readonly cellSizeM: number;
}

/** A quantity outside what the model was trained on. */
export interface OutsideTraining {
  readonly quantity: keyof Situation;
  readonly value: number;
  readonly range: Range;
  /** 'frequency 5.9 GHz lies outside 0.7-3.7 GHz that it was trained on'. */
  readonly message: string;
}

const SHOWN: readonly { quantity: keyof Situation; name: string; unit: string; scale: number; digits: number }[] = [
  { quantity: 'frequencyHz', name: 'frequency', unit: ' GHz', scale: 1e-9, digits: 2 },
  { quantity: 'antennaHeightM', name: 'antenna height', unit: ' m', scale: 1, digits: 1 },
  { quantity: 'buildingDensity', name: 'built-on share of the ground', unit: ' %', scale: 100, digits: 0 },
  { quantity: 'meanBuildingHeightM', name: 'mean building height', unit: ' m', scale: 1, digits: 1 },
  { quantity: 'distanceM', name: 'distance', unit: ' m', scale: 1, digits: 0 },
  { quantity: 'cellSizeM', name: 'cell size', unit: ' m', scale: 1, digits: 2 },
];

/** Slack for values that were rounded on their way into the card, as a share of the limit. */
const SLACK = 1e-6;

/** The quantities that lie outside what a model was trained on; what it says there is a guess. A quantity that is NaN is none. */
export function outsideTraining(situation: Situation, ranges: ModelRanges): OutsideTraining[] {
  return SHOWN.flatMap(({ quantity, name, unit, scale, digits }) => {
    const value = situation[quantity];
    const range = ranges[quantity];
    const [low, high] = range;
    const within = value >= low - SLACK * Math.abs(low) && value <= high + SLACK * Math.abs(high);
    if (within || Number.isNaN(value)) return [];
    const text = (of: number) => String(Number((of * scale).toFixed(digits)));
    // A value just outside would round to the limit and read as if it lay within.
    const limits = [text(low), text(high)];
    const is = limits.includes(text(value)) ? String(Number((value * scale).toPrecision(6))) : text(value);
    const span = low === high ? `${limits[0]}${unit}` : `${limits[0]}-${limits[1]}${unit}`;
    return [{ quantity, value, range, message: `${name} ${is}${unit} lies outside ${span} that it was trained on` }];
  });
}
