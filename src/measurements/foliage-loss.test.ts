import { expect, test } from 'vitest';
import type { ClassRaster } from '../scene/scene.ts';
import { foliageLossDb } from './foliage-loss.ts';

/** 1 km by 10 m from west to east: open, but for woodland between x = 500 and x = 500 + depth. */
function strip(depthM: number): ClassRaster {
  const grid = { columns: 200, rows: 2, cellSizeM: 5, westM: 0, northM: 5 };
  const classes = new Uint8Array(400);
  for (let i = 0; i < 400; i++) {
    const x = ((i % 200) + 0.5) * 5;
    if (x > 500 && x < 500 + depthM) classes[i] = 1;
  }
  return { grid, classes, names: ['open', 'woodland'] };
}

const receiver = (x: number) => ({ x, y: 0, heightM: 1.5 });
const LOW = { x: 0, y: 0, heightM: 1.5 };

test('open land costs nothing, trees cost more the deeper and the higher the frequency', () => {
  expect(foliageLossDb(strip(0), LOW, receiver(900), 2e9)).toBe(0);
  const shallow = foliageLossDb(strip(20), LOW, receiver(900), 2e9);
  const deep = foliageLossDb(strip(60), LOW, receiver(900), 2e9);
  expect(shallow).toBeGreaterThan(4);
  expect(deep).toBeGreaterThan(shallow);
  expect(foliageLossDb(strip(20), LOW, receiver(900), 0.7e9)).toBeLessThan(shallow);
});

test('a shallow stand costs its specific attenuation, a deep one at most A_m', () => {
  // 10 m at 1 GHz: 0.2 dB/m, little below 2 dB because of saturation.
  const one = foliageLossDb(strip(10), LOW, receiver(900), 1e9);
  expect(one).toBeGreaterThan(1.85);
  expect(one).toBeLessThan(2);
  expect(foliageLossDb(strip(480), LOW, receiver(990), 1e9)).toBeLessThan(0.18 * 1000 ** 0.752);
});

test('only the path below the crowns counts', () => {
  const high = { x: 0, y: 0, heightM: 61.5 };
  // From 61.5 m the path dips below 12 m in the last 10.5 / 60 of its way: the last 157 m of 900.
  expect(foliageLossDb(strip(100), high, receiver(900), 2e9)).toBe(0);
  expect(foliageLossDb(strip(100), high, receiver(640), 2e9)).toBeGreaterThan(0);
  // Straight below the antenna there is no path through trees to speak of.
  expect(foliageLossDb(strip(100), { ...high, x: 550 }, receiver(550), 2e9)).toBe(0);
});
