import { describe, expect, it } from 'vitest';
import { cellCentre, gridCentredOn } from '../../raster/raster-grid.ts';
import type { Building } from '../../scene/scene.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import { createReferenceSolver } from '../reference/solve-by-reference.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createSweepSolverCpu } from './solve-on-cpu.ts';
import {
  box,
  cellMeans,
  cityOf,
  court,
  decibelsApart,
  FREE_SPACE,
  imageGain,
  lineOfSightErrors,
  requestOf,
  type Surface,
  sectorAt,
  worstDb,
} from './sweep-fixture.ts';

const solver = createSweepSolverCpu();
const solve = (request: SolveRequest) => solver.solve(request);
/** So many azimuths that a cell's share of them is no longer a matter of chance. */
const FINE = 1 << 15;
/** Cells 5 m and more from a mast at the origin. */
const ASIDE = gridCentredOn(9, 3, 8, 8, 1);
const EMPTY = cityOf([], { groundZM: null });
const GROUND: Surface = { normal: [0, 0, 1], offset: 0, kind: 'reflect', material: 'concrete' };

function changed(request: SolveRequest, settings: Partial<SolveSettings>): SolveRequest {
  return { ...request, settings: { ...request.settings, ...settings } };
}

describe('sweep against closed forms', () => {
  it('gives the cell average of free space', async () => {
    const request = requestOf(EMPTY, sectorAt(0.3, -0.4, 5), { azimuths: FINE });
    const map = await solve(request);
    const expected = cellMeans(request.grid, (x, y) => FREE_SPACE / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + 3.5 ** 2));
    // Under the mast a chord's middle stands for it all: 0.08 dB where a cell is a third of the height wide.
    expect(worstDb(map, expected)).toBeLessThan(0.1);
    const aside = { ...request, grid: ASIDE };
    const far = cellMeans(ASIDE, (x, y) => FREE_SPACE / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + 3.5 ** 2));
    expect(worstDb(await solve(aside), far)).toBeLessThan(0.02);
    expect(map.provenance.every((p) => p === PROVENANCE.direct)).toBe(true);
    expect(map.stats.launched).toBe(FINE);
  });

  for (const polarisation of ['V', 'H'] as const) {
    it(`adds the ground bounce as power (${polarisation})`, async () => {
      const request: SolveRequest = {
        ...requestOf(cityOf([]), sectorAt(0.3, -0.4, 5, { polarisation }), { maxDepth: 1, azimuths: FINE }),
        grid: ASIDE,
      };
      const direct = cellMeans(request.grid, (x, y) => FREE_SPACE / ((x - 0.3) ** 2 + (y + 0.4) ** 2 + 3.5 ** 2));
      const bounce = cellMeans(request.grid, (x, y) => imageGain([0.3, -0.4, 5], [x, y, 1.5], [GROUND], polarisation));
      expect(
        worstDb(
          await solve(request),
          direct.map((d, i) => d + bounce[i]!),
        ),
      ).toBeLessThan(0.02);
      const alone = await solve(changed(request, { lineOfSight: false }));
      // Cells about the Brewster angle hold a null of TM, which a chord's middle does not average.
      expect(worstDb(alone, bounce)).toBeLessThan(polarisation === 'V' ? 0.3 : 0.02);
      expect(alone.provenance.every((p) => p === PROVENANCE.reflected)).toBe(true);
      // Seen is seen, though the direct field is left out.
      expect(alone.lineOfSight.every((v) => v === 1)).toBe(true);
      expect(worstDb(await solve(changed(request, { maxDepth: 0 })), direct)).toBeLessThan(0.02);
      expect(worstDb(await solve(changed(request, { reflection: false })), direct)).toBeLessThan(0.02);
    });

    it(`agrees with the image in a wall, before and after the ground (${polarisation})`, async () => {
      const scene = cityOf([box('w', -20, -100, -6, 100, 60)]);
      const settings = { maxDepth: 1, lineOfSight: false, azimuths: FINE };
      const request = { ...requestOf(scene, sectorAt(0.3, -0.4, 5, { polarisation }), settings), grid: ASIDE };
      const wall: Surface = { normal: [1, 0, 0], offset: -6, kind: 'reflect', material: 'concrete' };
      const at = (surfaces: readonly Surface[]) =>
        cellMeans(request.grid, (x, y) => imageGain([0.3, -0.4, 5], [x, y, 1.5], surfaces, polarisation));
      const one = [at([wall]), at([GROUND])];
      const first = one[0]!.map((g, i) => g + one[1]![i]!);
      expect(worstDb(await solve(request), first)).toBeLessThan(0.02);
      // Depth 2 adds the way by both; wall and ground change places on it without changing its coefficients.
      const both = at([wall, GROUND]);
      const second = first.map((g, i) => g + both[i]!);
      expect(worstDb(await solve(changed(request, { maxDepth: 2 })), second)).toBeLessThan(0.02);
    });

    it(`carries a wave through both walls of a building (${polarisation})`, async () => {
      const scene = cityOf([box('w', -20, -100, -6, 100, 60)], { groundZM: null });
      const request: SolveRequest = {
        ...requestOf(scene, sectorAt(0.3, -0.4, 5, { polarisation }), {
          refraction: true,
          reflection: false,
          azimuths: FINE,
        }),
        grid: gridCentredOn(-20, 0, 24, 8, 1),
      };
      const map = await solve(request);
      const faces = [-6, -20].map((offset): Surface => {
        return { normal: [1, 0, 0], offset, kind: 'transmit', material: 'concrete' };
      });
      const expected = cellMeans(request.grid, (x, y) => {
        const passed = faces.filter((f) => x < f.offset);
        return imageGain([0.3, -0.4, 5], [x, y, 1.5], passed, polarisation);
      });
      expect(worstDb(map, expected)).toBeLessThan(0.02);
      const codes = new Set(map.provenance);
      expect(codes).toEqual(new Set([PROVENANCE.transmitted]));
    });
  }

  it('comes down through the roof that it stands on', async () => {
    const scene = cityOf([box('hall', -30, -30, 30, 30, 6)], { groundZM: null });
    const request = requestOf(scene, sectorAt(0.3, -0.4, 20), { refraction: true, reflection: false, maxDepth: 1 });
    const roof: Surface = { normal: [0, 0, 1], offset: 6, kind: 'transmit', material: 'brick' };
    const expected = cellMeans(request.grid, (x, y) => imageGain([0.3, -0.4, 20], [x, y, 1.5], [roof], 'V'));
    const map = await solve(request);
    expect(worstDb(map, expected)).toBeLessThan(0.01);
    expect(map.lineOfSight.every((v) => v === 0)).toBe(true);
    const blocked = await solve(changed(request, { maxDepth: 0 }));
    expect(blocked.validity.every((v) => v === 0)).toBe(true);
  });

  it('ends the bounce where the ground ends', async () => {
    const scene = cityOf([], { groundBoundsM: { minX: -200, minY: -200, maxX: 40, maxY: 200 } });
    const request: SolveRequest = {
      ...requestOf(scene, sectorAt(0, 0.5, 10), { lineOfSight: false, maxDepth: 1 }),
      grid: gridCentredOn(46, 0, 8, 1, 1),
    };
    const map = await solve(request);
    // The bounce falls at r h / (h + z): 40 m for r = 46 m, which is the edge between columns 3 and 4.
    expect([...map.validity]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });

  it('finds a city of glass-clear slabs as clear as none: the intervals of slope part the power without loss', async () => {
    // Slabs of no thickness transmit all; each path crosses at most six of them.
    const buildings = [
      box('a', -14, -14, -4, -3, 9),
      box('b', 3, -12, 15, -4, 25),
      court('c', box('c', -12, 4, 12, 16, 14), -6, 7, 5, 12),
    ];
    const base = requestOf(cityOf(buildings, { groundZM: null }), sectorAt(0.3, -0.4, 20), {
      wallThicknessM: 0,
      refraction: true,
      reflection: false,
    });
    const request = { ...base, grid: gridCentredOn(0, 0, 40, 40, 1) };
    const clear = await solve({ ...request, scene: EMPTY });
    const map = await solve(request);
    const apart = worstDb(map, clear.pathGain);
    expect(apart).toBeLessThan(1e-3);
    expect(map.provenance.filter((p) => p === PROVENANCE.transmitted).length).toBeGreaterThan(400);
  });

  it('drops no more than it says', async () => {
    const request: SolveRequest = {
      ...requestOf(cityOf([box('a', -9, -30, -6, 30, 20), box('b', 6, -30, 9, 30, 20)]), sectorAt(0.3, 0, 12), {
        refraction: true,
        azimuths: 256,
      }),
      grid: gridCentredOn(0, 0, 40, 40, 1),
    };
    const map = await solve(request);
    expect(map.stats.dropped).toBeGreaterThan(0);
    expect(map.stats.droppedBound).toBeGreaterThan(0);
    // 60 dB down a beam is nothing: even all of them in one cell stay below the strongest cell by more than 20 dB.
    expect(map.stats.droppedBound).toBeLessThan(0.01 * Math.max(...map.pathGain));
  });
});

