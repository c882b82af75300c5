import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { actionOf } from '../actions/all-actions.ts';
import { ariaShortcut, chordLabel, isMac } from '../actions/key-chord.ts';
import { runAction } from '../actions/run-action.ts';
import { useSession } from '../app/session-context.ts';
import { takeTool } from '../store/editing-actions.ts';
import { useStudioParts } from '../store/studio-store.ts';

/** A plus that takes a tool into the hand, and puts it away again. */
export function AddButton({ id }: { readonly id: 'add-site' | 'add-building' }) {
  const session = useSession();
  // What the command is depends on these alone.
  useStudioParts((s) => [s.editing.tool, s.scene]);
  const action = actionOf(id, session);
  if (!action) return null;
  const keys = action.keys?.[0] ?? '';
  return (
    <Tooltip label={`${action.title} (${chordLabel(keys, isMac())})`} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={action.title}
        aria-keyshortcuts={ariaShortcut(keys, isMac())}
        aria-pressed={action.chosen === true}
        disabled={action.enabled === false}
        onClick={() => (action.chosen ? takeTool(null) : void runAction(action, session))}
      >
        <IconPlus size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
