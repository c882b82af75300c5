import { totalmem } from 'node:os';
import { startChild } from '../io/node-children.ts';
import { fileExists } from '../io/node-files.ts';
import { badInput, UserError } from '../units/errors.ts';
import type { Arguments } from './arguments.ts';
import { openBatchFolder } from './batch-manifest.ts';
import { BATCH_OPTIONS, type BatchOptions, readBatchOptions } from './batch-options.ts';
import { batchPlan } from './batch-plan.ts';
import { computeItem, itemPath } from './batch-work.ts';
import type { Command } from './command.ts';
import { refuseOversized } from './map-grid.ts';
import { openEngine } from './open-engine.ts';
import { warnOfIssues } from './scene-report.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

export const batchCommand: Command = {
  name: 'batch',
  summary: 'computes the maps of many sectors, or samples for training; can be interrupted and resumed',
  usage: 'batch (--scene SCENE --sites FILE | --cities A-B) --out DIR [--shard i/n] [--resume] [--jobs N] [--json]',
  options: BATCH_OPTIONS,
  async run(args, terminal) {
    const options = readBatchOptions(args);
    refuseOversized(options, totalmem());
    await openBatchFolder(options);
    const done = options.jobs > 1 ? await inProcesses(args, options, terminal) : await inTurn(options, terminal);
    terminal.result({ out: options.out, ...done }, [
      `${done.computed} computed, ${done.kept} kept of ${done.computed + done.kept} in ${options.out} (${(done.ms / 1000).toFixed(1)} s)`,
    ]);
  },
};

interface BatchCounts {
  readonly computed: number;
  /** Finished before. */
  readonly kept: number;
  readonly ms: number;
}

async function inTurn(options: BatchOptions, terminal: Terminal): Promise<BatchCounts> {
  const began = performance.now();
  const { items, measurements, issues } = await batchPlan(options);
  warnOfIssues(issues, terminal);
  const mine = items.filter((_, i) => i % options.shard.of === options.shard.index);
  const engine = await openEngine(options.adapter, [options.engine ?? 'sweep'], terminal);
  let computed = 0;
  try {
    for (const [i, item] of mine.entries()) {
      terminal.progress(`${item.name} (${i + 1} of ${mine.length})`, i / mine.length);
      await breathe();
      throwIfInterrupted(terminal.signal);
      if (options.resume && (await fileExists(itemPath(options, item)))) continue;
      await computeItem(engine, options, item, measurements, terminal.signal);
      computed++;
    }
  } finally {
    engine.dispose();
  }
  return { computed, kept: mine.length - computed, ms: performance.now() - began };
}

/** Shares a shard among processes, each with every jobs-th of its maps. */
async function inProcesses(args: Arguments, options: BatchOptions, terminal: Terminal): Promise<BatchCounts> {
  const began = performance.now();
  const { index, of } = options.shard;
  const words = wordsWithout(args, ['shard', 'jobs', 'resume', 'json']);
  const { items } = await batchPlan(options);
  const mine = items.filter((_, i) => i % of === index);
  const before = await countFinished(options, mine);
  const kept = options.resume ? before : 0;
  await new Promise<void>((resolve, reject) => {
    let running = 0;
    const children = Array.from({ length: Math.min(options.jobs, Math.max(1, mine.length)) }, (_, job) => {
      running++;
      const shard = `${index + of * job}/${of * options.jobs}`;
      return startChild([args.command, ...words, '--quiet', '--resume', '--shard', shard], {
        onMessage: () => undefined,
        onEnd(status, errorText) {
          running--;
          if (status === 0 && running === 0) resolve();
          if (status === 0) return;
          for (const child of children) child.stop();
          reject(status === 1 ? badInput(errorText.replace(/^boresight: /, '')) : ended(status, errorText));
        },
      });
    });
    const stop = () => {
      for (const child of children) child.stop();
      reject(new UserError('aborted', 'interrupted; finished maps stay, --resume goes on'));
    };
    terminal.signal.addEventListener('abort', stop, { once: true });
  });
  return { computed: mine.length - kept, kept, ms: performance.now() - began };
}

function ended(status: number | string, errorText: string): Error {
  return new UserError(
    'over-budget',
    `batch: one of its processes ended with ${status}${errorText ? `: ${errorText}` : ', as happens when memory is short'}; use fewer --jobs, then --resume`,
  );
}

async function countFinished(options: BatchOptions, items: Parameters<typeof itemPath>[1][]): Promise<number> {
  const there = await Promise.all(items.map((item) => fileExists(itemPath(options, item))));
  return there.filter(Boolean).length;
}

function wordsWithout(args: Arguments, names: readonly string[]): string[] {
  return [...args.given]
    .filter(([name]) => !names.includes(name) && name !== 'quiet')
    .flatMap(([name, value]) => (value === '' ? [`--${name}`] : [`--${name}`, value]));
}
