import { type PointerEvent, useMemo, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { css } from '../map/colour-scales.ts';
import { valuePainter } from '../map/value-colours.ts';
import { histogramOf } from '../results/distribution.ts';
import { addBreak, moveBreak } from '../results/edit-scale.ts';
import { edgesOf, SCALE_FACTS, type ScaleName, type ValueScale } from '../results/value-scale.ts';
import { changeScale } from '../store/scale-actions.ts';
import { useStudio } from '../store/studio-store.ts';

interface BreakBarProps {
  readonly name: ScaleName;
  readonly scale: ValueScale;
  readonly theme: ThemeName;
}

const BINS = 57;
const HEIGHT = 40;

/** The outdoor values as a histogram in the colours of their classes, with the edges as handles. A double click adds one. Fields under it do the same. */
export function BreakBar({ name, scale, theme }: BreakBarProps) {
  const box = useRef<HTMLDivElement>(null);
  const { low, high } = useSpan(name, scale);
  const counts = useCounts(low, high);
  const { colours, indexOf } = valuePainter(name, scale, theme);
  const most = Math.max(1, ...counts);
  const step = (high - low) / BINS;
  const valueAt = (clientX: number) => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return low + ((clientX - left) / width) * (high - low);
  };
  const { centred } = SCALE_FACTS[name];
  return (
    <div
      ref={box}
      className="break-bar"
      aria-hidden
      onDoubleClick={(event) => {
        const at = valueAt(event.clientX);
        changeScale(name, (before) => addBreak(name, before, centred ? Math.abs(at) : at));
      }}
    >
      <svg viewBox={`0 0 ${BINS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        {counts.map((count, i) => {
          const value = low + (i + 0.5) * step;
          const height = (HEIGHT - 5) * (count / most);
          const fill = css(colours[indexOf(value)] ?? [0, 0, 0]);
          return (
            <g key={value} fill={fill}>
              <rect x={i} y={HEIGHT - 5 - height} width={1.02} height={height} />
              <rect x={i} y={HEIGHT - 4} width={1.02} height={4} />
            </g>
          );
        })}
      </svg>
      {edgesOf(name, scale).map((edge, i, { length }) => (
        <Handle
          // The place in the list, not the value: what is dragged must stay the same element.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={i}
          name={name}
          index={centred ? mirrorIndex(i, length) : i}
          edge={edge}
          at={(edge - low) / (high - low)}
          valueAt={valueAt}
        />
      ))}
    </div>
  );
}

/** Index of the break that an edge of a scale about zero comes from. */
function mirrorIndex(i: number, edges: number): number {
  const half = edges / 2;
  return i < half ? half - 1 - i : i - half;
}

interface HandleProps {
  readonly name: ScaleName;
  readonly index: number;
  readonly edge: number;
  /** Place in the bar, 0..1. */
  readonly at: number;
  readonly valueAt: (clientX: number) => number;
}

/** For the mouse: the fields under the bar do the same by keyboard. */
function Handle({ name, index, edge, at, valueAt }: HandleProps) {
  const { centred, unit } = SCALE_FACTS[name];
  const move = (to: number) =>
    changeScale(name, (before) => moveBreak(name, before, index, centred ? Math.sign(edge) * to : to));
  const onPointerMove = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) move(valueAt(event.clientX));
  };
  return (
    <div
      className="break-handle"
      aria-hidden
      data-edge={edge}
      title={`${edge} ${unit}`.replace('-', '−')}
      style={{ left: `${(100 * at).toFixed(2)}%` }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

/** What of the scale the bar shows: all edges of the scale as it comes and as it is, with a margin. */
function useSpan(name: ScaleName, scale: ValueScale): { low: number; high: number } {
  const edges = [...edgesOf(name, scale), ...edgesOf(name, SCALE_FACTS[name].initial)];
  const [least, most] = [Math.min(...edges), Math.max(...edges)];
  const margin = 0.18 * (most - least);
  return { low: Math.floor(least - margin), high: Math.ceil(most + margin) };
}

function useCounts(low: number, high: number): readonly number[] {
  const session = useSession();
  const difference = useStudio((s) => s.swipe?.mode === 'difference');
  const version = useStudio((s) => s.shown?.version);
  const cells = session.registry.shown[difference ? 'difference' : 'first'];
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells under roofs are replaced, the version tells when
  return useMemo(() => {
    if (cells?.kind !== 'values') return new Array<number>(BINS).fill(0);
    return histogramOf(cells.values, session.ground().indoor, { low, high, binWidth: (high - low) / BINS }).counts;
  }, [cells, version, low, high, session]);
}
