import { memo } from 'react';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import { radians } from '../../units/angle.ts';
import { horizontalCut, type PatternCut, verticalCut } from '../results/pattern-cuts.ts';
import { rem } from '../store/root-scale.ts';

const RADIUS = 52;
const FLOOR_DB = 30;

/** An antenna and where it points. */
interface Antenna {
  readonly pattern: AntennaPattern;
  /** Left out: boresight is up. */
  readonly azimuthDeg?: number;
  readonly downtiltDeg: number;
}

interface PatternCutsProps extends Antenna {
  /** Drawn quietly beside it. */
  readonly before?: Antenna;
}

interface DrawnCut {
  readonly cut: PatternCut;
  /** Where the cut's zero lies [deg], clockwise from the right. */
  readonly zeroDeg: number;
}

/** Both cuts as polar plots: rings every 10 dB, the vertical one tilted as the antenna is; with an azimuth, north is up. */
export const PatternCuts = memo(PlainPatternCuts);

function PlainPatternCuts({ before, ...antenna }: PatternCutsProps) {
  const { azimuthDeg, downtiltDeg } = antenna;
  const horizontal = (a: Antenna) => ({ cut: horizontalCut(a.pattern), zeroDeg: (a.azimuthDeg ?? 0) - 90 });
  const vertical = (a: Antenna) => ({ cut: verticalCut(a.pattern), zeroDeg: a.downtiltDeg });
  return (
    <div className="cuts">
      <Polar
        caption={azimuthDeg === undefined ? 'horizontal' : 'horizontal, north up'}
        after={horizontal(antenna)}
        before={before && horizontal(before)}
        label={
          azimuthDeg === undefined
            ? 'Horizontal pattern, boresight up'
            : `Horizontal pattern, north up, boresight at ${azimuthDeg.toFixed(0)} degrees`
        }
      />
      <Polar
        caption="vertical"
        after={vertical(antenna)}
        before={before && vertical(before)}
        label={`Vertical pattern, boresight right, tilted ${downtiltDeg} degrees down`}
      />
    </div>
  );
}

function outline({ cut, zeroDeg }: DrawnCut): string {
  const points: string[] = [];
  for (let deg = -180; deg < 180; deg += 3) {
    const radius = RADIUS * Math.max(0, 1 - cut(deg) / FLOOR_DB);
    const angle = radians(deg + zeroDeg);
    points.push(`${(radius * Math.cos(angle)).toFixed(1)},${(radius * Math.sin(angle)).toFixed(1)}`);
  }
  return points.join(' ');
}

function Polar(props: {
  readonly caption: string;
  readonly after: DrawnCut;
  readonly before: DrawnCut | undefined;
  readonly label: string;
}) {
  const size = RADIUS + 4;
  return (
    <figure>
      <svg
        viewBox={`${-size} ${-size} ${2 * size} ${2 * size}`}
        width={rem(2 * size)}
        height={rem(2 * size)}
        role="img"
        aria-label={props.label}
      >
        {[1 / 3, 2 / 3, 1].map((share) => (
          <circle key={share} r={RADIUS * share} fill="none" stroke="var(--line)" />
        ))}
        <path d={`M${-RADIUS} 0H${RADIUS}M0 ${-RADIUS}V${RADIUS}`} stroke="var(--line)" />
        {props.before && (
          <polygon
            points={outline(props.before)}
            fill="none"
            stroke="var(--muted)"
            strokeWidth={1.5}
            strokeDasharray="3 2.5"
          />
        )}
        <polygon
          points={outline(props.after)}
          fill="var(--accent)"
          fillOpacity={0.12}
          stroke="var(--accent)"
          strokeWidth={1.5}
        />
      </svg>
      <figcaption>{props.caption}</figcaption>
    </figure>
  );
}
