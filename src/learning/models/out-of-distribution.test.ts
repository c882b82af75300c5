import { expect, it } from 'vitest';
import { outsideTraining, type Situation } from './out-of-distribution.ts';

const ranges = {
  frequencyHz: [0.7e9, 3.7e9],
  antennaHeightM: [10, 60],
  buildingDensity: [0.05, 0.6],
  meanBuildingHeightM: [5, 40],
  distanceM: [0, 900],
  cellSizeM: [5, 5],
} as const;
const inside: Situation = {
  frequencyHz: 2.1e9,
  antennaHeightM: 60,
  buildingDensity: 0.3,
  meanBuildingHeightM: 18,
  distanceM: 900.0000001,
  cellSizeM: 5,
};
const words = (patch: Partial<Situation>) => outsideTraining({ ...inside, ...patch }, ranges).map((of) => of.message);

it('says nothing of what was trained on, nor of what is not known', () => {
  expect(words({})).toEqual([]);
  expect(words({ meanBuildingHeightM: Number.NaN })).toEqual([]);
});

it('names every quantity that lies outside, with the range', () => {
  expect(words({ frequencyHz: 5.9e9 })).toEqual(['frequency 5.9 GHz lies outside 0.7-3.7 GHz that it was trained on']);
  expect(
    words({ antennaHeightM: 4, buildingDensity: 0.72, meanBuildingHeightM: 55.25, distanceM: 1800, cellSizeM: 2 }),
  ).toEqual([
    'antenna height 4 m lies outside 10-60 m that it was trained on',
    'built-on share of the ground 72 % lies outside 5-60 % that it was trained on',
    'mean building height 55.3 m lies outside 5-40 m that it was trained on',
    'distance 1800 m lies outside 0-900 m that it was trained on',
    'cell size 2 m lies outside 5 m that it was trained on',
  ]);
  expect(words({ antennaHeightM: 60.01 })).toEqual([
    'antenna height 60.01 m lies outside 10-60 m that it was trained on',
  ]);
});
