import { useLayoutEffect } from 'react';
import { Legend } from '../legend/legend.tsx';
import { ErrorCard } from '../panels/error-card.tsx';
import { HoverCard } from '../panels/hover-card.tsx';
import { Notices } from '../panels/notices.tsx';
import { isErrorViewShown } from '../store/error-view-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { DeferredPart, later } from '../ui/deferred-part.tsx';
import { Dialogs } from './dialogs.tsx';
import { DropTarget } from './drop-target.tsx';
import { useOpened } from './use-opened.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { WindowFrame } from './window-frame.tsx';

const MAP_PANES = later('The map', async () => (await import('../map/map-panes.tsx')).MapPanes);
// With the page, not after its first drawing; a failure shows where the map should be.
MAP_PANES.load().catch(() => undefined);

const COMPARE_CARD = later('The comparison', async () => (await import('../compare/compare-card.tsx')).CompareCard);
const TOUR_CARD = later('The tour', async () => (await import('../present/tour-card.tsx')).TourCard);
const TOOL_CARD = later('The tool', async () => (await import('../panels/tool-card.tsx')).ToolCard);

export function App() {
  const theme = useTheme();
  const comparing = useStudio((s) => s.swipe !== null && s.swipe.second.kind !== 'calibration');
  // The dock says the same, and more: the map has the room.
  const reviewing = useStudio(isErrorViewShown);
  const opened = useOpened();
  const touring = useStudio((s) => s.present.step !== null);
  const tool = useStudio((s) => s.editing.tool);
  useShortcuts();
  useLayoutEffect(() => {
    if (opened) document.getElementById('skeleton')?.remove();
  }, [opened]);
  return (
    <>
      <main>
        <DeferredPart part={MAP_PANES} with={{ theme }} />
        <HoverCard />
      </main>
      <WindowFrame />
      {opened && (
        <div className="bottom-cards">
          {comparing ? <DeferredPart part={COMPARE_CARD} with={{}} /> : !reviewing && <ErrorCard />}
          <Legend theme={theme} />
        </div>
      )}
      {tool && <DeferredPart part={TOOL_CARD} with={{ tool }} />}
      {touring && <DeferredPart part={TOUR_CARD} with={{}} />}
      <Notices />
      <DropTarget />
      <Dialogs />
    </>
  );
}
