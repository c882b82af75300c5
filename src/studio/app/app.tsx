import { useComputedColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { CalibrationPanel } from '../calibration/calibration-panel.tsx';
import { CompareCard } from '../engines/compare-card.tsx';
import { MapPane } from '../map/map-pane.tsx';
import { SwipePane } from '../map/swipe-pane.tsx';
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

export function App() {
  const theme = useComputedColorScheme('light');
  const navigatorFolded = useStudio((s) => s.folded.navigator);
  const inspectorFolded = useStudio((s) => s.folded.inspector);
  const calibrating = useStudio((s) => s.calibration.open && !s.folded.inspector);
  const comparing = useStudio((s) => s.swipe?.beyond.kind === 'engine');
  useShortcuts();
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--map-controls-left', navigatorFolded ? '0px' : '260px');
    style.setProperty('--inspector-width', inspectorFolded ? '0px' : calibrating ? '388px' : '308px');
  }, [navigatorFolded, inspectorFolded, calibrating]);
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
      <Hints />
      <Notices />
      <DropTarget />
    </>
  );
}
