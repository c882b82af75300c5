import { UserError } from '../units/errors.ts';

/** What a command may do with the terminal: progress, warnings and the one result. Standard output carries the result alone. */
export interface Terminal {
  /** Progress of a stage, 0..1; drawn only on a terminal. */
  progress(stage: string, fraction: number): void;
  warn(message: string): void;
  /** Something worth knowing that needs no action. */
  note(message: string): void;
  /** The command's result: `document` under --json, else the lines of text. */
  result(document: unknown, text: readonly string[]): void;
  readonly signal: AbortSignal;
}

export interface TerminalStreams {
  readonly out: { write(text: string): unknown };
  readonly error: { write(text: string): unknown; readonly isTTY?: boolean | undefined };
}

export function openTerminal(streams: TerminalStreams, json: boolean, quiet: boolean, signal: AbortSignal): Terminal {
  let open = false;
  let last = '';
  const clear = () => {
    if (open) streams.error.write('\r\x1b[K');
    open = false;
  };
  return {
    signal,
    progress(stage, fraction) {
      if (quiet || streams.error.isTTY !== true) return;
      const line = `${stage} ${Math.round(100 * fraction)} %`;
      if (line === last) return;
      last = line;
      streams.error.write(`\r\x1b[K${line}`);
      open = true;
    },
    warn(message) {
      clear();
      streams.error.write(`warning: ${message}\n`);
    },
    note(message) {
      if (quiet) return;
      clear();
      streams.error.write(`${message}\n`);
    },
    result(document, text) {
      clear();
      streams.out.write(json ? `${JSON.stringify(document, noNonFinite, 2)}\n` : `${text.join('\n')}\n`);
    },
  };
}

/** JSON has no NaN and no infinities; a figure that does not exist is null. */
function noNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

/** Rejects with "aborted" as soon as the user has interrupted; called between stages. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new UserError('aborted', 'interrupted; nothing was written under the final name');
}

/** Lets pending signals be handled between two stages that block. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
