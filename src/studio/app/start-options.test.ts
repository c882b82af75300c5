import { expect, it } from 'vitest';
import { startOptions } from './start-options.ts';

it('reads what is in range and takes no notice of the rest', () => {
  expect(startOptions('?adapter=cpu&azimuths=512&cell=20&depth=2&city=9')).toEqual({
    adapter: 'cpu',
    settings: { azimuths: 512, cellSizeM: 20, maxDepth: 2 },
    city: 9,
    present: false,
    tour: false,
    asksForNew: true,
  });
  expect(startOptions('?adapter=fast&azimuths=1&cell=0&depth=x')).toEqual({
    adapter: 'auto',
    settings: {},
    city: null,
    present: false,
    tour: false,
    asksForNew: false,
  });
  expect(startOptions('?present&tour=1')).toMatchObject({ present: true, tour: true, asksForNew: true });
  expect(startOptions('?cell=20').asksForNew).toBe(true);
  expect(startOptions('?embed=https://host.example').asksForNew).toBe(true);
});
