import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../app/session-context.ts';
import { actionOf } from './all-actions.ts';
import { ariaShortcut, chordLabel, isMac } from './key-chord.ts';
import { runAction } from './run-action.ts';

interface IconActionProps {
  readonly id: string;
  /** [px] */
  readonly size?: number;
  /** What pressing it does while it is chosen; left out: the command again. */
  readonly onRelease?: () => void;
  readonly children: ReactNode;
}

/** A command as a mere sign; its words and keys come with hover and focus. */
export function IconAction({ id, size = 28, onRelease, children }: IconActionProps) {
  const session = useSession();
  const action = actionOf(id, session);
  if (!action) return null;
  const keys = action.keys?.[0];
  return (
    <Tooltip label={keys ? `${action.title} (${chordLabel(keys, isMac())})` : action.title} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size}
        aria-label={action.title}
        {...(keys ? { 'aria-keyshortcuts': ariaShortcut(keys, isMac()) } : {})}
        {...(action.chosen === undefined ? {} : { 'aria-pressed': action.chosen })}
        disabled={action.enabled === false}
        onClick={() => (action.chosen && onRelease ? onRelease() : void runAction(action, session))}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
