import { describe, expect, it } from 'vitest';
import { atOnce, inPieces } from './in-pieces.ts';

/** Counts the pieces that were done; each takes longer than a slice. */
function* slow(done: number[], pieces: number): Generator<void, number> {
  for (let i = 0; i < pieces; i++) {
    for (const until = performance.now() + 9; performance.now() < until; );
    done.push(i);
    yield;
  }
  return done.length;
}

describe('work in pieces', () => {
  it('lets others in between, and comes to the same end as at once', async () => {
    const done: number[] = [];
    const seen: number[] = [];
    const work = inPieces(slow(done, 3));
    const look = () => {
      seen.push(done.length);
      if (done.length < 3) setTimeout(look, 0);
    };
    look();
    expect(await work).toBe(3);
    expect(new Set(seen)).toEqual(new Set([1, 2, 3]));
    expect(atOnce(slow([], 3))).toBe(3);
  });

  it('is left undone where it is not wanted any more', async () => {
    const done: number[] = [];
    expect(await inPieces(slow(done, 5), () => done.length < 2)).toBeNull();
    expect(done).toEqual([0, 1]);
  });
});
