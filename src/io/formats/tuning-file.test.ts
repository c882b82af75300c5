import { expect, it } from 'vitest';
import type { TunedModel } from '../../learning/tuning/tuned-model.ts';
import { readTunedModel, writeTunedModel } from './tuning-file.ts';

const waves = (length: number, by: number) => Float32Array.from({ length }, (_, k) => by * Math.sin(k + by));

const TUNED: TunedModel = {
  model: 'unet',
  weightsSha256: 'a'.repeat(64),
  sectorId: 'A',
  offsetDb: -7.25,
  grid: { columns: 300, rows: 256, cellSizeM: 5, westM: -12.5, northM: 700 },
  siteSides: [8, 16],
  iteration: 12,
  innerMaeDb: 5.5,
  delta: waves(400, 1e-2),
};

it('keeps a tuned model in two bytes a weight, to a two-thousandth', () => {
  const file = writeTunedModel(TUNED);
  expect(file.length).toBeLessThan(2 * 400 + 400);
  const { delta, ...rest } = readTunedModel('t', file);
  expect({ ...rest, delta: TUNED.delta }).toEqual(TUNED);
  const off = delta.map((value, k) => Math.abs(value - TUNED.delta[k]!));
  expect(Math.max(...off)).toBeLessThan(1e-2 / 2000);
  expect(readTunedModel('t', writeTunedModel({ ...rest, delta })).delta).toEqual(delta);
});

it('refuses files that are cut short, of another kind or of a later version', () => {
  const tuned = writeTunedModel(TUNED);
  expect(() => readTunedModel('t', tuned.subarray(0, -1))).toThrow(
    /t holds 799 bytes of numbers.*800: it is cut short/,
  );
  expect(() => readTunedModel('s', new Uint8Array(0))).toThrow(/not of the format boresight-tuned-model/);
  expect(() => readTunedModel('s', new Uint8Array(2 ** 21).fill(65))).toThrow(/not of the format/);
  const later = new TextDecoder('latin1').decode(tuned).replace('"version":1', '"version":2');
  expect(() =>
    readTunedModel(
      't',
      Uint8Array.from(later, (c) => c.charCodeAt(0)),
    ),
  ).toThrow(/version 2/);
});
