import type { BoxFigures } from '../errors/box-figures.ts';
import { formatNumber } from '../ui/format.ts';
import { ticksOf } from './ticks.ts';

interface BoxAxisProps {
  readonly low: number;
  readonly high: number;
  readonly at: (db: number) => number;
}

/** Numbers over a column of boxes; `at` places decibels, 0..100. */
export function BoxAxis({ low, high, at }: BoxAxisProps) {
  return (
    <span className="box-axis">
      {ticksOf(low, high, 6).map((db) => (
        <span key={db} style={{ left: `${at(db)}%` }}>
          {formatNumber(db, 0)}
          {db === 0 && ' dB'}
        </span>
      ))}
    </span>
  );
}

interface BoxShapeProps {
  readonly box: BoxFigures;
  readonly at: (db: number) => number;
  readonly quiet: boolean;
  readonly half: number;
}

/** Quartiles, median, and whiskers to 5 % and 95 %, in a drawing 100 wide and 24 high. */
export function BoxShape({ box: { p5, q1, median, q3, p95 }, at, quiet, half }: BoxShapeProps) {
  const box = `M${at(q1)} ${12 - half}H${at(q3)}V${12 + half}H${at(q1)}Z`;
  return (
    <g className={quiet ? 'box quiet' : 'box'}>
      <path d={`M${at(p5)} 12H${at(q1)}M${at(q3)} 12H${at(p95)}`} className="box-line" />
      <path d={box} className="box-body" />
      <path d={`M${at(median)} ${12 - half}V${12 + half}`} className="box-median" />
    </g>
  );
}
