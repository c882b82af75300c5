import { redoEdit, undoEdit } from '../commands/project-commands.ts';
import type { ActionSource } from './action.ts';

export const editActions: ActionSource = ({ history }) => {
  const undoable = history.undoable.at(-1);
  const redoable = history.redoable.at(-1);
  return [
    {
      id: 'undo',
      title: undoable ? `Undo: ${undoable.label}` : 'Undo',
      group: 'Edit',
      keys: ['mod+z'],
      enabled: undoable !== undefined,
      run: undoEdit,
    },
    {
      id: 'redo',
      title: redoable ? `Redo: ${redoable.label}` : 'Redo',
      group: 'Edit',
      keys: ['mod+shift+z', 'mod+y'],
      enabled: redoable !== undefined,
      run: redoEdit,
    },
  ];
};
