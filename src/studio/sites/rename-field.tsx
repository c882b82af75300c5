import { runSelecting } from '../commands/project-commands.ts';
import { nameProblem, renamed } from '../commands/site-edits.ts';
import { startRenaming } from '../store/editing-actions.ts';
import { currentProject } from '../store/studio-store.ts';
import { NameField } from '../ui/name-field.tsx';

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

/** The name of a site or a sector while it is typed. */
export function RenameField({ kind, id, name }: RenameFieldProps) {
  const finish = (typed: string | null, left: boolean) => {
    if (typed !== null) runSelecting(renamed(currentProject(), kind, id, typed));
    startRenaming(null);
    if (!left) focusRow(kind, typed !== null && kind === 'sector' ? typed : id);
  };
  return (
    <div className={kind === 'site' ? 'row' : 'row inner'}>
      <NameField
        label={`Name of ${kind} ${name}`}
        name={name}
        problemOf={(typed) => nameProblem(currentProject(), kind, id, typed)}
        onDone={finish}
      />
    </div>
  );
}
