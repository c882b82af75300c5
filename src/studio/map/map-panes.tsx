import { Fragment, useEffect, useMemo, useState } from 'react';
import type { ThemeName } from '../app/theme.ts';
import { DriveCursor } from './drive-cursor.tsx';
import { MapPane } from './map-pane.tsx';
import { SwipePane } from './swipe-pane.tsx';

/** How long a lost graphics context may take to come back by itself [ms]; Chromium takes a second. */
const PATIENCE_MS = 6000;

/**
 * All that draws with MapLibre and deck.gl, which come in a file of their own. A map that lost its graphics context is replaced by
 * another, which draws the studio's state anew.
 */
export function MapPanes({ theme }: { readonly theme: ThemeName }) {
  const [{ generation, state }, set] = useState({ generation: 0, state: 'drawn' as 'drawn' | 'lost' | 'refused' });
  const handlers = useMemo(() => {
    const now = (next: 'lost' | 'refused') => set((before) => ({ ...before, state: next }));
    const again = () => set((before) => ({ generation: before.generation + 1, state: 'drawn' }));
    return { context: { lost: () => now('lost'), restored: again }, onRefused: () => now('refused'), again };
  }, []);
  useEffect(() => {
    if (state !== 'lost') return;
    const timer = setTimeout(handlers.again, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state, handlers]);
  return (
    <>
      <Fragment key={generation}>
        <MapPane theme={theme} context={handlers.context} onRefused={handlers.onRefused} />
        <SwipePane theme={theme} />
        <DriveCursor />
      </Fragment>
      {state === 'refused' && (
        <div className="card missing-part" role="alert">
          <strong>The map cannot be drawn.</strong>
          <p>
            The browser gives it no graphics context (WebGL 2). Maps are computed all the same, and everything can be
            exported. If it worked before, restart the browser.
          </p>
          <button type="button" className="text-button" onClick={handlers.again}>
            Try again
          </button>
        </div>
      )}
    </>
  );
}
