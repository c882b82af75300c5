import type { Arguments, OptionTable } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** One command of `boresight`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  readonly options: OptionTable;
  run(args: Arguments, terminal: Terminal): Promise<void>;
}
