import { Menu } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { allActions } from '../actions/all-actions.ts';
import { chordLabel, isMac } from '../actions/key-chord.ts';
import { runAction } from '../actions/run-action.ts';
import { useSession } from '../app/session-context.ts';

interface ActionMenuProps {
  /** The button that opens it. */
  readonly children: ReactNode;
  /** Ids of commands, in the order they stand in; null draws a line. */
  readonly ids: readonly (string | null)[];
}

/** A menu of commands. Those that there are none of now are left out. */
export function ActionMenu({ children, ids }: ActionMenuProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      shadow="md"
      width={250}
      transitionProps={{ duration: 0 }}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>{opened && <Items ids={ids} />}</Menu.Dropdown>
    </Menu>
  );
}

function Items({ ids }: Pick<ActionMenuProps, 'ids'>) {
  const session = useSession();
  const actions = new Map(allActions(session).map((action) => [action.id, action]));
  return ids.map((id, i) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
    if (id === null) return <Menu.Divider key={i} role="separator" />;
    const action = actions.get(id);
    if (!action) return null;
    return (
      <Menu.Item
        key={id}
        disabled={action.enabled === false}
        rightSection={action.keys?.[0] && <kbd>{chordLabel(action.keys[0], isMac())}</kbd>}
        onClick={() => void runAction(action, session)}
      >
        {action.title}
      </Menu.Item>
    );
  });
}
