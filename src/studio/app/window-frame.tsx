import { useEffect } from 'react';
import { Dock } from '../dock/dock.tsx';
import { Hints } from '../panels/hints.tsx';
import { Navigator } from '../panels/navigator.tsx';
import { TopBar } from '../panels/top-bar.tsx';
import { PresentStrip } from '../present/present-strip.tsx';
import { ProfileHint } from '../profile/profile-hint.tsx';
import { measureRoot, rem } from '../store/root-scale.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { sizePanel } from '../store/view-actions.ts';
import { PANEL_WIDTHS_PX, windowInsets } from '../store/window-layout.ts';
import { DeferredPart, later } from '../ui/deferred-part.tsx';
import { PanelEdge } from '../ui/panel-edge.tsx';
import { useOpened } from './use-opened.ts';

const INSPECTOR = later('The inspector', async () => (await import('../panels/inspector.tsx')).Inspector);
// With the page: it is seen as soon as a scene is.
INSPECTOR.load().catch(() => undefined);

const CALIBRATION_PANEL = later(
  'Calibration',
  async () => (await import('../calibration/calibration-panel.tsx')).CalibrationPanel,
);

const WALK_CARD = later('The walk', async () => (await import('../planning/walk-card.tsx')).WalkCard);

const EXPLAIN_PANEL = later('The explanation', async () => (await import('../explain/explain-panel.tsx')).ExplainPanel);

/** The panels around the map; of them all a strip, while presenting. */
export function WindowFrame() {
  const presenting = useStudio((s) => s.present.on);
  const calibrating = useStudio((s) => s.calibration.open && !s.folded.inspector);
  const drawing = useStudio((s) => s.profile.drawing);
  const walking = useStudio((s) => s.walk.shown);
  const opened = useOpened();
  const explaining = useStudio((s) => s.explain.place !== null);
  const { left, right, bottom } = useStudioParts(windowInsets);
  const { navigator, inspector } = useStudio((s) => s.widths);
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--navigator-width', rem(navigator));
    style.setProperty('--inspector-width', rem(inspector));
  }, [navigator, inspector]);
  useEffect(() => {
    const { style, dataset } = document.documentElement;
    style.setProperty('--inset-left', rem(left));
    style.setProperty('--inset-right', rem(right));
    style.setProperty('--inset-bottom', rem(bottom));
    dataset.present = String(presenting);
    measureRoot();
  }, [left, right, bottom, presenting]);
  if (presenting) return <PresentStrip />;
  return (
    <>
      <TopBar />
      {opened && (
        <>
          <Navigator />
          {explaining ? (
            <DeferredPart part={EXPLAIN_PANEL} with={{}} />
          ) : calibrating ? (
            <DeferredPart part={CALIBRATION_PANEL} with={{}} />
          ) : (
            <DeferredPart part={INSPECTOR} with={{}} />
          )}
          <SideEdges />
          <Dock />
          {drawing ? <ProfileHint /> : walking ? <DeferredPart part={WALK_CARD} with={{}} /> : !explaining && <Hints />}
        </>
      )}
    </>
  );
}

const EDGES = [
  { panel: 'navigator', label: 'Width of the project panel', side: 'right' },
  { panel: 'inspector', label: 'Width of the inspector', side: 'left' },
] as const;

/** The inner edges of the panels at the sides. */
function SideEdges() {
  const folded = useStudio((s) => s.folded);
  const widths = useStudio((s) => s.widths);
  return EDGES.filter(({ panel }) => !folded[panel]).map(({ panel, label, side }) => (
    <div key={panel} className="edge-lane" data-panel={panel}>
      <PanelEdge
        label={label}
        side={side}
        sizePx={widths[panel]}
        limitsPx={PANEL_WIDTHS_PX}
        onSize={(px) => sizePanel(panel, px)}
      />
    </div>
  ));
}
