import { UserError } from '../../units/errors.ts';
import { notify } from '../store/view-actions.ts';

/** Does the work; where what a person gave is refused that is told under the title. */
export async function telling(title: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notify({ tone: 'bad', title, message: error.message, details: [] });
  }
}
