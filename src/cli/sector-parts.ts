import type { Child, ChildEvents, Parent } from '../io/node-children.ts';
import { UserError, type UserErrorCode } from '../units/errors.ts';
import type { Terminal } from './terminal.ts';

/** What a part is told. */
type Order = { readonly kind: 'sector'; readonly id: string } | { readonly kind: 'enough' };

/** A sector's result, whatever the command makes of a sector. */
export interface OfSector {
  readonly sectorId: string;
}

/** How far a sector is, 0..1. */
export interface PartStage extends OfSector {
  readonly fraction: number;
}

export interface RefusedSector extends OfSector {
  readonly message: string;
}

/** What it tells. */
export type PartMessage<R extends OfSector> =
  | { readonly kind: 'ready'; readonly adapter: string }
  | { readonly kind: 'stage'; readonly stage: PartStage }
  | { readonly kind: 'report'; readonly report: R }
  | { readonly kind: 'finished'; readonly refused: readonly RefusedSector[] }
  | { readonly kind: 'warn' | 'note'; readonly message: string }
  | { readonly kind: 'failed'; readonly code: UserErrorCode; readonly message: string };

export interface PartsResult<R extends OfSector> {
  readonly reports: readonly R[];
  readonly refused: readonly RefusedSector[];
  readonly adapter: string;
}

export interface PartsHooks<R> {
  /** What is being done, for progress: "calibrating 12 sectors". */
  readonly doing: string;
  /** Each report as it comes. */
  onReport?(report: R): void;
}

/**
 * Does sectors in several processes, each of which asks for the next sector when it is done with one. Reports come back in the
 * order of `ids`, whichever process they are of.
 * @param start starts a process; its messages are PartMessage
 */
export function sectorsInParts<R extends OfSector>(
  ids: readonly string[],
  jobs: number,
  start: (events: ChildEvents) => Child,
  terminal: Terminal,
  { doing, onReport }: PartsHooks<R>,
): Promise<PartsResult<R>> {
  const waiting = [...ids];
  const share = new Map<string, number>();
  const reports: R[] = [];
  const refused: RefusedSector[] = [];
  const said = new Set<string>();
  const children = new Set<Child>();
  let adapter = '';
  return new Promise((resolve, reject) => {
    let over = false;
    const fail = (error: Error) => {
      if (over) return;
      over = true;
      for (const child of children) child.stop();
      reject(error);
    };
    const interrupted = () => fail(new UserError('aborted', 'interrupted; nothing was written under the final name'));
    if (terminal.signal.aborted) return interrupted();
    terminal.signal.addEventListener('abort', interrupted, { once: true });
    const order = (child: Child) => {
      const id = waiting.shift();
      child.send((id === undefined ? { kind: 'enough' } : { kind: 'sector', id }) satisfies Order);
    };
    const once = (message: string, say: (message: string) => void) => {
      if (!said.has(message)) say(message);
      said.add(message);
    };
    const tell = (id: string, fraction: number) => {
      share.set(id, fraction);
      const done = [...share.values()].reduce((sum, part) => sum + part, 0);
      terminal.progress(`${doing} (${id})`, done / ids.length);
    };
    const hear = (child: Child, message: PartMessage<R>) => {
      switch (message.kind) {
        case 'ready':
          adapter = message.adapter;
          return order(child);
        case 'stage':
          return tell(message.stage.sectorId, message.stage.fraction);
        case 'report':
          reports.push(message.report);
          onReport?.(message.report);
          return;
        case 'finished':
          refused.push(...message.refused);
          return order(child);
        case 'warn':
        case 'note':
          return once(message.message, terminal[message.kind].bind(terminal));
        case 'failed':
          return fail(new UserError(message.code, message.message));
      }
    };
    const finish = () => {
      terminal.signal.removeEventListener('abort', interrupted);
      const place = new Map(ids.map((id, i) => [id, i]));
      const byPlace = (a: { sectorId: string }, b: { sectorId: string }) =>
        place.get(a.sectorId)! - place.get(b.sectorId)!;
      resolve({ reports: reports.sort(byPlace), refused: refused.sort(byPlace), adapter });
    };
    for (let k = 0; k < Math.min(jobs, ids.length); k++) {
      const child: Child = start({
        onMessage: (message) => hear(child, message as PartMessage<R>),
        onEnd: (status, errorText) => {
          children.delete(child);
          if (status !== 0) fail(endedEarly(status, errorText));
          else if (children.size === 0) finish();
        },
      });
      children.add(child);
    }
  });
}

/** A process that a signal has ended was most often one too many for the memory. */
function endedEarly(status: number | string, errorText: string): Error {
  if (typeof status === 'string' && status.startsWith('SIG'))
    return new UserError(
      'over-budget',
      `one of the processes was ended by ${status}, as happens when memory is short; use fewer (--jobs)`,
    );
  return new Error(`a part of the work ended with status ${status}: ${errorText}`);
}

/** How often a part tells of its progress [ms]. */
const TELL_EVERY_MS = 100;

export interface PartWork<R extends OfSector> {
  readonly adapter: string;
  /** Does one sector; rejects where it is refused. */
  work(
    id: string,
    onStage: (stage: PartStage) => void,
    onReport: (report: R) => void,
  ): Promise<{ readonly refused: readonly RefusedSector[] }>;
}

/** Does the parent's orders until it has had enough. `open` reads what is needed, with a terminal whose words the parent passes on. */
export async function serveParts<R extends OfSector>(
  parent: Parent,
  signal: AbortSignal,
  open: (terminal: Terminal) => Promise<PartWork<R>>,
): Promise<void> {
  const say = (message: PartMessage<R>) => parent.send(message);
  const terminal: Terminal = {
    signal,
    progress: () => undefined,
    result: () => undefined,
    warn: (message) => say({ kind: 'warn', message }),
    note: (message) => say({ kind: 'note', message }),
  };
  const work = await open(terminal).catch((error) => {
    if (error instanceof UserError) say({ kind: 'failed', code: error.code, message: error.message });
    throw error;
  });
  let told = 0;
  const onStage = (stage: PartStage) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    say({ kind: 'stage', stage });
  };
  const serve = async (id: string) => {
    try {
      const { refused } = await work.work(id, onStage, (report) => say({ kind: 'report', report }));
      say({ kind: 'finished', refused });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.code === 'bad-input') say({ kind: 'finished', refused: [{ sectorId: id, message: error.message }] });
      else say({ kind: 'failed', code: error.code, message: error.message });
    }
  };
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new UserError('aborted', 'interrupted')), { once: true });
    parent.onMessage((message) => {
      const order = message as Order;
      if (order.kind === 'enough') resolve();
      else serve(order.id).catch(reject);
    });
    say({ kind: 'ready', adapter: work.adapter });
  });
}
