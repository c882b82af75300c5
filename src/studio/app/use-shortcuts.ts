import { useEffect } from 'react';
import { redoEdit, undoEdit } from '../commands/project-commands.ts';

/** Ctrl/Cmd+Z undoes, with Shift (or Ctrl+Y) redoes; also inside number fields, whose edits are steps of the project. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === 'z') (event.shiftKey ? redoEdit : undoEdit)();
      else if (key === 'y') redoEdit();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
