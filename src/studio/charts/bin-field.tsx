import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { rem } from '../store/root-scale.ts';
import { type Bin, type BinBox, binAt, boxBetween, sameBox, steppedBin } from './bin-box.ts';
import type { PlotArea } from './plot.tsx';

interface BinFieldProps {
  readonly area: PlotArea;
  /** What the bins are of, for those who hear it. */
  readonly label: string;
  readonly columns: number;
  /** Left out: one. */
  readonly rows?: number;
  readonly chosen: BinBox | null;
  /** The bin that keys begin at. */
  readonly start: Bin;
  /** What a bin holds, shown while it is pointed at. */
  readonly wordsOf: (bin: Bin) => string;
  readonly onChoose: (box: BinBox | null) => void;
  /** True from the beginning of a drag to its end. */
  readonly onHold: (held: boolean) => void;
}

/** Lies over a plot and takes bins of it: by a click, a drag, or the arrow keys, with Shift a range. */
export function BinField(props: BinFieldProps) {
  const { area, label, columns, rows = 1, chosen, start, wordsOf, onChoose, onHold } = props;
  const [pointed, setPointed] = useState<Bin | null>(null);
  const anchor = useRef<Bin | null>(null);
  const held = useRef(false);
  const ends = useRef({ anchor: start, end: start });
  const binUnder = (event: PointerEvent<HTMLElement>) => {
    const { left, width, bottom, height } = event.currentTarget.getBoundingClientRect();
    return binAt((event.clientX - left) / width, (bottom - event.clientY) / height, columns, rows);
  };
  const span = (from: Bin, to: Bin) => {
    ends.current = { anchor: from, end: to };
    const box = boxBetween(from, to);
    if (!sameBox(box, chosen)) onChoose(box);
  };
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const bin = binUnder(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    onHold(true);
    held.current = true;
    // The bin that is chosen alone is let go by a click.
    if (sameBox(chosen, boxBetween(bin, bin))) {
      anchor.current = null;
      onChoose(null);
      return;
    }
    anchor.current = event.shiftKey && chosen ? ends.current.anchor : bin;
    span(anchor.current, bin);
  };
  const release = () => {
    if (held.current) onHold(false);
    held.current = false;
    anchor.current = null;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { anchor: from, end } = ends.current;
    const begins = chosen === null || !sameBox(chosen, boxBetween(from, end));
    const next = begins && [' ', 'Enter'].includes(event.key) ? start : steppedBin(end, event.key, columns, rows);
    if (!next) return;
    const at = begins ? start : next;
    span(event.shiftKey && !begins ? from : at, at);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="bin-field"
      data-flat={rows === 1}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys choose bins
      tabIndex={0}
      aria-label={`${label}. Arrow keys select a bin, with Shift a range; Escape clears it. The line above says what is selected.`}
      style={{
        left: rem(area.left),
        top: rem(area.top),
        width: rem(area.right - area.left),
        height: rem(area.bottom - area.top),
      }}
      onPointerDown={down}
      onPointerMove={(event) => {
        const bin = binUnder(event);
        setPointed(bin);
        if (anchor.current) span(anchor.current, bin);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => setPointed(null)}
      onKeyDown={onKey}
    >
      {chosen && <div className="bin-chosen" style={placeOf(chosen, columns, rows)} />}
      {pointed && (
        <p className="bin-words" data-side={pointed.column > columns / 2 ? 'left' : 'right'} aria-hidden>
          {wordsOf(pointed)}
        </p>
      )}
    </div>
  );
}

function placeOf({ fromColumn, toColumn, fromRow, toRow }: BinBox, columns: number, rows: number) {
  const share = (count: number, of: number) => `${((100 * count) / of).toFixed(3)}%`;
  return {
    left: share(fromColumn, columns),
    width: share(toColumn - fromColumn + 1, columns),
    bottom: share(fromRow, rows),
    height: share(toRow - fromRow + 1, rows),
  };
}
