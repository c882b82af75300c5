import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** The demonstrator's ninety seconds: present mode and the tour, which drives the real app and leaves no trace. */
let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  studio = new StudioPage(page);
  await studio.openDemo('?adapter=cpu&cell=20&azimuths=256&depth=2&present');
  await studio.untilRefined();
});

test.afterAll(() => page.context().close());

test('opens without panels where the address says so', async () => {
  expect((await studio.read('present')).on).toBe(true);
  await expect(page.getByRole('navigation', { name: 'Project' })).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Legend' })).toBeVisible();
  await expectAccessible(page);
  await studio.pictures('present');
});

test('takes five steps through the app by keyboard, each of them real', async () => {
  const sectors = await studio.read('sectors');
  const first = sectors[0];
  await page.getByRole('button', { name: 'Tour' }).click();
  const card = page.getByRole('region', { name: 'Guided tour' });
  const titles: string[] = [];
  for (let step = 0; step < 5; step++) {
    await expect(card).toContainText(`Step ${step + 1} of 5`);
    titles.push((await card.getByRole('heading').textContent()) ?? '');
    await page.screenshot({ path: `test-results/tour-${step + 1}.png` });
    const now = (await studio.read('sectors'))[0];
    if (step === 1) expect(Math.hypot(now!.x - first!.x, now!.y - first!.y)).toBeCloseTo(80, 3);
    if (step === 2) expect(now?.azimuthDeg).toBeCloseTo(((first?.azimuthDeg ?? 0) + 75) % 360, 1);
    if (step === 4) expect((await studio.read('swipe'))?.second.kind).toBe('engine');
    if (step < 4) await page.keyboard.press('ArrowRight');
  }
  expect(new Set(titles).size).toBe(5);
  await expectAccessible(page);
});

test('goes back a step, and at its end leaves everything as it was', async () => {
  await page.keyboard.press('ArrowLeft');
  const card = page.getByRole('region', { name: 'Guided tour' });
  await expect(card).toContainText('Step 4 of 5');
  expect(await studio.read('swipe')).toBeNull();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  expect(await studio.read('historyLength')).toEqual({ undoable: 0, redoable: 0 });
  expect(await studio.read('present')).toEqual({ on: true, step: null });
  expect(await studio.read('layer')).toBe('rsrp');
});

test('comes back to the panels with P', async () => {
  await page.keyboard.press('p');
  await expect(page.getByRole('navigation', { name: 'Project' })).toBeVisible();
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
