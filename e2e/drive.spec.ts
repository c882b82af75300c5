import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  studio = new StudioPage(page);
  await studio.openDemo();
  await studio.untilRefined();
});

test.afterAll(() => page.context().close());

const strip = () => page.getByRole('slider', { name: 'Place along the drive' });
const at = async () => Number(await strip().getAttribute('aria-valuenow'));
const cursor = () => page.getByTestId('drive-cursor').locator('circle');

test('replays the drive test, and the cursor on the map goes along', async () => {
  await studio.command('Replay the drive test');
  await expect(strip()).toBeVisible();
  await expect(cursor()).toBeVisible();
  await expect.poll(at, { timeout: 20_000 }).toBeGreaterThan(20);
  const before = await cursor().boundingBox();
  await expect.poll(async () => (await cursor().boundingBox())?.x).not.toBe(before?.x);
  await page.getByRole('button', { name: 'Pause' }).click();
  const stopped = await at();
  await page.waitForTimeout(400);
  expect(await at()).toBe(stopped);
});

test('goes to any sample by keys and by the pointer, and says what was measured there', async () => {
  await strip().focus();
  await page.keyboard.press('Home');
  expect(await at()).toBe(0);
  const text = () => strip().getAttribute('aria-valuetext');
  expect(await text()).toMatch(/Time 0:00, Way 0 m, .*Measured −\d+\.\d dBm · .*Predicted /);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageUp');
  expect(await at()).toBe(51);
  const box = await strip().boundingBox();
  if (!box) throw new Error('The strip is not on the screen');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const last = Number(await strip().getAttribute('aria-valuemax'));
  // By time, and the car's speed is not far from even.
  expect(await at()).toBeGreaterThan(0.4 * last);
  expect(await at()).toBeLessThan(0.6 * last);
  await page.getByText('Way', { exact: true }).first().click();
  await expectAccessible(page);
  await studio.pictures('drive');
});

test('leaves the map when it is told to', async () => {
  await page.getByRole('button', { name: 'Off the map' }).click();
  await expect(page.getByTestId('drive-cursor')).toHaveCount(0);
});

test('makes a virtual drive test through the map, as a file and as measurements', async () => {
  const open = () => studio.command('Virtual drive test');
  const dialog = page.getByRole('dialog', { name: 'Virtual drive test' });
  await open();
  await dialog.getByLabel('Length').fill('3 km');
  for (const effect of ['Shadowing', 'Noise', 'Position error']) await dialog.getByLabel(effect).fill('0');
  await dialog.getByRole('switch', { name: 'Trees dampen' }).click();
  await expectAccessible(page);
  await studio.pictures('virtual-drive');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('virtual-drive-1.csv');
  await open();
  await dialog.getByRole('button', { name: 'Use as measurements' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await studio.read('errors'))?.outsideRows, { timeout: 60_000 }).toBe(0);
  const errors = await studio.read('errors');
  expect(errors?.covered.count).toBeGreaterThan(50);
  // Levels of the map itself in whole dB: what is left is that rounding, and the median of several sectors' cells.
  expect(errors?.covered.mae).toBeLessThan(0.6);
  expect(Math.abs(errors?.covered.bias ?? 9)).toBeLessThan(0.3);
});

test('goes with its measurements', async () => {
  await strip().focus();
  await page.keyboard.press('ArrowRight');
  await expect(cursor()).toBeVisible();
  await page.getByRole('button', { name: 'remove' }).click();
  await expect(page.getByTestId('drive-cursor')).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'Drive' })).toHaveCount(0);
  expect(faults).toEqual([]);
});
