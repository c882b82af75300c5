import { expect, it, vi } from 'vitest';
import { later } from './deferred-part.tsx';

const Part = () => null;

it('loads once, however often it is asked', async () => {
  const bring = vi.fn(async () => Part);
  const part = later('The map', bring);
  expect(part.loaded()).toBeNull();
  await Promise.all([part.load(), part.load()]);
  await part.load();
  expect(bring).toHaveBeenCalledTimes(1);
  expect(part.loaded()).toBe(Part);
});

it('tries again after a failure', async () => {
  const bring = vi.fn<() => Promise<typeof Part>>(async () => Part);
  bring.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const part = later('The map', bring);
  await expect(part.load()).rejects.toThrow('Failed to fetch');
  expect(part.loaded()).toBeNull();
  await part.load();
  expect(part.loaded()).toBe(Part);
});
