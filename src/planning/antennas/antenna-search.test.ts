import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { coverageQuestion, coverageScore } from '../coverage/coverage-score.ts';
import { DEFAULT_TARGETS } from '../coverage/coverage-targets.ts';
import { antennaLattice, DEFAULT_LIMITS } from './antenna-lattice.ts';
import { type AntennaSearch, type AntennaSetting, searchAntennas, type TurnableSector } from './antenna-search.ts';

const CELLS = 24;
const CELL_M = 25;
const NOISE_MW = 10 ** (-125 / 10);
const HEIGHT_M = 30;

/** Level of a beam 65 deg wide and 10 deg high over flat ground, falling by 35 dB a decade, with shadows by place. */
function beamAt(x: number, y: number, shadowDb: Float64Array, powerDbm = 10) {
  return ({ tiltDeg, azimuthDeg }: AntennaSetting) =>
    Float64Array.from({ length: CELLS * CELLS }, (_, cell) => {
      const dx = ((cell % CELLS) - CELLS / 2 + 0.5) * CELL_M - x;
      const dy = (CELLS / 2 - Math.floor(cell / CELLS) - 0.5) * CELL_M - y;
      const distance = Math.hypot(dx, dy, HEIGHT_M);
      const bearing = (Math.atan2(dx, dy) * 180) / Math.PI;
      const off = ((((bearing - azimuthDeg) % 360) + 540) % 360) - 180;
      const down = (Math.atan2(HEIGHT_M, Math.hypot(dx, dy)) * 180) / Math.PI;
      const cut = Math.min(30, 12 * ((off / 65) ** 2 + ((down - tiltDeg) / 10) ** 2));
      return 10 ** ((powerDbm - 20 - 35 * Math.log10(distance) - cut + shadowDb[cell]!) / 10);
    });
}

function searchOf(starts: AntennaSetting[], changes: Partial<TurnableSector> = {}, seed = 5): AntennaSearch {
  const random = new Random(seed);
  const places = [
    [-150, -60],
    [160, -80],
    [0, 170],
  ] as const;
  const shadows = places.map(() => Float64Array.from({ length: CELLS * CELLS }, () => 6 * random.normal()));
  const tiltsDeg = antennaLattice({ id: 's', azimuthDeg: 0 }, DEFAULT_LIMITS, { tiltDeg: 2, azimuthDeg: 10 }).tiltsDeg;
  return {
    sectors: starts.map((start, k) => ({
      id: `s${k}`,
      carrier: 1,
      noiseMw: NOISE_MW,
      start,
      tiltsDeg,
      azimuthsDeg: [],
      levelMw: beamAt(places[k]![0], places[k]![1], shadows[k]!),
      ...changes,
    })),
    around: { levelMw: [], carrier: [], noiseMw: [] },
    question: coverageQuestion({ ...DEFAULT_TARGETS, rsrpDbm: -95 }, new Float64Array(CELLS * CELLS).fill(1)),
    starts: 6,
    seed: 1,
  };
}

const INWARDS = [60, 300, 180].map((azimuthDeg) => ({ tiltDeg: 6, azimuthDeg }));

/** The best of all tilts together. */
function bruteForce({ sectors, question }: AntennaSearch): number {
  const levels = sectors.map((s) => s.tiltsDeg.map((tiltDeg) => s.levelMw({ ...s.start, tiltDeg })));
  let best = 0;
  const counts = sectors.map(({ tiltsDeg }) => tiltsDeg.length);
  const all = counts.reduce((product, count) => product * count, 1);
  for (let code = 0; code < all; code++) {
    let rest = code;
    const levelMw = levels.map((of, k) => {
      const index = rest % counts[k]!;
      rest = Math.floor(rest / counts[k]!);
      return of[index]!;
    });
    const network = { levelMw, carrier: [1, 1, 1], noiseMw: [NOISE_MW, NOISE_MW, NOISE_MW] };
    best = Math.max(best, coverageScore(network, question).objective);
  }
  return best;
}

