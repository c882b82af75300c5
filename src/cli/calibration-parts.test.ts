import { describe, expect, it } from 'vitest';
import type { SectorReport } from '../calibration/report.ts';
import type { Child, ChildEvents } from '../io/node-children.ts';
import { badInput } from '../units/errors.ts';
import { calibrateInParts, serveParts } from './calibration-parts.ts';
import type { Terminal } from './terminal.ts';

const reportOf = (sectorId: string) => ({ sectorId }) as SectorReport;

function terminalOf(signal = new AbortController().signal) {
  const said: string[] = [];
  const fractions: number[] = [];
  const terminal: Terminal = {
    signal,
    progress: (_, fraction) => fractions.push(fraction),
    warn: (message) => said.push(`warn ${message}`),
    note: (message) => said.push(`note ${message}`),
    result: () => undefined,
  };
  return { terminal, said, fractions };
}

/** Parts in this process: each takes as long for a sector as its name says [turns of the event loop], and refuses names with "x". */
function inProcess(log: string[]) {
  let started = 0;
  return (events: ChildEvents): Child => {
    const name = `part${++started}`;
    let hear: (message: unknown) => void = () => undefined;
    const stop = new AbortController();
    const parent = { send: events.onMessage, onMessage: (handler: typeof hear) => (hear = handler) };
    const work = serveParts(parent, stop.signal, async (terminal) => {
      await turns(1);
      terminal.warn('no GPU');
      return {
        adapter: 'cpu',
        calibrate: async (id, onStage, onReport) => {
          log.push(`${name} ${id}`);
          onStage({ sectorId: id, index: 0, of: 1, stage: 'paths', fraction: 0.5 });
          await turns(Number.parseInt(id, 10));
          if (id.includes('x')) throw badInput(`${id} has nothing`);
          if (id.includes('!')) throw new Error('bug');
          onReport(reportOf(id));
          return { reports: [], refused: [] };
        },
      };
    });
    work.then(
      () => events.onEnd(0, ''),
      (error: Error) => events.onEnd(stop.signal.aborted ? 'SIGKILL' : 1, error.message),
    );
    return { send: (message) => hear(message), stop: () => stop.abort() };
  };
}

async function turns(count: number): Promise<void> {
  for (let k = 0; k < count; k++) await new Promise((resume) => setImmediate(resume));
}

describe('calibrateInParts', () => {
  it('gives the next sector to the part that is free, and the reports in order', async () => {
    const log: string[] = [];
    const { terminal, said, fractions } = terminalOf();
    const ids = ['40', '1', '2', '3x', '4'];
    const result = await calibrateInParts(ids, 2, inProcess(log), terminal);
    expect(log).toEqual(['part1 40', 'part2 1', 'part2 2', 'part2 3x', 'part2 4']);
    expect(result.reports.map(({ sectorId }) => sectorId)).toEqual(['40', '1', '2', '4']);
    expect(result.refused).toEqual([{ sectorId: '3x', message: '3x has nothing' }]);
    expect(result.adapter).toBe('cpu');
    expect(said).toEqual(['warn no GPU']);
    expect(fractions.every((f, i) => i === 0 || f >= fractions[i - 1]!)).toBe(true);
  });

  it('starts no more parts than there are sectors', async () => {
    const log: string[] = [];
    await calibrateInParts(['1'], 8, inProcess(log), terminalOf().terminal);
    expect(log).toEqual(['part1 1']);
  });

  it('throws the first reason where all are refused', async () => {
    const work = calibrateInParts(['2x', '1x'], 2, inProcess([]), terminalOf().terminal);
    await expect(work).rejects.toMatchObject({ code: 'bad-input', message: '1x has nothing' });
  });

  it('passes a fault of a part on', async () => {
    const work = calibrateInParts(['1', '2!'], 1, inProcess([]), terminalOf().terminal);
    await expect(work).rejects.toThrow(/a part of the calibration ended with status 1: bug/);
  });

  it('stops the parts when it is interrupted', async () => {
    const abort = new AbortController();
    const stopped: string[] = [];
    const start = inProcess([]);
    const watched = (events: ChildEvents): Child => {
      const child = start(events);
      return {
        send: child.send,
        stop: () => {
          stopped.push('stopped');
          child.stop();
        },
      };
    };
    const work = calibrateInParts(['1000', '1001'], 2, watched, terminalOf(abort.signal).terminal);
    await turns(5);
    abort.abort();
    await expect(work).rejects.toMatchObject({ code: 'aborted' });
    expect(stopped).toEqual(['stopped', 'stopped']);
  });

  it('says what to do when the system ends a part', async () => {
    const start = (events: ChildEvents): Child => {
      queueMicrotask(() => events.onEnd('SIGKILL', ''));
      return { send: () => undefined, stop: () => undefined };
    };
    await expect(calibrateInParts(['1'], 1, start, terminalOf().terminal)).rejects.toMatchObject({
      code: 'over-budget',
      message: expect.stringContaining('use fewer (--jobs)'),
    });
  });
});
