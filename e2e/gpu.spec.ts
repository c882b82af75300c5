import { expect, test } from '@playwright/test';
import { StudioPage } from './pages/studio-page.ts';

test('computes maps with WebGPU in the browser when told to', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const studio = new StudioPage(page);
  await studio.openDemo('?adapter=gpu&cell=50&azimuths=64&depth=0');
  await expect
    .poll(async () => (await studio.read('run'))?.refinedSectors ?? 0, { timeout: 180_000 })
    .toBeGreaterThan(0);
  await expect(page.getByText(/CPU engine/)).toHaveCount(0);
  expect((await studio.read('map'))?.coveredCells).toBeGreaterThan(100);
  expect(faults).toEqual([]);
});