describe('sweep over plan geometry', () => {
  const town: Building[] = [
    box('a', -16, -13, -5, -6, 9),
    box('b', 4, -15, 13, -5, 14),
    court('c', box('c', -14, 4, 13, 17, 11), -8, 7, 7, 14),
  ];
  const townRequest = (settings: Partial<SolveSettings> = {}): SolveRequest => ({
    ...requestOf(cityOf(town), sectorAt(0.5, -0.7, 18, { pattern: 'tr38901', azimuthDeg: 20, downtiltDeg: 8 }), {
      azimuths: 2048,
      maxDepth: 3,
      ...settings,
    }),
    grid: gridCentredOn(0, 0, 40, 40, 1),
  });

  it('sees the courtyard and the streets that a straight line reaches, and no others', async () => {
    const request = townRequest({ maxDepth: 0 });
    const { seen, hidden, wrong } = lineOfSightErrors(request, await solve(request));
    expect(seen).toBeGreaterThan(300);
    expect(hidden).toBeGreaterThan(600);
    expect(wrong).toBe(0);
  });

  it('turned by a quarter it gives the turned map, diffraction and all', async () => {
    const request = townRequest({ refraction: true, diffraction: true });
    // (x, y) -> (-y, x): a quarter turn counter-clockwise.
    const turnRing = (ring: Float64Array) => ring.map((_, i) => (i % 2 === 0 ? -ring[i + 1]! : ring[i - 1]!));
    const turned: SolveRequest = {
      ...request,
      scene: cityOf(town.map((b) => ({ ...b, outer: turnRing(b.outer), holes: b.holes.map(turnRing) }))),
      sector: { ...request.sector, x: 0.7, y: 0.5, azimuthDeg: 20 - 90 },
    };
    const [map, other] = [await solve(request), await solve(turned)];
    const expected = new Float64Array(1600);
    // The cell at row r (from the north) and column c moves to row 39 - c and column r.
    for (let r = 0; r < 40; r++) for (let c = 0; c < 40; c++) expected[(39 - c) * 40 + r] = map.pathGain[r * 40 + c]!;
    expect(map.provenance.filter((p) => p === PROVENANCE.diffracted).length).toBeGreaterThan(10);
    expect(worstDb(other, expected)).toBeLessThan(1e-3);
  });

  const row = (parts: readonly Building[], settings: Partial<SolveSettings> = {}): SolveRequest => ({
    ...requestOf(cityOf(parts), sectorAt(0.5, -12, 12), { azimuths: 2048, maxDepth: 3, ...settings }),
    grid: gridCentredOn(0, 0, 40, 40, 1),
  });
  const one = [box('one', -15, 0, 15, 8, 10)];
  const three = [box('a', -15, 0, -4, 8, 10), box('b', -4, 0, 3.3, 8, 10), box('c', 3.3, 0, 15, 8, 10)];

  it('takes adjoining prisms for the one that they make', async () => {
    const [whole, parted] = [await solve(row(one)), await solve(row(three))];
    expect(whole.pathGain.filter((g) => g === 0).length).toBeGreaterThan(200);
    expect(worstDb(parted, whole.pathGain)).toBeLessThan(0.01);
    expect(parted.lineOfSight).toEqual(whole.lineOfSight);
  });

  it('bends no wave round the edges inside a terrace', async () => {
    const [whole, parted] = [
      await solve(row(one, { diffraction: true })),
      await solve(row(three, { diffraction: true })),
    ];
    // Where a party wall meets the profile next to the eaves, Deygout's rule takes it for one more edge: in a few cells, to 3 dB.
    const apart = [...whole.pathGain.keys()].filter(
      (cell) => whole.pathGain[cell]! > 0 && decibelsApart(parted.pathGain[cell]!, whole.pathGain[cell]!) > 0.01,
    );
    expect(apart.length).toBeLessThan(20);
    expect(worstDb(parted, whole.pathGain)).toBeLessThan(3);
    // Nothing is diffracted into a building (a beam that clips a corner by less than 2 mm lights the cell behind it).
    for (const map of [whole, parted])
      for (let cell = 0; cell < 1600; cell++) {
        const { x, y } = cellCentre(map.grid, cell);
        if (Math.abs(x) < 14 && y > 0 && y < 8)
          expect(map.pathGain[cell], `${x} ${y} ${map.provenance[cell]} ${map.samples[cell]}`).toBe(0);
      }
  });

  it('lets no ray into a building, whatever its outline repeats', async () => {
    // Vertices half a millimetre apart, and one given twice.
    const outer = Float64Array.of(-15, 0, 15, 0, 15, 0, 15.0003, 0.0004, 15, 8, -15, 8, -15, 0.0005);
    const noisy = await solve(row([{ ...one[0]!, outer }], { azimuths: 512 }));
    const clean = await solve(row(one, { azimuths: 512 }));
    expect(noisy.validity).toEqual(clean.validity);
    expect(worstDb(noisy, clean.pathGain)).toBeLessThan(0.02);
  });

  it('stands a tower on a podium', async () => {
    const request: SolveRequest = {
      ...requestOf(cityOf([box('podium', -10, -2, 10, 12, 6), box('tower', -3, 2, 4, 9, 25)]), sectorAt(0.5, -14, 18), {
        maxDepth: 0,
      }),
      grid: gridCentredOn(0, 0, 60, 60, 1),
    };
    const { seen, hidden, wrong } = lineOfSightErrors(request, await solve(request));
    expect(seen).toBeGreaterThan(1000);
    expect(hidden).toBeGreaterThan(600);
    expect(wrong).toBe(0);
  });

  it('casts the shadow of its own roof on the street', async () => {
    const request: SolveRequest = {
      ...requestOf(cityOf([box('house', -8, -6, 8, 7, 15), box('shed', -3, -2, 3, 3, 17)]), sectorAt(0.5, 0.2, 19), {
        maxDepth: 0,
      }),
      grid: gridCentredOn(0, 0, 60, 60, 1.5),
    };
    const { seen, hidden, wrong } = lineOfSightErrors(request, await solve(request));
    expect(seen).toBeGreaterThan(1000);
    expect(hidden).toBeGreaterThan(1000);
    expect(wrong).toBe(0);
  });

  it('meets walls from a transmitter outside the city and the map', async () => {
    const request: SolveRequest = {
      ...requestOf(cityOf([box('a', -5, -5, 5, 5, 20)]), sectorAt(-120, 60, 10), { maxDepth: 0, azimuths: 4096 }),
      grid: gridCentredOn(0, 0, 40, 40, 1),
    };
    const { seen, hidden, wrong } = lineOfSightErrors(request, await solve(request));
    expect(seen).toBeGreaterThan(500);
    expect(hidden).toBeGreaterThan(200);
    expect(wrong).toBe(0);
  });

  it('leaves out what lies below the receiver plane, and says so', async () => {
    const request = row([box('kerb', -5, -5, 5, 5, 1.5)], { maxDepth: 1, azimuths: 512 });
    const map = await solve({ ...request, sector: sectorAt(0, 0, 12) });
    const empty = await solve({ ...request, sector: sectorAt(0, 0, 12), scene: cityOf([]) });
    expect(map.pathGain).toEqual(empty.pathGain);
    expect(map.stats.warnings.join()).toContain('1 buildings no higher than the receiver plane (1.5 m)');
  });
});

