import { expect, it } from 'vitest';
import { DEFAULT_SETUP, type NetworkSetup } from '../../planning/network-setup.ts';
import type { Json, JsonObject } from './json-document.ts';
import { JsonFields } from './json-fields.ts';
import { networkSetup } from './network-setup-json.ts';

const read = (asked: JsonObject) => networkSetup(new JsonFields('asked', JSON.parse(JSON.stringify(asked))));

/** Every field another than the default one. */
const OTHER: NetworkSetup = {
  objective: {
    targets: { rsrpDbm: -95, sinrDb: 6, rsrpWeight: 2, sinrWeight: 0.5, load: 0.4, noiseFigureDb: 5 },
    weighBy: 'population',
    cellSizeM: 40,
  },
  antennas: {
    sectors: ['A', 'B'],
    limits: {
      name: 'limits.csv',
      sectors: [
        { id: 'A', tiltDeg: [3, null], azimuthRangeDeg: 10 },
        { id: 'B', tiltDeg: [null, null], azimuthRangeDeg: null },
      ],
    },
    tiltDeg: [2, 8],
    azimuthRangeDeg: 30,
    tiltStepDeg: 0.5,
    azimuthStepDeg: 10,
    starts: 9,
    seed: 7,
  },
  sites: {
    from: 'points',
    rule: { spacingM: 300, leastRoofM: 10, mostRoofM: 80, apartM: 100, mastM: 3 },
    points: [{ id: 'place-1', x: 20, y: -50.5, heightM: 23 }],
    likeId: 'B',
    azimuthsDeg: [0, 180],
    choose: 5,
  },
};

it('comes back as it was, and is as planning has it where nothing is said', () => {
  expect(read(OTHER as unknown as JsonObject)).toEqual(OTHER);
  expect(read(DEFAULT_SETUP as unknown as JsonObject)).toEqual(DEFAULT_SETUP);
  expect(read({})).toEqual(DEFAULT_SETUP);
  expect(read({ sites: { choose: 5 }, later: 1 })).toEqual({
    ...DEFAULT_SETUP,
    sites: { ...DEFAULT_SETUP.sites, choose: 5 },
  });
});

it.each<[Json, RegExp]>([
  [{ objective: { weighBy: 'cows' } }, /asked, objective: "weighBy" is "cows"; it must be one of area, users, populat/],
  [{ objective: { targets: { load: 2 } } }, /targets: "load" is 2; it must be a number from 0 to 1/],
  [{ objective: { cellSizeM: 0 } }, /"cellSizeM" is 0/],
  [{ antennas: { tiltDeg: [9, 2] } }, /"tiltDeg" is \[9,2\]; it must be two tilts from -90 to 90, the lower first/],
  [{ antennas: { tiltDeg: [9] } }, /a list of 2 numbers/],
  [
    { antennas: { limits: { name: 'l', sectors: [{ id: 'A', tiltDeg: [3] }] } } },
    /sectors 1: "tiltDeg" is \[3\]; it must be a list of two tilts/,
  ],
  [
    { antennas: { limits: { name: 'l', sectors: [{ id: 'A', tiltDeg: [3, 'x'] }] } } },
    /two tilts from -180 to 180, null/,
  ],
  [{ antennas: { starts: 0 } }, /"starts" is 0; it must be a number from 1 to 1000/],
  [{ antennas: { sectors: [1] } }, /"sectors" is \[1\]; it must be a list of texts/],
  [{ sites: { from: 'moon' } }, /"from" is "moon"; it must be one of roofs, points, file/],
  [{ sites: { azimuthsDeg: [] } }, /bearings from 0 to below 360, one at least/],
  [{ sites: { azimuthsDeg: [360] } }, /bearings from 0 to below 360/],
  [{ sites: { rule: { leastRoofM: 40, mostRoofM: 20 } } }, /"mostRoofM" is 20; it must be a number from 40 to/],
  [
    { sites: { points: [OTHER.sites.points[0], OTHER.sites.points[0]] as unknown as Json } },
    /"place-1" is there twice/,
  ],
])('refuses %j', (asked, message) => {
  expect(() => read(asked as JsonObject)).toThrow(message);
});
