import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { patchCalibration } from '../store/calibration-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { AfterView } from './after-view.ts';

/** The map as it would be with the open calibration, right of a line that is dragged over the present one. Same camera, same colours. */
export function SwipePane({ theme }: { readonly theme: ThemeName }) {
  const share = useStudio((s) => s.calibration.swipe);
  const stage = useStudio((s) => (s.calibration.afterMap?.refined === false ? s.calibration.afterMap.stage : null));
  if (share === null) return null;
  const at = `${(100 * share).toFixed(2)}%`;
  return (
    <div className="swipe">
      <div className="swipe-after" style={{ clipPath: `inset(0 0 0 ${at})` }}>
        <AfterCanvas theme={theme} />
      </div>
      <span className="swipe-label" style={{ right: `calc(${(100 - 100 * share).toFixed(2)}% + 10px)` }}>
        before
      </span>
      <span className="swipe-label" style={{ left: `calc(${at} + 10px)` }}>
        after{stage ? ` · ${stage.toLowerCase()}` : ''}
      </span>
      <div className="swipe-line" style={{ left: at }}>
        <Grip share={share} />
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

function moveTo(share: number): void {
  patchCalibration({ swipe: Math.min(0.98, Math.max(0.02, share)) });
}

function Grip({ share }: { readonly share: number }) {
  return (
    <div
      className="swipe-grip"
      role="slider"
      tabIndex={0}
      aria-label="Line between the map before and after"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * share)}
      aria-valuetext={`${Math.round(100 * share)} % before, ${Math.round(100 - 100 * share)} % after`}
      onKeyDown={(event) => {
        const step = KEYS[event.key];
        if (step === undefined) return;
        event.preventDefault();
        moveTo(share + step);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event.clientX / window.innerWidth);
      }}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden>
        <path d="M6 4L2.5 8L6 12M10 4L13.5 8L10 12" />
      </svg>
    </div>
  );
}
