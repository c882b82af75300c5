import { describe, expect, it } from 'vitest';
import { deygoutLoss } from '../../radio/deygout.ts';
import { knifeEdgeLossDb } from '../../radio/knife-edge.ts';
import { cellAt, gridCentredOn } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { PROVENANCE } from '../radio-map.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import {
  box,
  cellMeans,
  cityOf,
  decibelsApart,
  FREE_SPACE,
  FREQUENCY_HZ,
  imageGain,
  requestOf,
  type Surface,
  sectorAt,
} from '../sweep/sweep-fixture.ts';
import { explainCell } from './explain-cell.ts';
import type { CellExplanation } from './explained-path.ts';

const WAVELENGTH_M = SPEED_OF_LIGHT / FREQUENCY_HZ;
const EMPTY = cityOf([], { groundZM: null });
const GROUND: Surface = { normal: [0, 0, 1], offset: 0, kind: 'reflect', material: 'concrete' };

/** The one cell of 1 m about (x, y). */
function at(request: SolveRequest, x: number, y: number, settings: Partial<SolveSettings> = {}) {
  const grid = gridCentredOn(x, y, 1, 1, 1);
  return { ...request, grid, cell: 0, settings: { ...request.settings, ...settings } };
}

function wall(x: number, side: 1 | -1, kind: Surface['kind'] = 'reflect'): Surface {
  return { normal: [side, 0, 0], offset: side * x, kind, material: 'concrete' };
}

/** Each path's steps add up to its gain, and all gains to the cell's. */
function expectBudgets(explanation: CellExplanation) {
  let sum = 0;
  for (const { steps, gainDb, gain } of explanation.paths) {
    expect(steps.reduce((db, step) => db + step.gainDb, 0)).toBeCloseTo(gainDb, 9);
    expect(10 * Math.log10(gain)).toBeCloseTo(gainDb, 9);
    sum += gain;
  }
  expect(explanation.paths.length).toBe(explanation.pathCount);
  expect(sum / explanation.gain).toBeCloseTo(1, 12);
}

describe('a pole that falls between two beams of the search, where nothing else leads', () => {
  const [x, width] = [180, 0.1];
  /** A pole by its azimuth, counted in steps of 4,096: beams leave half way between two whole numbers. */
  const pole = (step: number) => {
    const y = x * Math.tan((2 * Math.PI * step) / 4096);
    return { y, box: box(`pole ${step}`, x, y - width / 2, x + 0.5, y + width / 2, 30) };
  };
  const shade = box('shade', -10, 20, 10, 21, 30);
  const { y, box: missed } = pole(110);

  it.each([
    ['alone', []],
    // It throws back beside the cell: a wall that leads near there, and not there.
    ['beside one that a beam meets', [pole(111.5).box]],
  ])('is found: %s', async (_, others) => {
    const request = requestOf(cityOf([shade, missed, ...others], { groundZM: null }), sectorAt(0, 0, 5));
    const found = await explainCell(at(request, 0, 2 * y, { maxDepth: 1 }));
    expect(found.paths.map(({ mechanism }) => mechanism)).toEqual([PROVENANCE.reflected]);
    const by = imageGain([0, 0, 5], [0, 2 * y, 1.5], [wall(x, -1)], 'V');
    // The pole throws back on a strip of twice its width, of a cell of 1 m.
    expect(decibelsApart(found.gain, 2 * width * by)).toBeLessThan(1);
  });
});

