import { useEffect } from 'react';
import { CalibrationPanel } from '../calibration/calibration-panel.tsx';
import { Dock } from '../dock/dock.tsx';
import { CompareCard } from '../engines/compare-card.tsx';
import { HelpDialog } from '../help/help-dialog.tsx';
import { MapPane } from '../map/map-pane.tsx';
import { SwipePane } from '../map/swipe-pane.tsx';
import { Palette } from '../palette/palette.tsx';
import { ErrorCard } from '../panels/error-card.tsx';
import { Hints } from '../panels/hints.tsx';
import { HoverCard } from '../panels/hover-card.tsx';
import { Inspector } from '../panels/inspector.tsx';
import { Legend } from '../panels/legend.tsx';
import { Navigator } from '../panels/navigator.tsx';
import { Notices } from '../panels/notices.tsx';
import { TopBar } from '../panels/top-bar.tsx';
import { useStudio } from '../store/studio-store.ts';
import { DropTarget } from './drop-target.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';

/** Height of the dock's tabs alone. */
const FOLDED_DOCK_PX = 32;

export function App() {
  const theme = useTheme();
  const navigatorFolded = useStudio((s) => s.folded.navigator);
  const inspectorFolded = useStudio((s) => s.folded.inspector);
  const calibrating = useStudio((s) => s.calibration.open && !s.folded.inspector);
  const comparing = useStudio((s) => s.swipe?.beyond.kind === 'engine');
  const dockHeightPx = useStudio((s) => (s.dock.open ? s.dock.heightPx : FOLDED_DOCK_PX));
  useShortcuts();
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--map-controls-left', navigatorFolded ? '0px' : '260px');
    style.setProperty('--inspector-width', inspectorFolded ? '0px' : calibrating ? '388px' : '308px');
    style.setProperty('--dock-height', `${dockHeightPx}px`);
  }, [navigatorFolded, inspectorFolded, calibrating, dockHeightPx]);
  return (
    <>
      <main>
        <MapPane theme={theme} />
        <SwipePane theme={theme} />
        <HoverCard />
      </main>
      <TopBar />
      <Navigator />
      <div className="bottom-cards">
        {comparing ? <CompareCard /> : <ErrorCard />}
        <Legend theme={theme} />
      </div>
      {calibrating ? <CalibrationPanel /> : <Inspector />}
      <Dock />
      <Hints />
      <Notices />
      <DropTarget />
      <Palette />
      <HelpDialog />
    </>
  );
}
