import { Modal } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Action } from '../actions/action.ts';
import { allActions } from '../actions/all-actions.ts';
import { findActions } from '../actions/find-actions.ts';
import { chordLabel, isMac } from '../actions/key-chord.ts';
import { runAction } from '../actions/run-action.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';

/** Every command by its name, with its keys: Ctrl/Cmd+K. */
export function Palette() {
  const open = useStudio((s) => s.dialog === 'palette');
  const close = () => openDialog(null);
  return (
    <Modal.Root opened={open} onClose={close} size={560} yOffset={80} transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content aria-label="Commands">
        <Modal.Body p={0}>
          <PaletteBody close={close} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody({ close }: { readonly close: () => void }) {
  const session = useSession();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // As things stood when it was opened: a list that changes under the hand is no list to choose from.
  const actions = useMemo(() => allActions(session).filter(({ id }) => id !== 'palette'), [session]);
  const found = useMemo(() => findActions(actions, text), [actions, text]);
  const start = (action: Action | undefined) => {
    if (!action || action.enabled === false) return;
    close();
    void runAction(action, session);
  };
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div className="palette">
      <input
        className="palette-input"
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[at] ? `command-${found[at].id}` : undefined}
        aria-label="Find a command"
        placeholder="Find a command, a layer, an engine …"
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = STEPS[event.key];
          if (step !== undefined) setAt(Math.min(found.length - 1, Math.max(0, at + step)));
          else if (event.key === 'Enter') start(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label="Commands" ref={list}>
        {found.map((action, i) => (
          <Entry
            key={action.id}
            action={action}
            heading={text.trim() === '' && action.group !== found[i - 1]?.group}
            selected={i === at}
            onPoint={() => setAt(i)}
            onStart={() => start(action)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="palette-empty">No command has these words. “?” looks up terms.</p>}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

interface EntryProps {
  readonly action: Action;
  /** Whether its group begins with it. */
  readonly heading: boolean;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onStart: () => void;
}

function Entry({ action, heading, selected, onPoint, onStart }: EntryProps) {
  const { id, title, group, keys, enabled = true, chosen = false } = action;
  return (
    <>
      {heading && (
        <div className="palette-group" role="presentation">
          {group}
        </div>
      )}
      {/* The field keeps the focus and steers the list; the pointer is a second way. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are read in the field */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are not focused */}
      <div
        id={`command-${id}`}
        className="palette-entry"
        role="option"
        aria-selected={selected}
        aria-disabled={!enabled}
        onMouseMove={onPoint}
        onClick={onStart}
      >
        <span className="palette-chosen" aria-hidden>
          {chosen ? '✓' : ''}
        </span>
        <span>{title}</span>
        {chosen && <span className="visually-hidden">, in use</span>}
        {keys?.[0] !== undefined && <kbd>{chordLabel(keys[0], isMac())}</kbd>}
      </div>
    </>
  );
}