describe('sweep against the reference engine', () => {
  it('agrees in a street canyon, depth 3', async () => {
    const scene = cityOf([
      box('north', -30, 6, 8, 16, 18),
      box('south', -24, -18, 30, -7, 22),
      { ...box('end', 14, 4, 30, 18, 12), wallMaterial: 'glass' },
    ]);
    const request: SolveRequest = {
      ...requestOf(scene, sectorAt(-8, 1, 9, { polarisation: 'cross' }), {
        maxDepth: 3,
        azimuths: 8192,
        rays: 1_500_000,
      }),
      grid: gridCentredOn(0, 0, 16, 16, 4),
    };
    const sweep = await solve(request);
    const reference = await createReferenceSolver().solve(request);
    const joint: number[] = [];
    let onlyOne = 0;
    for (let cell = 0; cell < sweep.pathGain.length; cell++) {
      // Cells that the reference knows from a handful of rays say little.
      if (reference.validity[cell] !== sweep.validity[cell]) onlyOne++;
      else if (reference.samples[cell]! > 300)
        joint.push(decibelsApart(sweep.pathGain[cell]!, reference.pathGain[cell]!));
    }
    joint.sort((a, b) => a - b);
    const total = (map: RadioMap) => map.pathGain.reduce((a, b) => a + b, 0);
    expect(joint.length).toBeGreaterThan(60);
    expect(onlyOne).toBeLessThanOrEqual(12);
    expect(joint[Math.floor(joint.length / 2)]!).toBeLessThan(0.1);
    expect(joint[Math.floor(joint.length * 0.95)]!).toBeLessThan(0.3);
    expect(decibelsApart(total(sweep), total(reference))).toBeLessThan(0.1);
  });
});

