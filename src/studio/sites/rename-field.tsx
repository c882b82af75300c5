import { TextInput } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { runSelecting } from '../commands/project-commands.ts';
import { nameProblem, renamed } from '../commands/site-edits.ts';
import { startRenaming } from '../store/editing-actions.ts';
import { currentProject } from '../store/studio-store.ts';

/** The row that the field stood for takes the focus back, so that the keyboard goes on from there. */
function focusRow(kind: 'site' | 'sector', id: string): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(`${kind} ${id}`)}"]`)?.focus(),
  );
}

interface RenameFieldProps {
  readonly kind: 'site' | 'sector';
  readonly id: string;
  readonly name: string;
}

/** A name while it is typed: Enter or leaving the field takes it, Escape does not. */
export function RenameField({ kind, id, name }: RenameFieldProps) {
  const [text, setText] = useState(name);
  const typed = text.trim();
  const problem = nameProblem(currentProject(), kind, id, typed);
  const mark = useCallback((field: HTMLInputElement | null) => field?.select(), []);
  // A field that goes away is left, too: what was given up must not be taken then.
  const finished = useRef(false);
  const finish = (takes: boolean) => {
    if (finished.current) return;
    finished.current = true;
    if (takes && problem === null) runSelecting(renamed(currentProject(), kind, id, typed));
    startRenaming(null);
  };
  return (
    <div className={kind === 'site' ? 'row' : 'row inner'}>
      <TextInput
        ref={mark}
        className="wide"
        size="xs"
        aria-label={`Name of ${kind} ${name}`}
        value={text}
        error={problem}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          const takes = event.key === 'Enter';
          if (takes && problem !== null) return;
          finish(takes);
          focusRow(kind, takes && kind === 'sector' ? typed : id);
        }}
      />
    </div>
  );
}
