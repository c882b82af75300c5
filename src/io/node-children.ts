import { fork } from 'node:child_process';

/** Marks a process that this program has started to do a part of its work. */
const PART_OF = 'BORESIGHT_PART_OF';
export interface ChildEvents {
  onMessage(message: unknown): void;
  /**
   * Once, when the process is gone, with its status, or the signal that ended it. `errorText` is the end of what it wrote to
   * standard error.
   */
  onEnd(status: number | string, errorText: string): void;
}

/** A process of this program that does a part of the work. Messages are cloned, typed arrays and NaN included. */
export interface Child {
  send(message: unknown): void;
  /** Ends it at once, in the middle of whatever it does: a part writes no files. */
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
  const end = (status: number | string) => {
    if (over) return;
    over = true;
    events.onEnd(status, errorText.trim());
  };
  child.stderr?.on('data', (bytes: Buffer) => {
    errorText = (errorText + bytes.toString()).slice(-4000);
  });
  child.on('message', (message) => events.onMessage(message));
  child.on('error', (error) => {
    errorText += error.message;
    end('error');
  });
  child.on('close', (code, signal) => end(code ?? signal ?? 'unknown'));
  return {
    send: (message) => {
      // One that has just ended hears nothing more; its end is told by itself.
      if (child.connected) child.send(message as object, () => undefined);
    },
    stop: () => {
      if (!over) child.kill('SIGKILL');
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
