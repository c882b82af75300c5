/** How a value becomes a fit coordinate: unbounded and of order one. */
export type CoordinateKind =
  /** An angle [deg] that may turn all the way: x = radians, no wall anywhere. */
  | 'turning'
  /** x = value / scale. */
  | 'linear'
  /** x = ln((value - lower) / (upper - value)). */
  | 'logit'
  /** x = ln(value). */
  | 'log'
  /** x = ln(value - 1). */
  | 'log-above-one';

/** One row of the table of parameters: all that a fit, a report and a person need to know of it. */
export interface Parameter {
  /** Stable name, e.g. `azimuth`, `permittivity:concrete`. */
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly group: 'antenna' | 'material' | 'wall' | 'building';
  /** Range that makes sense; for `logit` the value cannot leave it, elsewhere leaving it is told. */
  readonly lower: number;
  readonly upper: number;
  readonly coordinate: CoordinateKind;
  /** Value before the fit: where the fit starts, and the middle of the prior. */
  readonly start: number;
  /** Standard deviation of the prior in the fit coordinate; Infinity for none. */
  readonly priorSd: number;
  /** What a change of it asks for. All physical parameters here follow from the cached paths. */
  readonly earliestStage: 're-weight';
  /** What is known about how well data tell it. */
  readonly note: string;
  /** Column of the model's gradient (see ForwardModel), and what one unit of the value is there. */
  readonly column: number;
  readonly columnPerUnit: number;
}

/** Linear coordinates count in tens: a decibel is 0.1. */
const LINEAR_SCALE = 10;
/** Logits are kept off the ends of their range by this part of it. */
const LOGIT_MARGIN = 1e-6;

export function toCoordinate(p: Parameter, value: number): number {
  switch (p.coordinate) {
    case 'turning':
      return (value * Math.PI) / 180;
    case 'linear':
      return value / LINEAR_SCALE;
    case 'log':
      return Math.log(value);
    case 'log-above-one':
      return Math.log(value - 1);
    case 'logit': {
      const share = (value - p.lower) / (p.upper - p.lower);
      const inside = Math.min(1 - LOGIT_MARGIN, Math.max(LOGIT_MARGIN, share));
      return Math.log(inside / (1 - inside));
    }
  }
}

export function toValue(p: Parameter, x: number): number {
  switch (p.coordinate) {
    case 'turning':
      return ((((x * 180) / Math.PI) % 360) + 360) % 360;
    case 'linear':
      return x * LINEAR_SCALE;
    case 'log':
      return Math.exp(x);
    case 'log-above-one':
      return 1 + Math.exp(x);
    case 'logit':
      return p.lower + (p.upper - p.lower) / (1 + Math.exp(-x));
  }
}

/** d value / d coordinate. */
export function valueSlope(p: Parameter, x: number): number {
  switch (p.coordinate) {
    case 'turning':
      return 180 / Math.PI;
    case 'linear':
      return LINEAR_SCALE;
    case 'log':
      return Math.exp(x);
    case 'log-above-one':
      return Math.exp(x);
    case 'logit': {
      const share = 1 / (1 + Math.exp(-x));
      return (p.upper - p.lower) * share * (1 - share);
    }
  }
}

/** True where a fitted value leaves, or lies within a thousandth of, the ends of its range. An angle that turns has none. */
export function isAtBound(p: Parameter, value: number): boolean {
  if (p.coordinate === 'turning') return false;
  // Decades count by their logarithm.
  const scale = p.coordinate === 'log' || p.coordinate === 'log-above-one' ? Math.log : (v: number) => v;
  const [lower, upper, at] = [
    scale(p.lower),
    scale(p.upper),
    scale(p.coordinate === 'linear' ? value : Math.max(value, 1e-30)),
  ];
  const margin = 1e-3 * (upper - lower);
  return at <= lower + margin || at >= upper - margin;
}
