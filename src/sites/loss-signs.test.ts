import { describe, expect, it } from 'vitest';
import type { Issue } from '../units/errors.ts';
import { LOSS_SIGNS, type LossSigns, withLossSigns } from './loss-signs.ts';
import type { SectorDraft } from './sector-draft.ts';

const draft = (lossesDb?: number): SectorDraft => ({
  id: 'A',
  siteId: 'A',
  place: 'line 2',
  position: { kind: 'local', x: 0, y: 0 },
  ...(lossesDb === undefined ? {} : { lossesDb }),
});

function read(signs: LossSigns, ...losses: (number | undefined)[]) {
  const noted: Issue[] = [];
  const drafts = withLossSigns(losses.map(draft), signs, 'sites.csv', noted);
  return { losses: drafts.map(({ lossesDb }) => lossesDb), noted };
}

describe('D16: the sign of losses', () => {
  it('is that of losses where none is negative', () => {
    expect(read('auto', 2, 0, undefined)).toEqual({ losses: [2, 0, undefined], noted: [] });
  });

  it('is that of gains where none is positive, which is told', () => {
    const { losses, noted } = read('auto', -2.5, 0, undefined);
    expect(losses).toEqual([2.5, 0, undefined]);
    expect(noted).toMatchObject([{ kind: 'repaired', code: 'signed-losses', count: 1 }]);
    expect(noted[0]?.message).toContain('-2.5 becomes a loss of 2.5 dB');
  });

  it('is asked for where values have both signs', () => {
    expect(() => read('auto', 2, -1)).toThrow('sites.csv: its losses have both signs (1 of 2 are below 0 dB)');
    expect(read('loss', 2, -1).losses).toEqual([2, -1]);
    expect(read('gain', 2, -1).losses).toEqual([-2, 1]);
  });

  it('is as it is said, without a word', () => {
    for (const signs of LOSS_SIGNS.slice(1)) expect(read(signs, -3).noted).toEqual([]);
    expect(read('loss', -3).losses).toEqual([-3]);
  });
});
