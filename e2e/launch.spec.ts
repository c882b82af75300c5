import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { Predictors } from './pages/predictors.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: the sweep's map is finished once. */
let page: Page;
let window: Predictors;
const faults: string[] = [];

// One journey: each step stands on the one before it.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  window = new Predictors(page);
  await window.studio.openDemo();
  await window.studio.untilRefined();
});

test.afterAll(() => page.context().close());

test('launches rays on the demo and tells how sure each cell is', async () => {
  // Diffraction at all the edges of a city takes minutes without a graphics card.
  await page.getByText('Settings', { exact: true }).first().click();
  await page.getByLabel('diffraction').uncheck({ force: true });
  await window.studio.untilRefined();
  const bySweep = await window.studio.classes();
  expect(await window.layerNames()).not.toContain('Expected error');
  await window.choose('launch');
  expect((await window.studio.read('map'))?.solves.engines).toEqual(['launch']);
  await expect(page.getByText(/Refined · Launch/)).toBeVisible();
  expect(await window.studio.classes()).not.toEqual(bySweep);
  expect(await window.layerNames()).toContain('Expected error');
  await page.screenshot({ path: test.info().outputPath('launch-1280.png') });
});

test('explains a cell by paths among the triangles', async () => {
  // Somewhere on the ground before the sector: not all of it shows between the buildings.
  const [sector] = await window.studio.read('sectors');
  const panel = page.getByRole('complementary', { name: 'Explanation' });
  await expect(async () => {
    for (const back of [60, 90, 120, 150, 180, 210, 240]) {
      const at = await window.studio.read('screenOf', sector!.x - 60, sector!.y - back);
      await page.mouse.click(at!.x, at!.y);
      if (await panel.isVisible()) return;
    }
    throw new Error('No place was taken');
  }).toPass({ timeout: 60_000 });
  const found = async () => (await window.studio.read('explain')).found;
  await expect.poll(async () => (await found()) !== null, { timeout: 120_000 }).toBe(true);
  const { explanation } = (await found())!;
  expect(explanation.paths.length).toBeGreaterThan(0);
  // Of the search's rays, and not of the sweep's beams.
  expect(explanation.beams).toBeGreaterThanOrEqual(190_000);
  await panel.getByRole('button', { name: /dBm/ }).first().click();
  await expect(panel.getByText('Free space')).toBeVisible();
  await expect(panel.getByText('The map has')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('launch-explained-1280.png') });
  await page.keyboard.press('Escape');
});

test('pauses a launch, shows how sure it is so far, and goes on', async () => {
  await window.layer('Expected error');
  const rays = page.getByLabel('Rays', { exact: true });
  await rays.selectOption('3000000');
  const phase = async () => (await window.studio.read('run')).phase;
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await pause.click();
  await expect.poll(phase).toBe('paused');
  // A slice may still be on its way.
  await page.waitForTimeout(1500);
  const { fraction } = await window.studio.read('run');
  const { version } = (await window.studio.read('map'))!;
  await window.studio.pictures('launch-paused');
  expect(await phase()).toBe('paused');
  expect((await window.studio.read('run')).fraction).toBe(fraction);
  expect((await window.studio.read('map'))!.version).toBe(version);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(phase).toBe('solving');
  // Maps on the way, each surer than the one before.
  await window.studio.untilMapChanges(version);
  expect((await window.studio.read('map'))?.refined).toBe(false);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect.poll(phase).toBe('cancelled');
  await window.layer('RSRP');
});

test('launches as many rays as it is told, and refines to a smaller error', async () => {
  const rays = page.getByLabel('Rays', { exact: true });
  await expect(rays).toHaveValue('3000000');
  const before = await window.studio.read('map');
  await rays.selectOption('100000');
  await window.studio.untilMapChanges(before?.version ?? 0);
  await window.studio.untilRefined();
  const { standardErrorDb } = (await window.studio.read('map'))!;
  expect(standardErrorDb).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Refine', exact: true }).click();
  const { targetErrorDb } = (await window.studio.read('computedWith')).settings;
  expect(targetErrorDb).toBeLessThan(standardErrorDb!);
  await expect.poll(async () => (await window.studio.read('run')).phase).toBe('solving');
  await window.studio.untilRefined();
  expect((await window.studio.read('map'))!.standardErrorDb).toBeLessThanOrEqual(targetErrorDb!);
  await window.studio.pictures('launch-refined');
  // One step back the map is there as it was.
  await page.keyboard.press('Control+z');
  await window.studio.untilRefined();
  expect((await window.studio.read('map'))!.standardErrorDb).toBe(standardErrorDb);
});

test('scatters as its materials say', async () => {
  const smooth = await window.studio.read('map');
  await page.getByLabel('scattering').check({ force: true });
  await window.studio.untilMapChanges(smooth?.version ?? 0);
  await window.studio.untilRefined();
  await page.getByText('Materials', { exact: true }).click();
  await page
    .getByRole('button', { name: /^Concrete/ })
    .first()
    .click();
  const share = page.getByRole('textbox', { name: 'Scattered share S' });
  await share.fill('0.6');
  await share.press('Tab');
  await page.getByLabel('Scattering lobe').selectOption('backscattering');
  await page.getByRole('textbox', { name: 'Forward weight Λ' }).fill('0.5');
  await page.getByRole('textbox', { name: 'Cross-polar K_x' }).fill('0.2');
  await page.getByRole('textbox', { name: 'Cross-polar K_x' }).press('Tab');
  expect((await window.studio.read('computedWith')).materials.concrete).toMatchObject({
    ...{ scatteringCoefficient: 0.6, crossPolarisation: 0.2 },
    scatteringLobe: { kind: 'backscattering', alphaR: 4, alphaI: 4, lambda: 0.5 },
  });
  await page.getByRole('button', { name: 'Forward weight Λ' }).hover();
  await expect(page.getByText(/^Λ: weight of the lobe about the mirrored direction/)).toBeVisible();
  await window.studio.pictures('launch-scattering');
  await window.studio.untilRefined();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('launch-settings-1280.png') });
});

test('meets no error on the way', () => {
  expect(faults).toEqual([]);
});
