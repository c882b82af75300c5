import { describe, expect, it } from 'vitest';
import type { ExplainedPath, PathStep } from '../../propagation/explain/explained-path.ts';
import { budgetRows } from './explain-table.ts';
import { pathTitle, stepWords } from './path-words.ts';

const FREE: PathStep = { kind: 'free space', gainDb: -85.114, lengthM: 200.78 };
const ANTENNA: PathStep = { kind: 'antenna', gainDb: 7.5, bearingDeg: 54.2, elevationDeg: -2.9 };
const WALL: PathStep = {
  kind: 'reflection',
  gainDb: -7.67,
  building: 'b12',
  material: 'medium_dry_ground',
  incidenceDeg: 9.1,
};
const GROUND: PathStep = { ...WALL, kind: 'ground', building: null };
const EDGE: PathStep = { kind: 'roof edge', gainDb: -12, distanceM: 120.4, heightM: 18.26, nu: 1.5 };
const path = (...steps: PathStep[]) => ({ steps, gainDb: -90 }) as unknown as ExplainedPath;

describe('pathTitle', () => {
  it('tells what a path met', () => {
    expect(pathTitle(path(FREE, ANTENNA))).toBe('Direct');
    expect(pathTitle(path(FREE, ANTENNA, WALL, WALL, GROUND))).toBe('Reflected × 2 · ground');
    expect(pathTitle(path(FREE, ANTENNA, GROUND))).toBe('Ground');
    expect(pathTitle(path(FREE, ANTENNA, EDGE))).toBe('Over a roof edge');
  });
});

describe('stepWords', () => {
  it('says where, of what and at which angle, with units', () => {
    expect(stepWords(FREE)).toEqual({ what: 'Free space', detail: '200.8 m' });
    expect(stepWords(ANTENNA).detail).toBe('towards 54°, 2.9° down');
    expect(stepWords(WALL)).toEqual({ what: 'Reflection', detail: 'b12, Medium dry ground, 9° to the normal' });
    expect(stepWords(GROUND)).toEqual({ what: 'Ground', detail: 'Medium dry ground, 9° to the normal' });
    expect(stepWords(EDGE).detail).toBe('at 120 m, 18.3 m high, ν 1.50');
  });
});

describe('budgetRows', () => {
  it('has a row a step and a sum a path', () => {
    const rows = budgetRows({ paths: [path(FREE, ANTENNA)] } as never, 15.2);
    expect(rows.length).toBe(4);
    expect(rows[1]).toEqual(['1', 'Free space', '200.8 m', '-85.11', '']);
    expect(rows[3]).toEqual(['1', 'Sum', 'Direct', '-90.00', '-74.80']);
  });
});
