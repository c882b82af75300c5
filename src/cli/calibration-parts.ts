import type { SectorReport } from '../calibration/report.ts';
import type { CalibrationResult, CalibrationStage } from '../engine/calibrate.ts';
import type { Child, ChildEvents, Parent } from '../io/node-children.ts';
import { badInput, UserError, type UserErrorCode } from '../units/errors.ts';
import type { Terminal } from './terminal.ts';

/** What a part is told. */
type Order = { readonly kind: 'sector'; readonly id: string } | { readonly kind: 'enough' };

/** What it tells. */
export type PartMessage =
  | { readonly kind: 'ready'; readonly adapter: string }
  | { readonly kind: 'stage'; readonly stage: CalibrationStage }
  | { readonly kind: 'report'; readonly report: SectorReport }
  | { readonly kind: 'finished'; readonly refused: CalibrationResult['refused'] }
  | { readonly kind: 'warn' | 'note'; readonly message: string }
  | { readonly kind: 'failed'; readonly code: UserErrorCode; readonly message: string };

export interface PartsResult extends CalibrationResult {
  readonly adapter: string;
}

/**
 * Calibrates sectors in several processes, each of which asks for the next sector when it is done with one. Reports come back in the
 * order of `ids`, whichever process they are of.
 * @param start starts a process; its messages are PartMessage
 */
export function calibrateInParts(
  ids: readonly string[],
  jobs: number,
  start: (events: ChildEvents) => Child,
  terminal: Terminal,
): Promise<PartsResult> {
  const waiting = [...ids];
  const share = new Map<string, number>();
  const reports: SectorReport[] = [];
  const refused: CalibrationResult['refused'][number][] = [];
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
      terminal.progress(`calibrating ${ids.length} sectors (${id})`, done / ids.length);
    };
    const hear = (child: Child, message: PartMessage) => {
      switch (message.kind) {
        case 'ready':
          adapter = message.adapter;
          return order(child);
        case 'stage':
          return tell(message.stage.sectorId, message.stage.fraction);
        case 'report':
          reports.push(message.report);
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
      if (reports.length === 0) return reject(badInput(refused[0]?.message ?? 'There is no sector to calibrate.'));
      resolve({ reports: reports.sort(byPlace), refused: refused.sort(byPlace), adapter });
    };
    for (let k = 0; k < Math.min(jobs, ids.length); k++) {
      const child: Child = start({
        onMessage: (message) => hear(child, message as PartMessage),
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
      `calibrate: one of its processes was ended by ${status}, as happens when memory is short; use fewer (--jobs)`,
    );
  return new Error(`a part of the calibration ended with status ${status}: ${errorText}`);
}

/** How often a part tells of its progress [ms]. */
const TELL_EVERY_MS = 100;

export interface PartWork {
  readonly adapter: string;
  /** Calibrates one sector; rejects where it is refused. */
  calibrate(
    id: string,
    onStage: (stage: CalibrationStage) => void,
    onReport: (report: SectorReport) => void,
  ): Promise<CalibrationResult>;
}

/** Does the parent's orders until it has had enough. `open` reads what is needed, with a terminal whose words the parent passes on. */
export async function serveParts(
  parent: Parent,
  signal: AbortSignal,
  open: (terminal: Terminal) => Promise<PartWork>,
): Promise<void> {
  const say = (message: PartMessage) => parent.send(message);
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
  const onStage = (stage: CalibrationStage) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    say({ kind: 'stage', stage });
  };
  const serve = async (id: string) => {
    try {
      const { refused } = await work.calibrate(id, onStage, (report) => say({ kind: 'report', report }));
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