describe('sweep as a solver', () => {
  const request = () => requestOf(cityOf([box('a', -3, -3, 3, 3, 9)]), sectorAt(0, 8, 14));

  it('refuses what it cannot compute, naming the value', async () => {
    const refused = async (change: Partial<SolveRequest>, words: string) => {
      const running = solve({ ...request(), ...change });
      await expect(running).rejects.toMatchObject({ name: 'UserError', code: 'bad-input' });
      await expect(running).rejects.toThrow(words);
    };
    await refused({ sector: sectorAt(0, 0, 5) }, 'inside building a');
    await refused({ sector: sectorAt(0, 8, 1.5) }, '1.50 m');
    await refused({ sector: sectorAt(Number.NaN, 8, 14) }, 'NaN');
    await refused({ receiverZM: -0.5 }, '-0.50 m');
    const settings = request().settings;
    await refused({ settings: { ...settings, maxDepth: 8 } }, 'max depth 8');
    await refused({ settings: { ...settings, maxDepth: 1.5 } }, '1.5');
    await refused({ settings: { ...settings, azimuths: 0 } }, '0 azimuths');
    await refused({ settings: { ...settings, wallThicknessM: -1 } }, '-1 m');
    await refused({ scene: cityOf([{ ...box('a', 20, 20, 30, 30, 9), wallMaterial: 'cheese' }]) }, 'cheese');
  });

  it('is cancelled before it begins and on the way', async () => {
    await expect(solver.solve(request(), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    const controller = new AbortController();
    const long = changed(request(), { azimuths: 2 ** 20 });
    const running = solver.solve(long, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
  });

  it('reports progress that never falls and whole maps on the way', async () => {
    const progress: number[] = [];
    const partial: RadioMap[] = [];
    const long = {
      ...changed(request(), { azimuths: 16_000, diffraction: true }),
      grid: gridCentredOn(0, 0, 40, 40, 1),
    };
    const map = await solver.solve(long, {
      onProgress: (fraction) => progress.push(fraction),
      onPartial: (m) => partial.push(m),
    });
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(partial.length).toBeGreaterThan(0);
    // A part of the launches, scaled up, already has the cells in plain view.
    const seen = [...map.lineOfSight.keys()].filter((cell) => map.lineOfSight[cell] === 1 && map.samples[cell]! > 250);
    expect(seen.length).toBeGreaterThan(100);
    for (const m of partial) {
      const apart = seen.map((cell) => decibelsApart(m.pathGain[cell]!, map.pathGain[cell]!)).sort((a, b) => a - b);
      expect(apart[Math.floor(0.9 * apart.length)]!).toBeLessThan(0.5);
    }
  });
});
