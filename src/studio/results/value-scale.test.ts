import { describe, expect, it } from 'vitest';
import { addBreak, moveBreak, removeBreak } from './edit-scale.ts';
import { classifier, classLabels, placer, SCALE_FACTS, scaleOf, type ValueScale } from './value-scale.ts';

const initial = (name: keyof typeof SCALE_FACTS) => SCALE_FACTS[name].initial;

describe('classes', () => {
  it('begin with the strongest level, and put a level on an edge above it', () => {
    expect(classLabels('rsrp', initial('rsrp'))).toEqual([
      ...['≥ −75', '−75 … −85', '−85 … −95', '−95 … −105', '−105 … −115', '−115 … −125', '< −125'],
    ]);
    expect([-60, -75, -75.01, -85, -124.9, -125, -125.1].map(classifier('rsrp', initial('rsrp')))).toEqual([
      ...[0, 0, 1, 1, 5, 5, 6],
    ]);
  });

  it('begin with the least error', () => {
    expect(classLabels('error', initial('error'))).toEqual([
      ...['< 2', '2 … 4', '4 … 6', '6 … 8', '8 … 10', '10 … 15', '≥ 15'],
    ]);
    expect([0, 1.9, 2, 14.9, 15, 40].map(classifier('error', initial('error')))).toEqual([0, 0, 1, 5, 6, 6]);
  });

  it('mirror about zero', () => {
    const scale = initial('difference');
    expect(classLabels('difference', scale)).toEqual([
      ...['≥ +20', '+10 … +20', '+6 … +10', '+3 … +6', '−3 … +3', '−6 … −3', '−10 … −6', '−20 … −10', '≤ −20'],
    ]);
    const classOf = classifier('difference', scale);
    for (const db of [0, 1, 2.99, 3, 5, 6, 9, 10, 19, 20, 60]) expect(classOf(-db)).toBe(8 - classOf(db));
    expect([25, 20, 10, 6, 3, 0, -2, -3].map(classOf)).toEqual([0, 0, 1, 2, 3, 4, 4, 5]);
  });

  it('have no class for no data', () => {
    expect(classifier('sinr', initial('sinr'))(Number.NaN)).toBe(-1);
  });

  it('come with one edge too', () => {
    const one: ValueScale = { ...initial('rsrp'), breaks: [-100] };
    expect(classLabels('rsrp', one)).toEqual(['≥ −100', '< −100']);
    expect([-99, -100, -101].map(placer('rsrp', one))).toEqual([1, 1, 0]);
  });
});

it('gives every class between edges the same part of a continuous scale, and stops at the outer edges', () => {
  const place = placer('rsrp', { ...initial('rsrp'), breaks: [-120, -100, -90] });
  expect([-140, -120, -110, -100, -95, -90, -50].map(place)).toEqual([0, 0, 0.25, 0.5, 0.75, 1, 1]);
  const about = placer('difference', { ...initial('difference'), breaks: [2, 10] });
  expect(about(0)).toBeCloseTo(0.5, 12);
  expect(about(6) - 0.5).toBeCloseTo(0.5 - about(-6), 12);
  expect([-10, -2, 2, 10].map((db) => Number(about(db).toFixed(9)))).toEqual([0, 0.333333333, 0.666666667, 1]);
});

describe('editing', () => {
  const scale: ValueScale = { ...initial('rsrp'), breaks: [-110, -100, -80] };

  it('adds an edge where it is wanted or in the widest class, and never on another', () => {
    expect(addBreak('rsrp', scale).breaks).toEqual([-110, -100, -90, -80]);
    expect(addBreak('rsrp', scale, -70.2).breaks).toEqual([-110, -100, -80, -70]);
    expect(addBreak('rsrp', scale, -100.1)).toBe(scale);
    expect(addBreak('rsrp', { ...scale, breaks: [-100] }).breaks).toEqual([-100, -95]);
    // About zero the innermost class is twice its edge: it is split from zero on.
    expect(addBreak('difference', { ...initial('difference'), breaks: [8, 10] }).breaks).toEqual([4, 8, 10]);
  });

  it('stops at twelve', () => {
    let many = scale;
    for (let i = 0; i < 30; i++) many = addBreak('rsrp', many);
    expect(many.breaks).toHaveLength(12);
    expect([...many.breaks].sort((a, b) => a - b)).toEqual(many.breaks);
  });

  it('moves an edge between its neighbours alone', () => {
    expect(moveBreak('rsrp', scale, 1, -97.3).breaks).toEqual([-110, -97.5, -80]);
    expect(moveBreak('rsrp', scale, 1, -20).breaks).toEqual([-110, -80.5, -80]);
    expect(moveBreak('rsrp', scale, 0, -999).breaks).toEqual([-160, -100, -80]);
    expect(moveBreak('difference', initial('difference'), 0, -5).breaks[0]).toBe(0.5);
  });

  it('removes all edges but the last', () => {
    expect(removeBreak(scale, 1).breaks).toEqual([-110, -80]);
    expect(removeBreak({ ...scale, breaks: [-80] }, 0).breaks).toEqual([-80]);
  });

  it('keeps the scale as it comes apart from the one that was changed', () => {
    expect(scaleOf({}, 'rsrp')).toBe(initial('rsrp'));
    expect(scaleOf({ rsrp: scale }, 'rsrp')).toBe(scale);
    expect(scaleOf({ rsrp: scale }, 'sinr')).toBe(initial('sinr'));
  });
});
