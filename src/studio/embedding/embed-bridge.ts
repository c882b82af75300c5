/** Calls that a host may make, by name. */
export type BridgeCalls = Readonly<Record<string, (...args: readonly never[]) => unknown>>;

/** The part of a window that the bridge needs. */
export interface BridgeWindow {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
  addEventListener(type: 'message', listener: (event: BridgeEvent) => void): void;
}

export interface BridgeEvent {
  readonly origin: string;
  readonly source: unknown;
  readonly data: unknown;
}

export interface EmbedBridge {
  /** Tells the host of something that happened. */
  tell(event: string, value: unknown): void;
}

/** What every message of the bridge carries, so that others pass by. */
const MARK = 'boresight';

/**
 * Answers calls from the one page that was named, and from the frame right above alone. Whatever else comes, from others or in another
 * form, is left unanswered: a foreign page does not learn that anybody listens. Answers are addressed to that origin, never to `*`.
 */
export function openBridge(own: BridgeWindow, origin: string, calls: BridgeCalls): EmbedBridge {
  const post = (message: Readonly<Record<string, unknown>>) =>
    own.parent.postMessage({ [MARK]: 1, ...message }, origin);
  own.addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== own.parent) return;
    const asked = callOf(event.data);
    if (!asked) return;
    const { id, call, args } = asked;
    void answer(calls, call, args).then(
      (value) => post({ id, ok: true, value }),
      (cause: unknown) => post({ id, ok: false, message: cause instanceof Error ? cause.message : String(cause) }),
    );
  });
  return { tell: (event, value) => post({ event, value }) };
}

async function answer(calls: BridgeCalls, name: string, args: readonly unknown[]): Promise<unknown> {
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) throw new Error(`There is no call "${name.slice(0, 80)}"; there are ${Object.keys(calls).join(', ')}.`);
  return call(...(args as readonly never[]));
}

interface Asked {
  readonly id: string | number;
  readonly call: string;
  readonly args: readonly unknown[];
}

function callOf(data: unknown): Asked | null {
  if (typeof data !== 'object' || data === null) return null;
  const { [MARK]: mark, id, call, args = [] } = data as Record<string, unknown>;
  const named = typeof id === 'string' || typeof id === 'number';
  return mark === 1 && named && typeof call === 'string' && Array.isArray(args) ? { id, call, args } : null;
}
