import { ActionIcon, Tabs } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { DOCK_HEIGHTS_PX } from '../store/dock-state.ts';
import { rem } from '../store/root-scale.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { showDockTab, sizeDock, toggleDock } from '../store/view-actions.ts';
import { DeferredPart } from '../ui/deferred-part.tsx';
import { PanelEdge } from '../ui/panel-edge.tsx';
import { dockTabs } from './dock-tabs.tsx';

/** Charts and tables along the lower edge; folded, only its tabs are there. */
export function Dock() {
  const { open, tab, heightPx } = useStudio((s) => s.dock);
  const tabs = useStudioParts(dockTabs);
  const shown = tabs.find(({ id }) => id === tab) ?? tabs[0];
  if (!shown) return null;
  return (
    <section
      className="card dock"
      aria-label="Dock"
      data-open={open}
      style={open ? { height: rem(heightPx) } : undefined}
    >
      {open && (
        <PanelEdge
          label="Height of the dock"
          side="top"
          sizePx={heightPx}
          limitsPx={DOCK_HEIGHTS_PX}
          onSize={sizeDock}
        />
      )}
      <Tabs value={open ? shown.id : null} onChange={(id) => id !== null && showDockTab(id)} keepMounted={false}>
        <div className="dock-head">
          <Tabs.List aria-label="Dock">
            {tabs.map(({ id, title }) => (
              <Tabs.Tab key={id} value={id}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-expanded={open}
            aria-label={open ? 'Fold the dock' : 'Unfold the dock'}
            title={open ? 'Fold the dock (D)' : 'Unfold the dock (D)'}
            onClick={toggleDock}
          >
            {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronUp size={16} aria-hidden />}
          </ActionIcon>
        </div>
        {tabs.map(({ id, Body }) => (
          <Tabs.Panel key={id} value={id} className="dock-body">
            <DeferredPart part={Body} with={{}} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
