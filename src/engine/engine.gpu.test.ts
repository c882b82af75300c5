import { expect, it } from 'vitest';
import { nodeGpu } from '../gpu/node-gpu.ts';
import { box, cityOf, requestOf, sectorAt } from '../propagation/sweep/sweep-fixture.ts';
import { createEngine } from './engine.ts';

it('solves and records on the GPU that it was given', async () => {
  const request = requestOf(cityOf([box('a', 6, -12, 16, 12, 9)]), sectorAt(-9, 1, 20), { azimuths: 64, maxDepth: 1 });
  const engine = createEngine(await nodeGpu());
  const map = await engine.solve('sweep', request);
  const cache = await engine.recordPaths({ ...request, cells: null, keep: 'materials' });
  expect(engine.adapter.kind).not.toBe('cpu');
  expect([map.stats.adapter, cache.stats.adapter]).toEqual([engine.adapter.name, engine.adapter.name]);
  expect([...cache.lineOfSight]).toEqual([...map.lineOfSight]);
  engine.dispose();
});
