import { expect, it } from 'vitest';
import { lazySolver } from './lazy-solver.ts';
import type { RadioMap } from './radio-map.ts';
import type { RadioMapSolver, SolveRequest } from './solve-request.ts';

const request = {} as SolveRequest;

function counted(map: RadioMap, tally: { disposed: number }): RadioMapSolver {
  return {
    name: 'counted',
    solve: async () => map,
    dispose: () => {
      tally.disposed++;
    },
  };
}

it('reads its code once, when it is first asked, and gives it back', async () => {
  const map = {} as RadioMap;
  const tally = { disposed: 0 };
  let loads = 0;
  const lazy = lazySolver('counted', async () => {
    loads++;
    return counted(map, tally);
  });
  expect(loads).toBe(0);
  expect(await lazy.solve(request)).toBe(map);
  expect(await lazy.solve(request)).toBe(map);
  expect(loads).toBe(1);
  lazy.dispose();
  await Promise.resolve();
  await Promise.resolve();
  expect(tally.disposed).toBe(1);
});

it('reads its code again where that failed, and not where the map failed', async () => {
  let loads = 0;
  const lazy = lazySolver('counted', async () => {
    loads++;
    if (loads === 1) throw new Error('the line was cut');
    return { ...counted({} as RadioMap, { disposed: 0 }), solve: () => Promise.reject(new Error('no map')) };
  });
  await expect(lazy.solve(request)).rejects.toThrow('the line was cut');
  await expect(lazy.solve(request)).rejects.toThrow('no map');
  await expect(lazy.solve(request)).rejects.toThrow('no map');
  expect(loads).toBe(2);
});
