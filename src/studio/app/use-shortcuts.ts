import { useEffect } from 'react';
import { allActions } from '../actions/all-actions.ts';
import { matchesChord, reachesFields } from '../actions/key-chord.ts';
import { runAction } from '../actions/run-action.ts';
import { studioStore } from '../store/studio-store.ts';
import type { Session } from './session.ts';
import { useSession } from './session-context.ts';

/** Every command's keys. Those with Ctrl or Cmd work inside fields too, whose edits are steps of the project. */
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
  if (event.defaultPrevented || studioStore.getState().dialog !== null || inMenu(event.target)) return false;
  const inField = takesLetters(event.target);
  for (const action of allActions(session)) {
    const taken = action.yields ? inField || marksText() : inField;
    const reaches = (keys: string) => !taken || ((reachesFields(keys) || action.inFields === true) && !action.yields);
    const chord = action.keys?.find((keys) => matchesChord(event, keys) && reaches(keys));
    if (chord === undefined) continue;
    // Held down, a switch would flicker; what steps through the history may repeat.
    if (!event.repeat || reachesFields(chord)) void runAction(action, session);
    return true;
  }
  return false;
}

/** An open menu or list has its own keys. */
function inMenu(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="menu"], [role="listbox"], [role="dialog"]') !== null;
}

function marksText(): boolean {
  return (window.getSelection()?.toString() ?? '') !== '';
}

/** A list takes letters too: they choose among its entries. */
function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
