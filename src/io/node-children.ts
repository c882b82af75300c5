import { fork } from 'node:child_process';

/** Marks a process that this program has started to do a part of its work. */
const PART_OF = 'BORESIGHT_PART_OF';
/** A child that was asked to end and has not is ended after this time [ms]. */
const PATIENCE_MS = 2000;

export interface ChildEvents {
  onMessage(message: unknown): void;
  /** Once, when the process is gone; `errorText` is the end of what it wrote to standard error. */
  onEnd(code: number | null, errorText: string): void;
}

/** A process of this program that does a part of the work. Messages are cloned, typed arrays and NaN included. */
export interface Child {
  send(message: unknown): void;
  stop(): void;
}

/** Starts this program once more with `words` as its arguments. It ends with this process. */
export function startChild(words: readonly string[], events: ChildEvents): Child {
  const child = fork(process.argv[1]!, words, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, [PART_OF]: String(process.pid) },
  });
  let errorText = '';
  let over = false;
  const end = (code: number | null) => {
    if (over) return;
    over = true;
    events.onEnd(code, errorText.trim());
  };
  child.stderr?.on('data', (bytes: Buffer) => {
    errorText = (errorText + bytes.toString()).slice(-4000);
  });
  child.on('message', (message) => events.onMessage(message));
  child.on('error', (error) => {
    errorText += error.message;
    end(null);
  });
  child.on('close', end);
  return {
    send: (message) => {
      // One that has just ended hears nothing more; its end is told by itself.
      if (child.connected) child.send(message as object, () => undefined);
    },
    stop: () => {
      if (over) return;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
    },
  };
}

export interface Parent {
  send(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
}

/** The process of this program that has started this one to do a part of its work; null where a person has. */
export function parentProcess(): Parent | null {
  if (process.env[PART_OF] !== String(process.ppid) || !process.send) return null;
  // Without its parent a part has nobody to work for, and writes nothing itself.
  process.once('disconnect', () => process.exit(130));
  return {
    send: (message) => process.send?.(message),
    onMessage: (handler) => {
      process.on('message', handler);
    },
  };
}
