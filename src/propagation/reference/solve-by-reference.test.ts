import { describe, expect, it } from 'vitest';
import { materialAt } from '../../radio/materials.ts';
import { slabCoefficients } from '../../radio/slab.ts';
import { cellCentre } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { boxQuads, floor, meshOfQuads, quad, requestOf, sceneOf, sectorAt } from '../mesh/mesh-fixture.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import type { SolveRequest } from '../solve-request.ts';
import { createReferenceSolver } from './solve-by-reference.ts';

const FREQUENCY_HZ = 3.5e9;
const FREE_SPACE = (SPEED_OF_LIGHT / FREQUENCY_HZ / (4 * Math.PI)) ** 2;
const EMPTY = sceneOf(meshOfQuads([]));
const solver = createReferenceSolver();

type Vector = readonly [number, number, number];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const square = (c: { re: number; im: number }) => c.re * c.re + c.im * c.im;

/** Mean over each cell of a gain given at points of the receiver plane. */
function cellMeans(request: SolveRequest, gainAt: (x: number, y: number) => number): number[] {
  const { grid } = request;
  const points = 10;
  return Array.from({ length: grid.columns * grid.rows }, (_, cell) => {
    const centre = cellCentre(grid, cell);
    let sum = 0;
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < points; j++) {
        const at = (k: number) => ((k + 0.5) / points - 0.5) * grid.cellSizeM;
        sum += gainAt(centre.x + at(i), centre.y + at(j));
      }
    }
    return sum / points ** 2;
  });
}

/** Worst and mean relative difference over the cells. */
function difference(map: RadioMap, expected: readonly number[]): { worst: number; total: number } {
  let worst = 0;
  expected.forEach((want, cell) => {
    worst = Math.max(worst, Math.abs(map.pathGain[cell]! - want) / Math.max(want, 1e-300));
  });
  const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
  return { worst, total: Math.abs(sum(map.pathGain) / sum(expected) - 1) };
}

/** Image method: gain of one mirror in the plane with normal n through a point, for a vertical isotropic transmitter at `from`. */
function mirroredGain(from: Vector, to: Vector, n: Vector, offset: number, share: (te: number, cos: number) => number) {
  const behind = 2 * (dot(from, n) - offset);
  const image: Vector = [from[0] - behind * n[0], from[1] - behind * n[1], from[2] - behind * n[2]];
  const path: Vector = [to[0] - image[0], to[1] - image[1], to[2] - image[2]];
  const length = Math.sqrt(dot(path, path));
  // Arriving direction k; TE axis k x n; the arriving theta-hat is judged in the mirrored world, where the mirror is no obstacle.
  const k: Vector = [path[0] / length, path[1] / length, path[2] / length];
  const into = dot(k, n);
  const launched: Vector = [k[0] - 2 * into * n[0], k[1] - 2 * into * n[1], k[2] - 2 * into * n[2]];
  const plan = Math.hypot(launched[0], launched[1]);
  const theta: Vector = [(launched[2] * launched[0]) / plan, (launched[2] * launched[1]) / plan, -plan];
  const s: Vector = [
    launched[1] * n[2] - launched[2] * n[1],
    launched[2] * n[0] - launched[0] * n[2],
    launched[0] * n[1] - launched[1] * n[0],
  ];
  const te = dot(theta, s) ** 2 / dot(s, s);
  return (FREE_SPACE * share(te, Math.abs(into))) / length ** 2;
}

const concrete = (cos: number) => slabCoefficients(materialAt('concrete', FREQUENCY_HZ), 0.1, FREQUENCY_HZ, cos);
const reflectedShare = (te: number, cos: number) =>
  te * square(concrete(cos).rTE) + (1 - te) * square(concrete(cos).rTM);

