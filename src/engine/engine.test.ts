import { expect, it } from 'vitest';
import { box, cityOf, requestOf, sectorAt } from '../propagation/sweep/sweep-fixture.ts';
import { createEngine } from './engine.ts';

const request = requestOf(cityOf([box('a', 6, -12, 16, 12, 9)]), sectorAt(-9, 1, 20), { azimuths: 512, maxDepth: 2 });

it('records the paths that its sweep would sum', async () => {
  const engine = createEngine(null);
  const map = await engine.solve('sweep', request);
  const cache = await engine.recordPaths({ ...request, cells: Uint32Array.of(27, 0), keep: 'materials' });
  expect(cache.cellCount).toBe(2);
  expect(cache.stats.engine).toBe('sweep');
  for (const [slot, cell] of [27, 0].entries()) {
    let sum = 0;
    // Vertical polarisation, isotropic: the field is theta alone.
    for (let i = cache.cellStart[slot]!; i < cache.cellStart[slot + 1]!; i++) sum += cache.gainTT[i]!;
    expect(10 * Math.log10(sum / map.pathGain[cell]!)).toBeCloseTo(0, 4);
  }
  engine.dispose();
});

it('stops recording when it is told to', async () => {
  const recording = createEngine(null).recordPaths(
    { ...request, cells: null, keep: 'antennas' },
    { signal: AbortSignal.abort() },
  );
  await expect(recording).rejects.toMatchObject({ name: 'UserError', code: 'aborted' });
});
