import { useEffect } from 'react';
import { redoEdit, undoEdit } from '../commands/project-commands.ts';
import { toggleComparison } from '../engines/compare-actions.ts';
import type { Session } from './session.ts';
import { useSession } from './session-context.ts';

/**
 * Ctrl/Cmd+Z undoes, with Shift (or Ctrl+Y) redoes; also inside number fields, whose edits are steps of the project. C compares
 * engines, but where letters are typed.
 */
export function useShortcuts(): void {
  const session = useSession();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (onPress(event, session)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [session]);
}

/** True where the key was meant for the studio. */
function onPress(event: KeyboardEvent, session: Session): boolean {
  if (event.altKey) return false;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') (event.shiftKey ? redoEdit : undoEdit)();
    else if (key === 'y') redoEdit();
    else return false;
    return true;
  }
  if (key !== 'c' || event.shiftKey || event.repeat || takesLetters(event.target)) return false;
  toggleComparison(session.scene());
  return true;
}

/** A list takes letters too: they choose among its entries. */
function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
