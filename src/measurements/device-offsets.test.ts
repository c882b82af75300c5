import { describe, expect, it } from 'vitest';
import { Random } from '../units/random.ts';
import { deviceOffsets } from './device-offsets.ts';
import { shadowField } from './shadow-field.ts';

/** Phone `d` walks streets of 800 m from `from` to `to` and hears two sectors change in the middle, `offset` dB off. */
function walk(d: number, offset: number, from = 0, to = 800, seed = 1) {
  const random = new Random(100 * seed + d);
  const shadow = shadowField(7, 40, 3);
  const rows: { x: number; y: number; level: number; sector: number; device: number }[] = [];
  for (let street = 0; street < 5; street++)
    for (let along = from; along < to; along += 3) {
      const [x, y] = [along + random.between(-2, 2), 150 * street + random.between(0, 8)];
      const level = -70 - 0.03 * along + shadow(x, y) + offset + 3 * random.normal();
      rows.push({ x, y, level, sector: along < 400 ? 0 : 1, device: d });
    }
  return rows;
}

function laidOut(rows: ReturnType<typeof walk>) {
  return {
    x: rows.map((r) => r.x),
    y: rows.map((r) => r.y),
    levelDbm: rows.map((r) => r.level),
    sector: rows.map((r) => r.sector),
    device: rows.map((r) => r.device),
  };
}

describe('deviceOffsets', () => {
  it('recovers two phones that read 4 dB too much and 2 dB too little, about their mean', () => {
    const found = deviceOffsets(laidOut([...walk(0, 4), ...walk(1, -2)]), 2);
    // Equal rows: the common level is the mean, 1 dB above the truth.
    expect(Math.abs(found.offsetDb[0]! - 3)).toBeLessThan(0.5);
    expect(Math.abs(found.offsetDb[1]! + 3)).toBeLessThan(0.5);
    expect(found.offsetDb[0]! + found.offsetDb[1]!).toBeCloseTo(0, 2);
    expect(found.sharedCells).toBeGreaterThan(300);
    expect(found.sdDb[0]).toBeGreaterThan(0.03);
    expect(found.sdDb[0]).toBeLessThan(0.5);
  });

  it('weighs the mean by rows, and links phones that never meet by one that meets both', () => {
    // 2 covers all; 0 and 1 one half each.
    const rows = [...walk(0, 5, 0, 400), ...walk(1, -3, 400, 800), ...walk(2, 0)];
    const { offsetDb } = deviceOffsets(laidOut(rows), 3);
    expect(Math.abs(offsetDb[0]! - offsetDb[1]! - 8)).toBeLessThan(0.6);
    const n = [0, 1, 2].map((d) => rows.filter((r) => r.device === d).length);
    expect(n.reduce((sum, rowsOf, d) => sum + rowsOf * offsetDb[d]!, 0) / rows.length).toBeCloseTo(0, 6);
  });

  it('has standard errors of about the size of its errors', () => {
    let [squares, variances] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const { offsetDb, sdDb } = deviceOffsets(laidOut([...walk(0, 2, 0, 200, seed), ...walk(1, -2, 0, 200, seed)]), 2);
      squares += (offsetDb[0]! - 2) ** 2;
      variances += sdDb[0]! ** 2;
    }
    expect(Math.sqrt(variances / squares)).toBeGreaterThan(0.5);
    expect(Math.sqrt(variances / squares)).toBeLessThan(2);
  });

  it('does not hold readings of different sectors or carriers together', () => {
    const rows = [...walk(0, 4), ...walk(1, -2)];
    const apart = { ...laidOut(rows), sector: rows.map((r) => r.device) };
    expect(deviceOffsets(apart, 2).sharedCells).toBe(0);
    const bands = { ...laidOut(rows), frequencyHz: rows.map((r) => (r.device === 0 ? 1.8e9 : 2.6e9)) };
    expect([...deviceOffsets(bands, 2).offsetDb]).toEqual([0, 0]);
  });

  it('leaves a phone with few shared rows at 0, and the others as without it', () => {
    const few = walk(2, 20).slice(0, 25);
    const rows = [...walk(0, 4), ...walk(1, -2)];
    const found = deviceOffsets(laidOut([...rows, ...few]), 3);
    const without = deviceOffsets(laidOut(rows), 2);
    expect(found.offsetDb[2]).toBe(0);
    expect(found.sdDb[2]).toBeNaN();
    expect(found.sharedRows[2]).toBeLessThan(30);
    expect(found.offsetDb[0]).toBe(without.offsetDb[0]);
  });

  it('is not moved by gross errors, and looks at no row of an unknown phone', () => {
    const rows = [...walk(0, 4), ...walk(1, -2)];
    const wild = rows.map((r, i) => (i % 25 === 0 ? { ...r, level: r.level + 60 } : r));
    const unknown = walk(0, 30).map((r) => ({ ...r, device: -1 }));
    const found = deviceOffsets(laidOut([...wild, ...unknown]), 2);
    expect(Math.abs(found.offsetDb[0]! - 3)).toBeLessThan(0.5);
  });
});
