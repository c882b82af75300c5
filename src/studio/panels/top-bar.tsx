import {
  ActionIcon,
  Button,
  SegmentedControl,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconFocusCentered,
  IconFolderOpen,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import { redoEdit, undoEdit } from '../commands/project-commands.ts';
import { availableLayers } from '../results/available-layers.ts';
import { LAYER_TITLES, type LayerName } from '../results/layer-classes.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { showLayer, toggleFolded } from '../store/view-actions.ts';
import { RunStatus } from './run-status.tsx';

const SHORT_TITLES: Partial<Record<LayerName, string>> = { corrected: 'Corrected', uncertainty: 'Uncertainty' };

export function TopBar() {
  const name = useStudio((s) => s.history.project.name);
  const layer = useStudio((s) => s.layer);
  const layers = useStudioParts(availableLayers);
  return (
    <header className="card top-bar" data-crowded={layers.length > 7}>
      <h1 className="mark">
        <Mark />
        Boresight
      </h1>
      <span className="project-name">{name}</span>
      <span className="separator" />
      <SegmentedControl
        size="xs"
        aria-label="Map layer"
        transitionDuration={0}
        value={layer}
        onChange={(value) => showLayer(value as LayerName)}
        data={layers.map((value) => ({ value, label: SHORT_TITLES[value] ?? LAYER_TITLES[value].title }))}
      />
      <span className="spacer" />
      <RunStatus />
      <span className="separator" />
      <UndoButtons />
      <OpenButton />
      <FitButton />
      <ThemeButton />
      <PanelButtons />
    </header>
  );
}

function IconButton(props: {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  pressed?: boolean;
  children: ReactNode;
}) {
  return (
    <Tooltip label={props.label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={props.label}
        {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
        disabled={props.disabled ?? false}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function UndoButtons() {
  const undoable = useStudio((s) => s.history.undoable.at(-1)?.label ?? null);
  const redoable = useStudio((s) => s.history.redoable.at(-1)?.label ?? null);
  return (
    <>
      <IconButton
        label={undoable ? `Undo ${undoable} (Ctrl+Z)` : 'Undo (Ctrl+Z)'}
        disabled={!undoable}
        onClick={undoEdit}
      >
        <IconArrowBackUp size={17} aria-hidden />
      </IconButton>
      <IconButton
        label={redoable ? `Redo ${redoable} (Ctrl+Shift+Z)` : 'Redo (Ctrl+Shift+Z)'}
        disabled={!redoable}
        onClick={redoEdit}
      >
        <IconArrowForwardUp size={17} aria-hidden />
      </IconButton>
    </>
  );
}

function OpenButton() {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length) void session.openFiles(files);
        }}
      />
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconFolderOpen size={15} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        Open
      </Button>
    </>
  );
}

function FitButton() {
  const session = useSession();
  return (
    <IconButton label="Show the whole scene" onClick={() => session.lookAtScene()}>
      <IconFocusCentered size={17} aria-hidden />
    </IconButton>
  );
}

function ThemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const theme = useComputedColorScheme('light');
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton label={`Use ${other} colours`} onClick={() => setColorScheme(other)}>
      {theme === 'dark' ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />}
    </IconButton>
  );
}

function PanelButtons() {
  const navigator = useStudio((s) => s.folded.navigator);
  const inspector = useStudio((s) => s.folded.inspector);
  return (
    <>
      <IconButton label="Scene and sites panel" pressed={!navigator} onClick={() => toggleFolded('navigator')}>
        <IconLayoutSidebar size={17} aria-hidden />
      </IconButton>
      <IconButton label="Inspector panel" pressed={!inspector} onClick={() => toggleFolded('inspector')}>
        <IconLayoutSidebarRight size={17} aria-hidden />
      </IconButton>
    </>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden>
      <circle cx="4" cy="16" r="1.7" fill="currentColor" />
      <path d="M4 9a7 7 0 0 1 7 7M4 3a13 13 0 0 1 13 13" />
    </svg>
  );
}
