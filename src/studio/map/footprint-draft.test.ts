import { describe, expect, it } from 'vitest';
import { type FootprintDraft, ringOf, shapeWith, withCorner } from './footprint-draft.ts';

const start = (shape: FootprintDraft['shape']): FootprintDraft => ({ shape, corners: [] });
const through = (shape: FootprintDraft['shape'], ...points: readonly (readonly [number, number])[]) =>
  points.reduce(({ draft }, [x, y]) => withCorner(draft, { x, y }), { draft: start(shape), done: false });

describe('a rectangle', () => {
  it('lies on the side of its first two corners and is done with the third', () => {
    const { draft, done } = through('rectangle', [0, 0], [10, 0], [7, 4]);
    expect(done).toBe(true);
    expect(ringOf(draft)).toEqual([0, 0, 10, 0, 10, 4, 0, 4]);
  });

  it('may stand askew, on either side', () => {
    const { draft } = through('rectangle', [0, 0], [3, 4], [4, -3]);
    expect(ringOf(draft)).toEqual([0, 0, 3, 4, 7, 1, 4, -3]);
  });

  it('is a line until it has depth', () => {
    expect(ringOf(through('rectangle', [0, 0], [10, 0], [5, 0]).draft)).toBeNull();
    expect(shapeWith(through('rectangle', [0, 0]).draft, { x: 5, y: 5 })).toHaveLength(2);
  });
});

describe('an outline', () => {
  it('takes corners until it is ended', () => {
    const { draft, done } = through('outline', [0, 0], [10, 0], [10, 10], [5, 4]);
    expect(done).toBe(false);
    expect(ringOf(draft)).toEqual([0, 0, 10, 0, 10, 10, 5, 4]);
    expect(shapeWith(draft, { x: 1, y: 9 })).toHaveLength(5);
    expect(shapeWith(draft, null)).toBe(draft.corners);
  });

  it('takes the second of two clicks on one place for the first', () => {
    expect(through('outline', [0, 0], [10, 0], [10.1, 0.1]).draft.corners).toHaveLength(2);
    expect(ringOf(through('outline', [0, 0], [10, 0]).draft)).toBeNull();
  });
});
