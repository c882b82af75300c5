import { expect, it } from 'vitest';
import { freshState, type TuneState } from '../../learning/tuning/tune-state.ts';
import type { TunedModel } from '../../learning/tuning/tuned-model.ts';
import { readTunedModel, readTuningState, writeTunedModel, writeTuningState } from './tuning-files.ts';

const waves = (length: number, by: number) => Float32Array.from({ length }, (_, k) => by * Math.sin(k + by));

const STATE: TuneState = {
  iteration: 3,
  steps: 6,
  offsetDb: -7.25,
  delta: waves(9, 1e-3),
  moment1: waves(9, 2),
  moment2: waves(9, 1e-9),
  best: { iteration: 2, maeDb: 5.5, delta: waves(9, 3e-3) },
  curve: [{ iteration: 0, trainMaeDb: 8.1, innerMaeDb: 7.9 }],
};

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

it('gives a stored training back to the bit', () => {
  expect(readTuningState('s', writeTuningState('unet', STATE))).toEqual({ model: 'unet', state: STATE });
  const fresh = freshState(4, 1);
  expect(readTuningState('s', writeTuningState('unet', fresh)).state).toEqual(fresh);
});

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
  const [state, tuned] = [writeTuningState('unet', STATE), writeTunedModel(TUNED)];
  expect(() => readTuningState('s', state.subarray(0, -1))).toThrow(
    /s holds 143 bytes of numbers.*144: it is cut short/,
  );
  expect(() => readTuningState('t', tuned)).toThrow(/t is not of the format boresight-tuning-state/);
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
