import { expect, it } from 'vitest';
import { DEFAULT_SETUP } from '../../planning/network-setup.ts';
import type { Sector } from '../../sites/sector.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { OptimisedAntennas } from '../../worker/network-plan-protocol.ts';
import type { Setup } from '../network-plan/setup.ts';
import type { AntennaPlan, CoveragePlan, SitePlan } from '../store/network-plan-store.ts';
import { networkReports } from './report-network.ts';

const SETUP: Setup = { ...DEFAULT_SETUP, files: {}, problem: null };
const NOTHING = { antennaPlan: null, sitePlan: null, coveragePlan: null };
const sectors = ['M1', 'M2'].map((id) => sectorSettings(id));
const score = (objective: number) => ({ objective, rsrpShare: 0.8, sinrShare: 0.4 });
const served = { served: 0.5, rsrpMet: 0.4, sinrMet: 0.3 };

const found = {
  search: { before: score(0.5), after: score(0.7), settings: [], evaluations: 1234, levelMaps: 13, ascents: [0.7] },
  solved: { before: score(0.5), after: score(0.6) },
  isConfirmed: true,
  sectors: sectors.map(({ id, downtiltDeg: tiltDeg, azimuthDeg }) => ({
    ...{ id, isTurnable: id === 'M1', before: { tiltDeg, azimuthDeg } },
    after: { tiltDeg: id === 'M1' ? tiltDeg + 5 : tiltDeg, azimuthDeg },
    ...{ servedBefore: served, servedAfter: served },
  })),
} as OptimisedAntennas;
const LIMITS = { name: 'limits.csv', sectors: [{ id: 'M1', tiltDeg: [3, null], azimuthRangeDeg: 10 }] } as const;
const ANTENNAS: AntennaPlan = {
  found,
  sectors,
  tookMs: 12_340,
  setup: { ...SETUP, antennas: { ...SETUP.antennas, sectors: ['M1'], limits: LIMITS, azimuthRangeDeg: 30, starts: 1 } },
};

const factsOf = (state: Partial<typeof NOTHING> | object) => {
  const [report] = networkReports({ ...NOTHING, ...state });
  return Object.fromEntries(report!.facts);
};

it('has nothing where nothing was planned', () => {
  expect(networkReports(NOTHING)).toEqual([]);
});

it('tells what a search of antennas was asked, and its figures before and after', () => {
  expect(factsOf({ antennaPlan: ANTENNAS })).toEqual({
    Objective:
      '1 × the share of the area outdoors with RSRP of −100 dBm or more and 1 × that with SINR of 3 dB or more at load 100 %, over 2',
    Cells: '20 m',
    'May be turned': 'M1',
    Within: 'downtilts from 0 to 12° in steps of 1°; azimuths ±30° in steps of 5°',
    'By sector': 'limits.csv: M1 from 3°, ±10°',
    Search: '1 start, seed 42; 1,234 networks weighed from 13 settings; 12.3 s',
    Outcome: 'fresh solves confirm the gain',
  });
  const [report] = networkReports({ ...NOTHING, antennaPlan: ANTENNAS });
  expect(report!.tables[0]!.rows[1]).toEqual(['As found, solved', '60.00', '80.0', '40.0']);
  expect(report!.tables[1]!.rows.map(([id]) => id)).toEqual(['M1', 'M2']);
  const unconfirmed = { ...ANTENNAS, found: { ...found, isConfirmed: false } };
  expect(factsOf({ antennaPlan: unconfirmed }).Outcome).toMatch(/do not confirm the gain/);
});

it('tells where new sites may stand, and what they add', () => {
  const gain = (id: string, by: number) => ({ id, gain: by, score: score(by) });
  const plan: SitePlan = {
    ranked: { before: score(0.5), alone: [gain('roof-1', 0.2), gain('roof-2', 0.1)], chosen: [gain('roof-1', 0.2)] },
    candidates: [{} as Sector, {} as Sector],
    notes: ['One place has no roof.'],
    ...{ engine: 'Ray sweep', sectors, tookMs: 900 },
    setup: {
      ...SETUP,
      objective: { ...SETUP.objective, weighBy: 'population' },
      sites: { ...SETUP.sites, likeId: 'M2', azimuthsDeg: [0, 180] },
      files: { population: { name: 'persons.tif', source: 'file:1' }, places: { name: 'list.csv', source: 'file:2' } },
    },
  };
  expect(factsOf({ sitePlan: plan })).toMatchObject({
    People: 'persons.tif',
    Places:
      'the highest roof from 12 to 60 m in every square of 250 m, 150 m or more from sites that stand; antennas 5 m above it',
    'New sectors': 'like M2; bearings 0, 180°',
    'To choose': '3 at most, each the best beside those before it; 1 chosen',
    Maps: '4, Ray sweep; 0.9 s',
    'Without them': 'objective 50.00 %, RSRP met 80.0 %, SINR met 40.0 %',
  });
  const [report] = networkReports({ ...NOTHING, sitePlan: plan });
  expect(report!.tables[0]!.rows[0]).toEqual(['roof-1', '+20.00', '80.0', '40.0', '1', '+20.00']);
  expect(report!.notes).toEqual(['One place has no roof.']);
  const listed = { ...plan, setup: { ...plan.setup, sites: { ...plan.setup.sites, from: 'file' as const } } };
  expect(factsOf({ sitePlan: listed })).toMatchObject({
    Places: 'list.csv',
    'New sectors': 'like M2; bearings 0, 180° where the list has none',
  });
});

it('tells which maps coverage was counted on, and by which targets', () => {
  const figures = {
    ...{ weight: 200, noData: 0.1, rsrpMet: 0.7, sinrMet: 0.5, overlap: [0.4, 0.3, 0.1, 0.1], polluted: 0.02 },
    ...{ meanMbps: 30, edgeMbps: Number.NaN },
  } as CoveragePlan['lines'][number]['figures'];
  const plan: CoveragePlan = {
    lines: ['Now', 'Before'].map((map) => ({ map, of: 'area', name: 'area outdoors', figures })),
    setup: {
      ...SETUP,
      files: {
        population: { name: 'persons.tif', source: 'file:1' },
        classes: { name: 'clutter.tif', source: 'file:2' },
      },
    },
    ...{ sectors: ['M1'], leftOut: ['M2'] },
  };
  expect(factsOf({ coveragePlan: plan })).toEqual({
    Maps: 'Now, Before',
    Sectors: 'M1; without a map of all: M2',
    Targets: 'RSRP of −100 dBm, SINR of 3 dB at load 100 %, noise figure 7 dB',
    People: 'persons.tif',
    Classes: 'clutter.tif',
  });
  const [report] = networkReports({ ...NOTHING, coveragePlan: plan });
  expect(report!.tables[0]!.rows[1]!.slice(0, 5)).toEqual(['Before · area outdoors', '', '10.0', '70.0', '50.0']);
  expect(report!.tables[0]!.rows[1]!.at(-1)).toBe('–');
});