describe('reference solver against closed forms', () => {
  it('gives the cell average of free space', async () => {
    const request = requestOf(EMPTY, sectorAt(0.3, -0.4, 5), { rays: 400_000 });
    const map = await solver.solve(request);
    const expected = cellMeans(request, (x, y) => FREE_SPACE / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + 3.5 ** 2));
    const { worst, total } = difference(map, expected);
    expect(worst).toBeLessThan(0.02);
    expect(total).toBeLessThan(1e-3);
    expect(map.provenance.every((p) => p === PROVENANCE.direct)).toBe(true);
    expect(map.lineOfSight.every((v) => v === 1)).toBe(true);
    expect(map.stats.launched).toBe(400_000);
    // Every ray that crosses the grid, and no other, has left one deposit: the solid angle of the grid over 4 pi.
    const solid = cellMeans(request, (x, y) => 3.5 / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + 3.5 ** 2) ** 1.5);
    const rays = (400_000 * solid.reduce((a, b) => a + b, 0)) / (4 * Math.PI);
    expect(map.samples.reduce((a, b) => a + b, 0) / rays).toBeCloseTo(1, 3);
  });

  for (const [polarisation, te] of [
    ['V', 0],
    ['H', 1],
  ] as const) {
    it(`adds the ground bounce incoherently (${polarisation}: ${te ? 'TE' : 'TM'})`, async () => {
      const scene = sceneOf(meshOfQuads([floor('concrete', 0, 80)]));
      const request = requestOf(scene, sectorAt(0.3, -0.4, 5, { polarisation }), {
        rays: 200_000,
        lineOfSight: false,
        maxDepth: 1,
      });
      const bounce = cellMeans(request, (x, y) =>
        mirroredGain([0.3, -0.4, 5], [x, y, 1.5], [0, 0, 1], 0, (_, cos) => reflectedShare(te, cos)),
      );
      const alone = await solver.solve(request);
      expect(difference(alone, bounce).worst).toBeLessThan(0.03);
      expect(difference(alone, bounce).total).toBeLessThan(1e-3);
      expect(alone.provenance.every((p) => p === PROVENANCE.reflected)).toBe(true);
      // The cells are seen even where the direct path is switched off.
      expect(alone.lineOfSight.every((v) => v === 1)).toBe(true);

      const both = await solver.solve({ ...request, settings: { ...request.settings, lineOfSight: true } });
      const direct = cellMeans(request, (x, y) => FREE_SPACE / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + 3.5 ** 2));
      expect(
        difference(
          both,
          direct.map((d, i) => d + bounce[i]!),
        ).worst,
      ).toBeLessThan(0.03);
    });
  }

  const wall = (x: number) => quad('concrete', [x, -60, -40], [x, 60, -40], [x, 60, 60], [x, -60, 60]);

  it('agrees with the image of a wall, polarisation mixed of TE and TM', async () => {
    const request = requestOf(sceneOf(meshOfQuads([wall(-5)])), sectorAt(0.3, -0.4, 5), {
      rays: 400_000,
      lineOfSight: false,
    });
    const map = await solver.solve(request);
    const expected = cellMeans(request, (x, y) =>
      mirroredGain([0.3, -0.4, 5], [x, y, 1.5], [1, 0, 0], -5, reflectedShare),
    );
    expect(difference(map, expected).worst).toBeLessThan(0.1);
    expect(difference(map, expected).total).toBeLessThan(2e-3);
  });

  it('carries a wave straight through a wall', async () => {
    const request = requestOf(sceneOf(meshOfQuads([wall(2)])), sectorAt(0.3, -0.4, 5), {
      rays: 400_000,
      refraction: true,
      reflection: false,
    });
    const map = await solver.solve(request);
    const expected = cellMeans(request, (x, y) => {
      const free = FREE_SPACE / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + 3.5 ** 2);
      if (x < 2) return free;
      // The image in the wall has the wall's own plane of incidence; mirrored twice the path is straight.
      const through = (te: number, cos: number) =>
        te * square(concrete(cos).tTE) + (1 - te) * square(concrete(cos).tTM);
      return mirroredGain([0.3, -0.4, 5], [4 - x, y, 1.5], [1, 0, 0], 2, through);
    });
    expect(difference(map, expected).worst).toBeLessThan(0.03);
    for (let cell = 0; cell < expected.length; cell++) {
      const inFront = cellCentre(request.grid, cell).x < 2;
      expect(map.provenance[cell]).toBe(inFront ? PROVENANCE.direct : PROVENANCE.transmitted);
      expect(map.lineOfSight[cell]).toBe(inFront ? 1 : 0);
    }
  });

  it('drawing between reflection and transmission keeps the power of both', async () => {
    const scene = sceneOf(meshOfQuads([wall(2)]));
    const request = requestOf(scene, sectorAt(0.3, -0.4, 5), { rays: 400_000, lineOfSight: false });
    const run = (reflection: boolean, refraction: boolean) =>
      solver.solve({ ...request, settings: { ...request.settings, reflection, refraction } });
    const [reflected, transmitted, both] = [await run(true, false), await run(false, true), await run(true, true)];
    // Sums on either side of the wall: single cells hold few of the rays drawn.
    const side = (map: RadioMap, front: boolean) =>
      map.pathGain.reduce((sum, g, cell) => (cellCentre(map.grid, cell).x < 2 === front ? sum + g : sum), 0);
    expect(Math.abs(side(both, true) / side(reflected, true) - 1)).toBeLessThan(0.02);
    expect(Math.abs(side(both, false) / side(transmitted, false) - 1)).toBeLessThan(0.02);
  });

  it('counts every bounce against the depth', async () => {
    // Between floor and ceiling the n-th bounce arrives from the n-th image.
    const scene = sceneOf(meshOfQuads([floor('metal', 0, 300), floor('metal', 6, 300)]));
    const base = requestOf(scene, sectorAt(0.3, -0.4, 4), { rays: 100_000 });
    // Direct; floor, ceiling; ceiling then floor, floor then ceiling.
    const images = [4 - 1.5, 4 + 1.5, 12 - 4 - 1.5, 12 - 4 + 1.5, 12 + 4 - 1.5];
    for (const maxDepth of [0, 1, 2]) {
      const request = { ...base, settings: { ...base.settings, maxDepth } };
      const heights = images.slice(0, 1 + 2 * maxDepth);
      const expected = cellMeans(request, (x, y) =>
        heights.reduce((sum, h) => sum + FREE_SPACE / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + h * h), 0),
      );
      const map = await solver.solve(request);
      expect(difference(map, expected).total).toBeLessThan(5e-3);
    }
  });
});

