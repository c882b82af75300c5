import { describe, expect, it } from 'vitest';
import { block } from './mesh-sample.ts';
import type { Building } from './scene.ts';
import { validBuildings } from './validate.ts';

const issuesOf = (...buildings: Building[]) => {
  const { buildings: kept, issues } = validBuildings(buildings);
  return { kept: kept.map((b) => b.id), issues: issues.map((i) => [i.kind, i.code, i.count]) };
};
const outline = (id: string, heightM: number, ...xy: number[]): Building => ({
  ...block(id, 0, 0, 1, 1, heightM),
  outer: Float64Array.from(xy),
});
const square = (x0: number, y0: number, x1: number, y1: number) => Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0);

describe('buildings against each other', () => {
  it('leaves out what stands there twice, wherever its ring starts', () => {
    const again = outline('b', 5, 10, 20, 0, 20, 0, 0, 10, 0);
    const { buildings, issues, lost } = validBuildings([block('a', 0, 0, 10, 20, 5), again]);
    expect(buildings.map((b) => b.id)).toEqual(['a']);
    expect([issues[0]!.kind, issues[0]!.code, issues[0]!.count, lost]).toEqual([
      'rejected',
      'buildings-duplicate',
      1,
      0,
    ]);
    expect(issues[0]!.message).toContain('b, like a');
  });

  it.each([
    ['corner in corner', block('b', 5, 15, 15, 25, 8)],
    ['crossing bars, no vertex within the other', block('b', -5, 5, 15, 8, 8)],
    ['one within the other', block('b', 4, 4, 6, 6, 8)],
    ['the same footprint, another height', block('b', 0, 0, 10, 20, 8)],
    ['half of the other, along three of its walls', block('b', 0, 0, 10, 10, 8)],
  ])('keeps and counts overlaps: %s', (_, other) => {
    const { buildings, issues } = validBuildings([block('a', 0, 0, 10, 20, 5), other, block('far', 50, 0, 60, 9, 3)]);
    expect(buildings).toHaveLength(3);
    expect(issues).toMatchObject([{ kind: 'warning', code: 'footprints-overlap', count: 2 }]);
    expect(issues[0]!.message).toContain('a and b');
    expect(issues[0]!.message).toContain('the higher roof rules');
  });

  it.each([
    ['a whole wall', block('b', 10, 0, 20, 20, 8)],
    ['part of a wall, drawn 0.2 m over', block('b', 9.8, 5, 20, 12, 8)],
    ['a corner', block('b', 10, 20, 20, 30, 8)],
    ['nothing, though their boxes overlap', outline('b', 8, 12, 0, 30, 0, 30, 40, 0, 40, 0, 22, 12, 22)],
  ])('says nothing of neighbours that share %s', (_, other) => {
    expect(issuesOf(block('a', 0, 0, 10, 20, 5), other)).toEqual({ kept: ['a', 'b'], issues: [] });
  });

  it('says nothing of two halves of a rectangle, nor of a house that fills a courtyard', () => {
    const lower = outline('lower', 5, 0, 0, 10, 0, 10, 10);
    const upper = outline('upper', 6, 0, 0, 10, 10, 0, 10);
    const ringed = { ...block('ringed', 20, 0, 40, 20, 9), holes: [square(25, 5, 35, 15)] };
    expect(issuesOf(lower, upper, ringed, block('filled', 25, 5, 35, 15, 12)).issues).toEqual([]);
  });

  // Pair by pair, the heap would take minutes: more than a test may.
  it('copes with 20 000 buildings, in rows or all on one spot', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const x = (i % 150) * 10;
      const y = Math.floor(i / 150) * 14;
      return block(`${i}`, x, y, x + 10, y + 12, 8);
    });
    const heap = Array.from({ length: 20_000 }, (_, i) => block(`${i}`, 0, 0, 10, 12, 8 + i * 1e-3));
    expect(issuesOf(...rows).issues).toEqual([]);
    expect(issuesOf(...heap).issues).toEqual([['warning', 'footprints-overlap', 20_000]]);
  });
});

describe('courtyards', () => {
  const courtyards = (...holes: Float64Array[]) => {
    const { buildings, issues } = validBuildings([{ ...block('a', 0, 0, 20, 20, 5), holes }]);
    return { left: buildings[0]!.holes.length, issues: issues.map((i) => [i.kind, i.code, i.count]) };
  };

  it('stay where they lie within the outer ring, touching it or each other', () => {
    const touching = [square(0, 5, 5, 10), square(5, 5, 10, 10), square(15, 15, 18, 18)];
    expect(courtyards(...touching)).toEqual({ left: 3, issues: [] });
  });

  it.each([
    ['outside', square(30, 30, 35, 35)],
    ['crossing', square(15, 5, 25, 10)],
    ['crossing through and out on both sides', square(-5, 5, 25, 10)],
    ['round the building', square(-5, -5, 25, 25)],
    ['all of it', square(0, 0, 20, 20)],
  ])('are rejected where they lie %s', (_, hole) => {
    expect(courtyards(square(2, 2, 4, 4), hole)).toEqual({ left: 1, issues: [['rejected', 'courtyards-outside', 1]] });
  });

  it('are rejected where a larger one covers them', () => {
    expect(courtyards(square(4, 4, 6, 6), square(2, 2, 10, 10), square(2, 2, 10, 10))).toEqual({
      left: 1,
      issues: [['rejected', 'courtyards-overlap', 2]],
    });
  });
});
