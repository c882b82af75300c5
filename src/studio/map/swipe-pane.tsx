import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { type LineWords, lineWords } from '../engines/line-words.ts';
import { hasTwoSides } from '../results/available-layers.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { moveLine } from '../store/swipe-actions.ts';
import { AfterView } from './after-view.ts';

/** Another map, right of a line that is dragged over the one on the screen. Same camera, same colours. */
export function SwipePane({ theme }: { readonly theme: ThemeName }) {
  const session = useSession();
  const at = useStudio((s) => (s.swipe && hasTwoSides(s.layer) ? s.swipe.at : null));
  const words = useStudioParts((s) => lineWords(s, session.scene()));
  const stage = useStudio((s) => (s.afterMap?.refined === false ? s.afterMap.stage : ''));
  if (at === null || words === null) return null;
  const left = `${(100 * at).toFixed(2)}%`;
  return (
    <div className="swipe">
      <div className="swipe-after" style={{ clipPath: `inset(0 0 0 ${left})` }}>
        <AfterCanvas theme={theme} />
      </div>
      <span className="swipe-label" style={{ right: `calc(${(100 - 100 * at).toFixed(2)}% + 10px)` }}>
        {words.before}
      </span>
      <span className="swipe-label" style={{ left: `calc(${left} + 10px)` }}>
        {words.after}
        {stage && ` · ${stage[0]!.toLowerCase()}${stage.slice(1)}`}
      </span>
      <div className="swipe-line" style={{ left }}>
        <Grip at={at} words={words} />
      </div>
    </div>
  );
}

function AfterCanvas({ theme }: { readonly theme: ThemeName }) {
  const session = useSession();
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const main = session.mapView();
    if (!container.current || !main) return;
    const view = new AfterView(container.current, main, session.registry, theme);
    return () => view.dispose();
  }, [session, theme]);
  return <div ref={container} className="map-pane" aria-hidden />;
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

function Grip({ at, words }: { readonly at: number; readonly words: LineWords }) {
  const percent = Math.round(100 * at);
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
      aria-valuetext={`${percent} % ${words.before}, ${100 - percent} % ${words.after}`}
      onKeyDown={(event) => {
        const step = KEYS[event.key];
        if (step === undefined) return;
        event.preventDefault();
        moveLine(at + step);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveLine(event.clientX / window.innerWidth);
      }}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden>
        <path d="M6 4L2.5 8L6 12M10 4L13.5 8L10 12" />
      </svg>
    </div>
  );
}