describe('reference solver as a solver', () => {
  const town = () =>
    sceneOf(
      meshOfQuads([
        floor('concrete', 0, 40),
        ...boxQuads('brick', -3, -3, -1, 2, 6),
        ...boxQuads('glass', 2, -2, 4, 3, 4),
      ]),
      { extruded: true, groundZM: 0 },
    );
  const request = (changes: object = {}) =>
    requestOf(town(), sectorAt(0.5, 0.2, 7), { rays: 60_000, refraction: true, maxDepth: 5, ...changes });

  it('gives the same bits however it is sliced, and others for another seed', async () => {
    const whole = await createReferenceSolver(1e6).solve(request());
    const sliced = await createReferenceSolver(0).solve(request());
    const other = await solver.solve(request({ seed: 7 }));
    expect(sliced.pathGain).toEqual(whole.pathGain);
    expect(sliced.samples).toEqual(whole.samples);
    expect(sliced.provenance).toEqual(whole.provenance);
    expect(other.pathGain).not.toEqual(whole.pathGain);
    expect(difference(other, [...whole.pathGain]).total).toBeLessThan(0.02);
  });

  it('gives the same bits when it serves one scene after another', async () => {
    const shared = createReferenceSolver();
    const first = await shared.solve(request());
    await shared.solve(requestOf(EMPTY, sectorAt(0, 0, 5), { rays: 100 }));
    const again = request();
    const moved = { ...again, sector: sectorAt(1, 0.2, 7) };
    expect((await shared.solve(again)).pathGain).toEqual(first.pathGain);
    expect((await shared.solve(moved)).pathGain).toEqual((await solver.solve(moved)).pathGain);
  });

  it('may drop up-going rays among prisms without changing a bit', async () => {
    const settings = { refraction: false };
    const between = { ...request(settings), sector: sectorAt(0.5, 0.2, 3) };
    const fast = await solver.solve(between);
    const slow = await solver.solve({ ...between, scene: { ...town(), extruded: false } });
    expect(fast.pathGain).toEqual(slow.pathGain);
    expect(fast.stats.traced).toBeLessThan(0.8 * slow.stats.traced);
  });

  it('marks what nothing reaches as no data', async () => {
    const map = await solver.solve(request({ maxDepth: 0 }));
    const inside = 4 * 8 + 2; // the cell about (-1.5, -0.5), inside the first building
    expect(cellCentre(map.grid, inside)).toEqual({ x: -1.5, y: -0.5 });
    expect([map.validity[inside], map.pathGain[inside], map.provenance[inside], map.samples[inside]]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('reports progress that never falls and whole maps on the way', async () => {
    const progress: number[] = [];
    const partial: RadioMap[] = [];
    const map = await createReferenceSolver(0).solve(request(), {
      onProgress: (fraction) => progress.push(fraction),
      onPartial: (m) => partial.push(m),
    });
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(partial.map((m) => Math.round((64 * m.stats.launched) / 60_000))).toEqual([1, 2, 4, 8, 16, 32]);
    // A coarse map is scaled to the rays it has: its total is already right.
    expect(difference(partial[0]!, [...map.pathGain]).total).toBeLessThan(0.15);
    expect(difference(partial[5]!, [...map.pathGain]).total).toBeLessThan(0.03);
  });

  it('stops within a slice when it is cancelled', async () => {
    const controller = new AbortController();
    let calls = 0;
    const running = createReferenceSolver(1).solve(request({ rays: 50_000_000 }), {
      signal: controller.signal,
      onProgress: () => {
        if (++calls === 3) controller.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ name: 'UserError', code: 'aborted' });
    expect(calls).toBe(3);
  });

  it('refuses what cannot be computed, naming the value', async () => {
    await expect(solver.solve(request({ rays: 0 }))).rejects.toThrow('0 rays');
    await expect(solver.solve(request({ maxDepth: 1.5 }))).rejects.toThrow('1.5');
    await expect(solver.solve(request({ wallThicknessM: -1 }))).rejects.toThrow('-1 m');
    await expect(solver.solve({ ...request(), sector: sectorAt(Number.NaN, 0, 1) })).rejects.toThrow('NaN');
    const unknown = sceneOf(meshOfQuads([floor('cheese', 0, 1)]));
    await expect(solver.solve({ ...request(), scene: unknown })).rejects.toThrow('cheese');
  });

  it('makes the mesh of a scene that has only prisms', async () => {
    const box = { id: 'b', holes: [], heightM: 6, wallMaterial: 'brick', roofMaterial: 'brick' };
    const prisms = sceneOf(meshOfQuads([]), {
      mesh: null,
      extruded: true,
      groundZM: 0,
      groundBoundsM: { minX: -40, minY: -40, maxX: 40, maxY: 40 },
      buildings: [{ ...box, outer: Float64Array.of(-3, -3, -1, -3, -1, 2, -3, 2) }],
    });
    const quads = sceneOf(meshOfQuads([floor('concrete', 0, 40), ...boxQuads('brick', -3, -3, -1, 2, 6)]));
    const settings = { refraction: false };
    const fromPrisms = await solver.solve({ ...request(settings), scene: prisms });
    const fromQuads = await solver.solve({ ...request(settings), scene: quads });
    expect(fromPrisms.samples).toEqual(fromQuads.samples);
    expect(difference(fromPrisms, [...fromQuads.pathGain]).worst).toBeLessThan(1e-9);
  });

  it('adds diffraction, and says which cells live by it', async () => {
    const scene = sceneOf(meshOfQuads([floor('concrete', 0, 40), ...boxQuads('brick', -3, -3, -1, 2, 6)]));
    const [without, with_] = await Promise.all(
      [false, true].map((diffraction) =>
        createReferenceSolver().solve({ ...request({ diffraction, refraction: false, rays: 20_000 }), scene }),
      ),
    );
    const dark = [...without!.validity.keys()].filter((c) => without!.validity[c] === 0);
    expect(dark.length).toBeGreaterThan(2);
    expect(dark.filter((c) => with_!.provenance[c] === PROVENANCE.diffracted).length).toBeGreaterThan(0);
    for (let c = 0; c < without!.pathGain.length; c++) {
      expect(with_!.pathGain[c]).toBeGreaterThanOrEqual(without!.pathGain[c]!);
      expect(with_!.samples[c]).toBeGreaterThanOrEqual(without!.samples[c]!);
    }
    expect(with_!.stats.warnings).toEqual([]);
    const depthZero = await solver.solve({ ...request({ diffraction: true, maxDepth: 0, rays: 1000 }), scene });
    expect([...depthZero.provenance]).not.toContain(PROVENANCE.diffracted);
  });
});
