import { ColumnsUnknown } from '../io/measurements/columns-unknown.ts';
import { UserError } from '../units/errors.ts';
import type { Outcome } from './engine-protocol.ts';

/** Runs the work; what a user can meet becomes a value, and a bug one that says so. */
export async function outcomeOf<T>(work: () => Promise<T> | T): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof UserError) {
      const asks = error instanceof ColumnsUnknown ? ({ columnsUnknown: true } as const) : {};
      return { ok: false, code: error.code, message: error.message, ...asks };
    }
    console.error(error);
    const message = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      code: 'bug',
      message: `Something in the engine broke (${message}). What was open before is unchanged.`,
    };
  }
}