describe('explainCell against closed forms', () => {
  it('is free space and the antenna in the open', async () => {
    const sector = sectorAt(0.3, -0.4, 5, { pattern: 'tr38901', azimuthDeg: 90 });
    const found = await explainCell(at(requestOf(EMPTY, sector), 40, 0));
    expect(found.paths.length).toBe(1);
    const [path] = found.paths;
    const length = Math.hypot(39.7, 0.4, 3.5);
    expect(path!.mechanism).toBe(PROVENANCE.direct);
    expect(path!.lengthM).toBeCloseTo(length, 9);
    expect(path!.steps[0]!.gainDb).toBeCloseTo(10 * Math.log10(FREE_SPACE / length ** 2), 9);
    // Nearly at the peak of 8 dBi.
    expect(path!.steps[1]!.gainDb).toBeGreaterThan(7.7);
    expect(path!.steps[1]!.gainDb).toBeLessThan(8);
    expect([...path!.pointsM]).toEqual([0.3, -0.4, 5, 40, 0, 1.5]);
    expect(found.lineOfSight).toBe(true);
    expect(found.distanceM).toBeCloseTo(length, 9);
    expectBudgets(found);
  });

  for (const polarisation of ['V', 'H'] as const) {
    it(`finds the images in a wall, before and after the ground (${polarisation})`, async () => {
      const scene = cityOf([box('w', -20, -100, -6, 100, 60)]);
      const sector = sectorAt(0.3, -0.4, 5, { polarisation });
      const request = at(requestOf(scene, sector, { maxDepth: 2 }), 9.5, 3.5);
      const found = await explainCell(request);
      const ways = [[], [GROUND], [wall(-6, 1)], [wall(-6, 1), GROUND]];
      const gains = ways.map(
        (way) => cellMeans(request.grid, (x, y) => imageGain([0.3, -0.4, 5], [x, y, 1.5], way, polarisation), 9)[0]!,
      );
      expect(found.paths.length).toBe(4);
      const byGain = [...gains].sort((a, b) => b - a);
      found.paths.forEach(({ gain }, i) => {
        expect(decibelsApart(gain, byGain[i]!)).toBeLessThan(1e-3);
      });
      const reflected = found.paths.find(({ steps }) => steps[2]!.kind === 'reflection' && steps.length === 4);
      const turn = reflected!.steps[2]!;
      expect(turn.kind === 'reflection' && [turn.building, turn.material]).toEqual(['w', 'concrete']);
      // Image of the mast at (-12.3, -0.4): the wall is met 6 m before it.
      expect(reflected!.pointsM[3]).toBeCloseTo(-6, 9);
      expect(reflected!.pointsM[4]).toBeCloseTo(-0.4 + (3.9 * 6.3) / 21.8, 9);
      expect(reflected!.pointsM[5]).toBeCloseTo(5 - (3.5 * 6.3) / 21.8, 4);
      expectBudgets(found);
    });
  }

  it('finds every order between the walls of a street', async () => {
    const scene = cityOf([box('w', -20, -100, -6, 100, 60), box('e', 6, -100, 20, 100, 60)], { groundZM: null });
    const request = at(requestOf(scene, sectorAt(1, 0, 10), { maxDepth: 5 }), 2, 30.5);
    const found = await explainCell(request);
    // Beginning with either wall, 0 to 5 times: 1 + 2 * 5.
    expect(found.paths.length).toBe(11);
    let expected = 0;
    for (const first of [0, 1])
      for (let n = first; n <= 5; n++) {
        const way = Array.from({ length: n }, (_, i) => ((i + first) % 2 === 0 ? wall(-6, 1) : wall(6, -1)));
        expected += cellMeans(request.grid, (x, y) => imageGain([1, 0, 10], [x, y, 1.5], way, 'V'), 9)[0]!;
      }
    expect(decibelsApart(found.gain, expected)).toBeLessThan(1e-3);
    expectBudgets(found);
  });

  it('goes through both walls of a building where transmission is on, and not at all where it is off', async () => {
    const scene = cityOf([box('w', -20, -100, -6, 100, 60)], { groundZM: null });
    const request = at(requestOf(scene, sectorAt(0.3, -0.4, 5), { reflection: false }), -30.5, 3.5);
    expect((await explainCell(request)).paths).toEqual([]);
    const through = { ...request, settings: { ...request.settings, refraction: true } };
    const found = await explainCell(through);
    const faces = [wall(-6, -1, 'transmit'), wall(-20, -1, 'transmit')];
    const expected = cellMeans(request.grid, (x, y) => imageGain([0.3, -0.4, 5], [x, y, 1.5], faces, 'V'), 9)[0]!;
    expect(found.paths.length).toBe(1);
    expect(found.paths[0]!.mechanism).toBe(PROVENANCE.transmitted);
    expect(decibelsApart(found.gain, expected)).toBeLessThan(1e-3);
    expect(found.paths[0]!.steps.map(({ kind }) => kind)).toEqual([
      'free space',
      'antenna',
      'transmission',
      'transmission',
      'share of the cell',
    ]);
    expectBudgets(found);
  });

  it('bends over roofs by knife edges that add up to Deygout', async () => {
    const scene = cityOf([box('a', 20, -40, 32, 40, 14), box('b', 60, -40, 75, 40, 18)], { groundZM: null });
    const request = at(requestOf(scene, sectorAt(0, 0, 25), { diffraction: true, reflection: false }), 90.5, 0);
    const found = await explainCell(request);
    const over = found.paths.find(({ steps }) => steps.some(({ kind }) => kind === 'roof edge'));
    const loss = deygoutLoss(
      { lengthM: 90.5, transmitterZM: 25, receiverZM: 1.5, distancesM: [20, 32, 60, 75], heightsM: [14, 14, 18, 18] },
      WAVELENGTH_M,
    );
    expect(loss.lossDb).toBeGreaterThan(15);
    const edges = over!.steps.filter((step) => step.kind === 'roof edge');
    expect(edges.map(({ distanceM }) => distanceM)).toEqual(
      [...loss.edges].map(({ distanceM }) => distanceM).sort((a, b) => a - b),
    );
    expect(edges.reduce((db, { gainDb }) => db + gainDb, 0)).toBeCloseTo(-loss.lossDb, 4);
    expect(found.lineOfSight).toBe(false);
    expectBudgets(found);
  });

  it('bends round a corner as a knife edge does', async () => {
    const scene = cityOf([box('slab', 0, 20, 150, 30, 60)], { groundZM: null });
    const request = at(requestOf(scene, sectorAt(20, -20, 30), { diffraction: true, reflection: false }), -10, 70);
    const found = await explainCell(request);
    const bent = found.paths.find(({ steps }) => steps[2]!.kind === 'corner');
    const plan = Math.hypot(20, 40) + Math.hypot(10, 50);
    const detour = Math.hypot(plan, 28.5) - Math.hypot(30, 90, 28.5);
    const nu = 2 * Math.sqrt(detour / WAVELENGTH_M);
    expect(bent!.steps[2]).toMatchObject({ kind: 'corner', building: 'slab' });
    expect(bent!.steps[2]!.gainDb).toBeCloseTo(-knifeEdgeLossDb(nu), 2);
    expect([...bent!.pointsM].slice(3, 5)).toEqual([0, 20]);
    expect(bent!.lengthM).toBeCloseTo(Math.hypot(plan, 28.5), 6);
    expectBudgets(found);
  });

  it('says of a cell that is lit in part how large the part is', async () => {
    // The shadow of the slab's end runs through the cell along x = 10.
    const scene = cityOf([box('slab', 10, 20, 50, 30, 60)], { groundZM: null });
    const request = at(requestOf(scene, sectorAt(10, 0, 30), { reflection: false }), 10, 60);
    const found = await explainCell(request);
    const share = found.paths[0]!.steps.at(-1)!;
    // Four of nine columns of points lie beyond it, and all points are as far away to 1 %.
    expect(share.kind === 'share of the cell' && share.share).toBeCloseTo(4 / 9, 12);
    expect(share.gainDb).toBeCloseTo(10 * Math.log10(4 / 9), 1);
    expect(found.lineOfSight).toBe(true);
  });
});

describe('explainCell on what cannot be', () => {
  const request = requestOf(EMPTY, sectorAt(0, 0, 5));

  it('refuses a cell that the grid has not', async () => {
    await expect(explainCell({ ...request, cell: 64 })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('stops when it is cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    const cell = cellAt(request.grid, 0, 0);
    await expect(explainCell({ ...request, cell }, { signal: abort.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
