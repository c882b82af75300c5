import type { Session } from '../app/session.ts';
import { notify } from '../store/view-actions.ts';
import type { Action } from './action.ts';

/** Runs a command; what goes wrong in it becomes a card, and never a silence. */
export async function runAction(action: Action, session: Session): Promise<void> {
  if (action.enabled === false) return;
  try {
    await action.run(session);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    notify({ tone: 'bad', title: `"${action.title}" failed`, message, details: [] });
  }
}