describe('searchAntennas', () => {
  it.each([1, 2, 3, 4])('finds what trying all tilts finds, seed %i', async (seed) => {
    const search = searchOf(INWARDS, {}, seed);
    const { after, before, ascents } = await searchAntennas(search);
    expect(after.objective).toBe(bruteForce(search));
    expect(after.objective).toBeGreaterThan(before.objective);
    expect(after.objective).toBe(Math.max(...ascents));
  });

  it('sets a tilt right that was put wrong, and leaves the others', async () => {
    const right = (await searchAntennas(searchOf(INWARDS))).settings;
    const wrong = right.map((setting, k) => (k === 1 ? { ...setting, tiltDeg: 0 } : setting));
    const found = await searchAntennas({ ...searchOf(wrong), starts: 1 });
    expect(found.settings).toEqual(right);
    expect(found.after.objective).toBeGreaterThan(found.before.objective + 0.01);
  });

  it('turns an antenna that looks out of the area back in, beside others that stay', async () => {
    const { sectors, question: both, ...rest } = searchOf(INWARDS);
    // For coverage alone: more of it is also more interference.
    const question = coverageQuestion({ ...both.targets, rsrpDbm: -95, sinrWeight: 0 }, both.weight);
    const azimuthsDeg = Array.from({ length: 24 }, (_, i) => 15 * i);
    const [first, ...others] = sectors;
    const around = {
      levelMw: others.map((sector) => sector.levelMw(sector.start)),
      carrier: [1, 1],
      noiseMw: [NOISE_MW, NOISE_MW],
    };
    const turned = { ...first!, start: { tiltDeg: 6, azimuthDeg: 240 }, azimuthsDeg };
    const { settings, after, before } = await searchAntennas({ ...rest, question, around, sectors: [turned] });
    const all = azimuthsDeg.flatMap((azimuthDeg) =>
      turned.tiltsDeg.map((tiltDeg) => {
        const levelMw = [turned.levelMw({ tiltDeg, azimuthDeg }), ...around.levelMw];
        return coverageScore({ levelMw, carrier: [1, 1, 1], noiseMw: [NOISE_MW, NOISE_MW, NOISE_MW] }, question)
          .objective;
      }),
    );
    expect(after.objective).toBe(Math.max(...all));
    expect(after.objective).toBeGreaterThan(before.objective + 0.05);
    // The middle of the area lies 150 m to the east and 60 m to the north of it.
    const bearing = (settings[0]!.azimuthDeg * Math.PI) / 180;
    expect(150 * Math.sin(bearing) + 60 * Math.cos(bearing)).toBeGreaterThan(0);
  });

  it('stays where nothing is to be gained, though the start lies outside the limits', async () => {
    const search = searchOf(INWARDS.map((s) => ({ ...s, tiltDeg: 6.5 })));
    // Everything meets targets this low.
    const easy = { ...search.question.targets, rsrpDbm: -200, sinrDb: -80 };
    const question = coverageQuestion(easy, search.question.weight);
    const found = await searchAntennas({ ...search, question });
    expect(found.settings).toEqual(search.sectors.map(({ start }) => start));
    expect(found.after).toEqual(found.before);
    expect(found.before.objective).toBe(1);
  });

  it('is the same for a seed, works each setting out once, and counts', async () => {
    const asked: string[] = [];
    const base = searchOf(INWARDS);
    const counted = {
      ...base,
      sectors: base.sectors.map((sector) => ({
        ...sector,
        levelMw: (setting: AntennaSetting) => {
          asked.push(`${sector.id} ${setting.tiltDeg}`);
          return sector.levelMw(setting);
        },
      })),
    };
    const fractions: number[] = [];
    const first = await searchAntennas(counted, { onProgress: (fraction) => fractions.push(fraction) });
    expect(new Set(asked).size).toBe(asked.length);
    expect(first.levelMaps).toBe(asked.length);
    expect(first.levelMaps).toBeLessThanOrEqual(3 * 7);
    expect(first.evaluations).toBeGreaterThan(first.levelMaps);
    expect(await searchAntennas(base)).toEqual(first);
    expect(fractions.at(-1)).toBe(1);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });

  it('stops when it is cancelled', async () => {
    const abort = new AbortController();
    const going = searchAntennas(searchOf(INWARDS), { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(going).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('antennaLattice', () => {
  const sector = { id: 'A', azimuthDeg: 350 };
  it('has both ends of the tilts and turns bearings over north', () => {
    const { tiltsDeg, azimuthsDeg } = antennaLattice(
      sector,
      { tiltDeg: [2, 7], azimuthRangeDeg: 20 },
      {
        tiltDeg: 2,
        azimuthDeg: 10,
      },
    );
    expect(tiltsDeg).toEqual([2, 4, 6, 7]);
    expect(azimuthsDeg).toEqual([330, 340, 350, 0, 10]);
    expect(antennaLattice(sector, DEFAULT_LIMITS, { tiltDeg: 1, azimuthDeg: 5 }).azimuthsDeg).toEqual([]);
  });

  it('has a bearing half a turn away once', () => {
    const all = antennaLattice(sector, { tiltDeg: [0, 0], azimuthRangeDeg: 180 }, { tiltDeg: 1, azimuthDeg: 90 });
    expect(all.azimuthsDeg).toEqual([170, 260, 350, 80]);
  });

  it.each([
    [{ tiltDeg: [8, 2], azimuthRangeDeg: 0 }, { tiltDeg: 1, azimuthDeg: 5 }, 'A: tilts from 8 to 2 deg are no range'],
    [{ tiltDeg: [0, 9], azimuthRangeDeg: 200 }, { tiltDeg: 1, azimuthDeg: 5 }, 'give 0 to 180'],
    [{ tiltDeg: [0, 9], azimuthRangeDeg: 0 }, { tiltDeg: 0, azimuthDeg: 5 }, 'give steps above 0'],
    [{ tiltDeg: [0, 9], azimuthRangeDeg: 0 }, { tiltDeg: 0.01, azimuthDeg: 5 }, '901 angles of one kind'],
  ] as const)('refuses %j', (limits, steps, message) => {
    expect(() => antennaLattice(sector, limits, steps)).toThrow(message);
  });
});
