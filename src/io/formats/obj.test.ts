import { describe, expect, it } from 'vitest';
import { readObj } from './obj.ts';

const read = (text: string) => readObj('c.obj', new TextEncoder().encode(text));

describe('readObj', () => {
  it('reads groups, polygons, texture indices and negative indices', () => {
    const { parts, issues } = read(`# by hand
o house
usemtl itu_brick
v 0 0 0
v 4 0 0
v 4 4 0
v 0 4 0
f 1/1 2/2 3//3 4/4/4
usemtl Window Glass
f -4 -3 -2
`);
    expect(parts.map((p) => [p.object, p.material, [...p.indices]])).toEqual([
      ['house', 'brick', [0, 1, 2, 0, 2, 3]],
      ['house', 'glass', [0, 1, 2]],
    ]);
    expect([...parts[1]!.positions]).toEqual([0, 0, 0, 4, 0, 0, 4, 4, 0]);
    expect(issues).toMatchObject([{ code: 'materials-guessed', count: 1 }]);
    expect(issues[0]!.message).toContain('Window Glass as glass');
  });

  it('takes concrete where nothing is said, and says so', () => {
    const { parts, issues } = read('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n');
    expect(parts[0]!.material).toBe('concrete');
    expect(issues[0]!.message).toContain('(no material) as concrete');
  });

  it('turns a city that stands along y, and says so', () => {
    let text = '';
    for (let b = 0; b < 8; b++) {
      for (const y of [0, 10 + b]) {
        for (const [x, z] of [
          [0, 0],
          [9, 0],
          [9, 9],
          [0, 9],
        ] as const)
          text += `v ${x + 20 * b} ${y} ${z + 7 * b}\n`;
      }
      text += `f ${8 * b + 1} ${8 * b + 2} ${8 * b + 6}\n`;
    }
    const { parts, issues } = read(text);
    expect([...parts[0]!.positions.subarray(0, 9)]).toEqual([0, -0, 0, 9, -0, 0, 9, -0, 10]);
    expect(issues.map((i) => [i.kind, i.code])).toContainEqual(['repaired', 'y-up']);
  });

  it.each([
    ['v 0 0\n', /line 1: vertex 0 has coordinate ""/],
    ['v 0 0 nan\n', /line 1: vertex 0 has coordinate "nan"/],
    ['v 0 0 0\nf 1 2 3\n', /line 2: face corner "2" points at no vertex \(1 so far/],
    ['v 0 0 0\nv 1 0 0\nf 1 2\n', /line 3: a face has 2 corners/],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
