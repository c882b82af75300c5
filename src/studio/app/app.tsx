import { CompareCard } from '../compare/compare-card.tsx';
import { HelpDialog } from '../help/help-dialog.tsx';
import { Legend } from '../legend/legend.tsx';
import { MapPane } from '../map/map-pane.tsx';
import { SwipePane } from '../map/swipe-pane.tsx';
import { Palette } from '../palette/palette.tsx';
import { ErrorCard } from '../panels/error-card.tsx';
import { HoverCard } from '../panels/hover-card.tsx';
import { Notices } from '../panels/notices.tsx';
import { TourCard } from '../present/tour-card.tsx';
import { useStudio } from '../store/studio-store.ts';
import { DropTarget } from './drop-target.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { WindowFrame } from './window-frame.tsx';

export function App() {
  const theme = useTheme();
  const comparing = useStudio((s) => s.swipe !== null && s.swipe.beyond.kind !== 'calibration');
  useShortcuts();
  return (
    <>
      <main>
        <MapPane theme={theme} />
        <SwipePane theme={theme} />
        <HoverCard />
      </main>
      <WindowFrame />
      <div className="bottom-cards">
        {comparing ? <CompareCard /> : <ErrorCard />}
        <Legend theme={theme} />
      </div>
      <TourCard />
      <Notices />
      <DropTarget />
      <Palette />
      <HelpDialog />
    </>
  );
}
