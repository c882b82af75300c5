import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import { radians } from '../../units/angle.ts';
import { horizontalCut, type PatternCut, verticalCut } from '../results/pattern-cuts.ts';

const RADIUS = 52;
const FLOOR_DB = 30;

interface PatternCutsProps {
  readonly pattern: AntennaPattern;
  readonly downtiltDeg: number;
}

/** Both cuts as polar plots: rings every 10 dB, the vertical one tilted as the antenna is. */
export function PatternCuts({ pattern, downtiltDeg }: PatternCutsProps) {
  return (
    <div className="cuts">
      <Polar caption="horizontal" cut={horizontalCut(pattern)} zeroDeg={-90} label="Horizontal pattern, boresight up" />
      <Polar
        caption="vertical"
        cut={verticalCut(pattern)}
        zeroDeg={downtiltDeg}
        label={`Vertical pattern, boresight right, tilted ${downtiltDeg} degrees down`}
      />
    </div>
  );
}

function Polar(props: {
  readonly caption: string;
  readonly cut: PatternCut;
  readonly zeroDeg: number;
  readonly label: string;
}) {
  const points: string[] = [];
  for (let deg = -180; deg < 180; deg += 3) {
    const radius = RADIUS * Math.max(0, 1 - props.cut(deg) / FLOOR_DB);
    const angle = radians(deg + props.zeroDeg);
    points.push(`${(radius * Math.cos(angle)).toFixed(1)},${(radius * Math.sin(angle)).toFixed(1)}`);
  }
  const size = RADIUS + 4;
  return (
    <figure>
      <svg
        viewBox={`${-size} ${-size} ${2 * size} ${2 * size}`}
        width={2 * size}
        height={2 * size}
        role="img"
        aria-label={props.label}
      >
        {[1 / 3, 2 / 3, 1].map((share) => (
          <circle key={share} r={RADIUS * share} fill="none" stroke="var(--line)" />
        ))}
        <path d={`M${-RADIUS} 0H${RADIUS}M0 ${-RADIUS}V${RADIUS}`} stroke="var(--line)" />
        <polygon
          points={points.join(' ')}
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
