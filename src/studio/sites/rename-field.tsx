import { TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { runSelecting } from '../commands/project-commands.ts';
import { nameProblem, renamed } from '../commands/site-edits.ts';
import { startRenaming } from '../store/editing-actions.ts';
import { currentProject } from '../store/studio-store.ts';

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
  const finish = (takes: boolean) => {
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
          if (event.key === 'Enter' && problem === null) finish(true);
          if (event.key === 'Escape') finish(false);
          if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
        }}
      />
    </div>
  );
}
