import { describe, expect, it } from 'vitest';
import { rsrpMap } from '../radio/link-budget.ts';
import { errorMetrics } from './error-metrics.ts';

const NONE = Number.NaN;

describe('errorMetrics', () => {
  it('is perfect on equal series', () => {
    const y = [-80, -95, -110, -71];
    const m = errorMetrics(y, y, { policy: 'covered' });
    expect(m).toMatchObject({
      count: 4,
      measured: 4,
      coverage: 1,
      rmse: 0,
      mae: 0,
      bias: 0,
      sigma: 0,
      r2: 1,
      smape: 0,
    });
    expect(m.pcc).toBeCloseTo(1, 12);
  });

  it('takes a constant offset for bias alone, positive when the prediction is too strong', () => {
    const y = [-80, -95, -110, -71];
    const m = errorMetrics(
      y.map((v) => v + 4),
      y,
      { policy: 'covered' },
    );
    expect(m.bias).toBeCloseTo(4, 12);
    expect(m.mae).toBeCloseTo(4, 12);
    expect(m.rmse).toBeCloseTo(4, 12);
    expect(m.sigma).toBeCloseTo(0, 12);
    expect(m.pcc).toBeCloseTo(1, 12);
  });

  it('meets a case worked by hand', () => {
    // errors 1, -1, 4; SST about -100: 100 + 0 + 100; SSE 18.
    const m = errorMetrics([-109, -101, -86], [-110, -100, -90], { policy: 'covered' });
    expect(m.rmse).toBeCloseTo(Math.sqrt(6), 12);
    expect(m.mae).toBeCloseTo(2, 12);
    expect(m.bias).toBeCloseTo(4 / 3, 12);
    expect(m.sigma ** 2 + m.bias ** 2).toBeCloseTo(m.rmse ** 2, 12);
    expect(m.r2).toBeCloseTo(1 - 18 / 200, 12);
    // predicted about its mean -98.667: -10.333, -2.333, 12.667; products with -10, 0, 10: 230.
    expect(m.pcc).toBeCloseTo(230 / Math.sqrt((31 / 3) ** 2 * 200 + ((7 / 3) ** 2 + (38 / 3) ** 2) * 200), 12);
    expect(m.r2).toBeLessThanOrEqual(m.pcc ** 2);
    expect(m.smape).toBeCloseTo((1 / 219 + 1 / 201 + 4 / 176) / 3, 12);
  });

  it('has SMAPE without the factor 2', () => {
    // torchmetrics' documented example gives 0.2290 with it.
    const m = errorMetrics([0.9, 15, 1.2e6], [1, 10, 1e6], { policy: 'covered' });
    expect(m.smape).toBeCloseTo(0.1145, 4);
  });

  it('leaves uncovered points out or puts them at the floor, and always says how many', () => {
    const predicted = [-90, NONE, -100];
    const measured = [-92, -110, -100];
    const covered = errorMetrics(predicted, measured, { policy: 'covered' });
    expect(covered).toMatchObject({ count: 2, measured: 3, mae: 1 });
    expect(covered.coverage).toBeCloseTo(2 / 3, 12);
    const all = errorMetrics(predicted, measured, { policy: 'all' });
    expect(all.count).toBe(3);
    expect(all.mae).toBeCloseTo((2 + 30 + 0) / 3, 12);
    expect(all.coverage).toBeCloseTo(2 / 3, 12);
    expect(errorMetrics(predicted, measured, { policy: 'all', floorDbm: -120 }).mae).toBeCloseTo(4, 12);
  });

  it('D8: takes a prediction that no ray reached for -140 dBm under `all`, and keeps the mask', () => {
    const level = { powerDbm: 15, powerPer: 're', bandwidthHz: 20e6, lossesDb: 0 } as const;
    const predicted = rsrpMap([1e-10, 0], null, level);
    // The map itself has no data there, not a level.
    expect([...predicted]).toEqual([-85, NONE]);
    const all = errorMetrics(predicted, [-85, -100], { policy: 'all' });
    expect(all).toMatchObject({ count: 2, coverage: 0.5, mae: 20, bias: -20 });
  });

  it('never counts a point that was not measured', () => {
    expect(errorMetrics([-90, -70], [-90, NONE], { policy: 'all' })).toMatchObject({ count: 1, measured: 1, mae: 0 });
  });

  it('gives NaN for what is not defined, and no figure from nothing', () => {
    const constant = errorMetrics([-90, -91], [-90, -90], { policy: 'covered' });
    expect(constant.pcc).toBeNaN();
    expect(constant.r2).toBeNaN();
    expect(constant.mae).toBeCloseTo(0.5, 12);
    expect(constant.notDefined).toEqual({ pcc: 'all measured values are equal', r2: 'all measured values are equal' });
    const flat = errorMetrics([-90.1, -90.1, -90.1], [-90, -91, -95], { policy: 'covered' });
    expect(flat.pcc).toBeNaN();
    expect(flat.notDefined).toEqual({ pcc: 'all predicted values are equal' });
    expect(errorMetrics([-90], [-91], { policy: 'all' }).notDefined.r2).toBe('only one pair of values');
    const nothing = errorMetrics([NONE], [-90], { policy: 'covered' });
    expect(nothing.count).toBe(0);
    expect(nothing.rmse).toBeNaN();
    expect(nothing.coverage).toBe(0);
    expect(nothing.notDefined.rmse).toBe('no pair of values');
    expect(errorMetrics([-90, -91], [-91, -90], { policy: 'all' }).notDefined).toEqual({});
  });

  it('refuses series of unequal length', () => {
    expect(() => errorMetrics([1], [1, 2], { policy: 'all' })).toThrow(/1 predicted values against 2/);
  });
});
