import { describe, expect, it } from 'vitest';
import type { SectorReport } from '../calibration/report.ts';
import type { Child, ChildEvents } from '../io/node-children.ts';
import { badInput } from '../units/errors.ts';
import { sectorsInParts, serveParts } from './sector-parts.ts';
import type { Terminal } from './terminal.ts';

const DOING = { doing: 'calibrating' };

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
        work: async (id, onStage, onReport) => {
          log.push(`${name} ${id}`);
          onStage({ sectorId: id, fraction: 0.5 });
          await turns(Number.parseInt(id, 10));
          if (id.includes('x')) throw badInput(`${id} has nothing`);
          if (id.includes('!')) throw new Error('bug');
          onReport(reportOf(id));
          return { refused: [] };
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

describe('sectorsInParts', () => {
  it('gives the next sector to the part that is free, and the reports in order', async () => {
    const log: string[] = [];
    const { terminal, said, fractions } = terminalOf();
    const ids = ['40', '1', '2', '3x', '4'];
    const told: string[] = [];
    const result = await sectorsInParts(ids, 2, inProcess(log), terminal, {
      ...DOING,
      onReport: (report) => told.push(report.sectorId),
    });
    expect(log).toEqual(['part1 40', 'part2 1', 'part2 2', 'part2 3x', 'part2 4']);
    expect(result.reports.map(({ sectorId }) => sectorId)).toEqual(['40', '1', '2', '4']);
    expect(result.refused).toEqual([{ sectorId: '3x', message: '3x has nothing' }]);
    expect(told).toEqual(['1', '2', '4', '40']);
    expect(result.adapter).toBe('cpu');
    expect(said).toEqual(['warn no GPU']);
    expect(fractions.every((f, i) => i === 0 || f >= fractions[i - 1]!)).toBe(true);
  });

  it('starts no more parts than there are sectors', async () => {
    const log: string[] = [];
    await sectorsInParts(['1'], 8, inProcess(log), terminalOf().terminal, DOING);
    expect(log).toEqual(['part1 1']);
  });

  it('gives every reason where all are refused', async () => {
    const { reports, refused } = await sectorsInParts(['2x', '1x'], 2, inProcess([]), terminalOf().terminal, DOING);
    expect(reports).toEqual([]);
    expect(refused.map(({ message }) => message)).toEqual(['2x has nothing', '1x has nothing']);
  });

  it('passes a fault of a part on', async () => {
    const work = sectorsInParts(['1', '2!'], 1, inProcess([]), terminalOf().terminal, DOING);
    await expect(work).rejects.toThrow(/a part of the work ended with status 1: bug/);
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
    const work = sectorsInParts(['1000', '1001'], 2, watched, terminalOf(abort.signal).terminal, DOING);
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
    await expect(sectorsInParts(['1'], 1, start, terminalOf().terminal, DOING)).rejects.toMatchObject({
      code: 'over-budget',
      message: expect.stringContaining('use fewer (--jobs)'),
    });
  });
});
