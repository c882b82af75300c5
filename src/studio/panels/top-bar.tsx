import { ActionIcon, Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconDots,
  IconFolderOpen,
  IconSearch,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { actionOf } from '../actions/all-actions.ts';
import { IconAction } from '../actions/icon-action.tsx';
import { ariaShortcut, chordLabel, isMac } from '../actions/key-chord.ts';
import { runAction } from '../actions/run-action.ts';
import { useSession } from '../app/session-context.ts';
import { ComparePicker } from '../compare/compare-picker.tsx';
import { EnginePicker } from '../engines/engine-picker.tsx';
import { EXPORT_FORMATS } from '../export/export-formats.ts';
import { ProjectMenu } from '../projects/project-menu.tsx';
import { useStudioParts } from '../store/studio-store.ts';
import { ActionMenu } from './action-menu.tsx';
import { LayerPicker } from './layer-picker.tsx';
import { RunStatus } from './run-status.tsx';

/** The project, what is computed and shown of it, how far that is, and the way to everything else. */
export function TopBar() {
  return (
    <header className="card top-bar">
      <h1 className="mark">
        <Mark />
        <span className="mark-name">Boresight</span>
      </h1>
      <ProjectMenu />
      <span className="separator" />
      <EnginePicker />
      <LayerPicker />
      <ComparePicker />
      <span className="spacer" />
      <RunStatus />
      <span className="separator" />
      <UndoButtons />
      <ActionButton id="open-files" icon={<IconFolderOpen size={15} aria-hidden />} label="Open" />
      <ExportMenu />
      <FindButton />
      <MoreMenu />
    </header>
  );
}

function UndoButtons() {
  // All that these two say; a history is another with every movement of a drag.
  useStudioParts(({ history }) => [history.undoable.at(-1)?.label, history.redoable.at(-1)?.label]);
  return (
    <>
      <IconAction id="undo">
        <IconArrowBackUp size={17} aria-hidden />
      </IconAction>
      <IconAction id="redo">
        <IconArrowForwardUp size={17} aria-hidden />
      </IconAction>
    </>
  );
}

interface ActionButtonProps {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
}

function ActionButton({ id, label, icon }: ActionButtonProps) {
  const session = useSession();
  const action = actionOf(id, session);
  if (!action) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={icon}
      title={action.keys?.[0] && `${action.title} (${chordLabel(action.keys[0], isMac())})`}
      onClick={() => void runAction(action, session)}
    >
      {label}
    </Button>
  );
}

/** The palette, which finds all the rest. */
function FindButton() {
  const session = useSession();
  const action = actionOf('palette', session);
  if (!action) return null;
  const keys = action.keys?.[0] ?? '';
  return (
    <button
      type="button"
      className="find-button"
      aria-label={action.title}
      aria-keyshortcuts={ariaShortcut(keys, isMac())}
      title={action.title}
      onClick={() => void runAction(action, session)}
    >
      <IconSearch size={14} aria-hidden />
      <kbd aria-hidden>{chordLabel(keys, isMac())}</kbd>
    </button>
  );
}

const EXPORTS = [...EXPORT_FORMATS.map(({ id }) => `export-${id}`), null, 'report'];

function ExportMenu() {
  return (
    <ActionMenu ids={EXPORTS}>
      <Button variant="default" size="compact-sm" rightSection={<IconChevronDown size={13} aria-hidden />}>
        Export
      </Button>
    </ActionMenu>
  );
}

const MORE = [
  'fit-scene',
  'theme',
  null,
  'panel-navigator',
  'panel-inspector',
  'panel-dock',
  'panel-legend',
  null,
  'help',
] as const;

function MoreMenu() {
  return (
    <ActionMenu ids={MORE}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label="View and help">
        <IconDots size={17} aria-hidden />
      </ActionIcon>
    </ActionMenu>
  );
}

function Mark() {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1.25rem"
      height="1.25rem"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden
    >
      <circle cx="4" cy="16" r="1.7" fill="currentColor" />
      <path d="M4 9a7 7 0 0 1 7 7M4 3a13 13 0 0 1 13 13" />
    </svg>
  );
}
