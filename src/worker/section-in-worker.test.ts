import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { boxQuads, floor, meshOfQuads, sceneOf, sectorAt } from '../propagation/mesh/mesh-fixture.ts';
import { DEFAULT_SETTINGS } from '../propagation/solve-request.ts';
import { SPEED_OF_LIGHT } from '../units/constants.ts';
import { solveSection } from './section-in-worker.ts';

const scene = sceneOf(meshOfQuads([floor('metal', 0, 150), ...boxQuads('metal', 40, -20, 60, 20, 18)]), {
  groundZM: 0,
});
const job = {
  jobId: 'a',
  sceneId: 'a',
  sector: sectorAt(0, 0, 30),
  line: { from: [0, 0], to: [120, 0] },
  settings: { ...DEFAULT_SETTINGS, rays: 300_000, maxDepth: 0, diffraction: false },
} as const;

describe('solveSection', () => {
  it('maps the level along a line from the mast, dark behind the block and nowhere else', async () => {
    const { grid, pathGainDb } = await solveSection(createEngine(null), job, scene, {});
    // Cells of half a metre, from the ground to 10 m above the antenna.
    expect(grid).toMatchObject({ columns: 240, rows: 80, cellSizeM: 0.5, westM: 0, northM: 40 });
    const at = (x: number, z: number) => pathGainDb[Math.floor((40 - z) / 0.5) * 240 + Math.floor(x / 0.5)]!;
    const freeDb = (x: number, z: number) =>
      20 * Math.log10(SPEED_OF_LIGHT / 3.5e9 / (4 * Math.PI) / Math.hypot(x, z - 30));
    // The line over the far upper edge of the block falls by 12 m in 60: at 100 m it passes 10 m above the ground.
    let worst = 0;
    for (const [x, z] of [
      [20.25, 5.25],
      [50.25, 25.25],
      [100.25, 14.25],
      [110.25, 36.25],
    ] as const) {
      worst = Math.max(worst, Math.abs(at(x, z) - freeDb(x, z)));
    }
    expect(worst).toBeLessThan(3);
    for (const [x, z] of [
      [50.25, 9.25],
      [65.25, 5.25],
      [100.25, 6.25],
    ] as const)
      expect(at(x, z)).toBeNaN();
  });

  it('refuses a line without length in words', async () => {
    const short = { ...job, line: { from: [3, 3], to: [3, 3.1] } } as const;
    await expect(solveSection(createEngine(null), short, scene, {})).rejects.toThrow(
      /0\.10 m long; a section needs 0\.5 m/,
    );
  });
});
