import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { type CompareWords, compareWords } from '../compare/result-words.ts';
import { isDataLayer } from '../results/layer-classes.ts';
import { type StudioState, useStudio, useStudioParts } from '../store/studio-store.ts';
import { moveLine } from '../store/swipe-actions.ts';
import { isBesideMeasured, type Side } from '../store/swipe-state.ts';
import { windowInsetsPx } from '../store/window-layout.ts';
import { SecondView } from './second-view.ts';

/** The second of two results: right of a line that is dragged over the first, or beside it. Same camera, same colours. */
export function SwipePane({ theme }: { readonly theme: ThemeName }) {
  const session = useSession();
  const swipe = useStudio((s) => (s.swipe?.mode !== 'difference' && isDataLayer(s.layer) ? s.swipe : null));
  const words = useStudioParts((s) => compareWords(s, session.scene()));
  if (!swipe || !words) return null;
  if (swipe.mode === 'side') return <SidePane theme={theme} words={words} />;
  const left = `${(100 * swipe.at).toFixed(2)}%`;
  return (
    <div className="swipe">
      <div className="swipe-second" style={{ clipPath: `inset(0 0 0 ${left})` }}>
        <SecondCanvas theme={theme} beside={false} />
      </div>
      <SideLabel
        side="first"
        word={words.first}
        style={{ right: `calc(${(100 - 100 * swipe.at).toFixed(2)}% + 10px)` }}
      />
      <SideLabel side="second" word={words.second} style={{ left: `calc(${left} + 10px)` }} />
      <div className="swipe-line" style={{ left }}>
        <Grip at={swipe.at} words={words} />
      </div>
    </div>
  );
}

/** Two maps with one camera; the first has the left half of what panels leave free (see map-pane.tsx). */
function SidePane({ theme, words }: { readonly theme: ThemeName; readonly words: CompareWords }) {
  return (
    <div className="swipe">
      <div className="side-second">
        <SecondCanvas theme={theme} beside />
      </div>
      <SideLabel side="first" word={words.first} style={{ right: 'calc(100% - var(--side-middle) + 10px)' }} />
      <SideLabel side="second" word={words.second} style={{ left: 'calc(var(--side-middle) + 10px)' }} />
      <div className="swipe-line" style={{ left: 'var(--side-middle)' }} />
    </div>
  );
}

interface SideLabelProps {
  readonly side: Side;
  readonly word: string;
  readonly style: { readonly left?: string; readonly right?: string };
}

/** What a side is: predicted or measured, by what, and how far it is. */
function SideLabel({ side, word, style }: SideLabelProps) {
  const measured = useStudio((s) => s.swipe?.[side].kind === 'measured');
  const name = useStudio((s) => s.measurements?.name ?? '');
  const stage = useStudio((s) => stageOf(side, s));
  const other = useStudio((s) => isBesideMeasured(s.swipe));
  const words = measured ? `Measured · ${name}` : other ? `Predicted · ${word}` : word;
  return (
    <span className="swipe-label" data-measured={measured} style={style}>
      {words}
      {stage && ` · ${stage[0]!.toLowerCase()}${stage.slice(1)}`}
    </span>
  );
}

function stageOf(side: Side, { firstMap, secondMap }: StudioState): string {
  const map = side === 'first' ? firstMap : secondMap;
  return map?.refined === false ? map.stage : '';
}

function SecondCanvas({ theme, beside }: { readonly theme: ThemeName; readonly beside: boolean }) {
  const session = useSession();
  const container = useRef<HTMLDivElement>(null);
  const rightPx = useStudio((s) => windowInsetsPx(s).right);
  const besideRightPx = beside ? rightPx : null;
  useEffect(() => {
    const main = session.mapView();
    if (!container.current || !main) return;
    const second = new SecondView(container.current, main, session.registry, { theme, besideRightPx });
    if (besideRightPx !== null) {
      second.view.map.on('mousemove', ({ originalEvent }) =>
        session.places.hover({ x: originalEvent.clientX, y: originalEvent.clientY }, second.view),
      );
      // What a finger tapped is read until the map moves.
      for (const type of ['mouseout', 'dragstart'] as const) second.view.map.on(type, () => session.places.hover(null));
    }
    return () => second.dispose();
  }, [session, theme, besideRightPx]);
  return <div ref={container} className="map-pane" aria-hidden={!beside} />;
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.02,
  ArrowDown: -0.02,
  ArrowRight: 0.02,
  ArrowUp: 0.02,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};

function Grip({ at, words }: { readonly at: number; readonly words: CompareWords }) {
  const percent = Math.round(100 * at);
  const began = useRef(at);
  return (
    <div
      className="swipe-grip"
      role="slider"
      tabIndex={0}
      aria-label={words.line}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${percent} % ${words.first}, ${100 - percent} % ${words.second}`}
      onKeyDown={(event) => {
        const step = KEYS[event.key];
        if (step === undefined) return;
        event.preventDefault();
        moveLine(at + step);
      }}
      onPointerDown={(event) => {
        if (!event.isPrimary) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        began.current = at;
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveLine(event.clientX / window.innerWidth);
      }}
      onPointerCancel={() => moveLine(began.current)}
    >
      <svg
        viewBox="0 0 16 16"
        width="1rem"
        height="1rem"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden
      >
        <path d="M6 4L2.5 8L6 12M10 4L13.5 8L10 12" />
      </svg>
    </div>
  );
}
