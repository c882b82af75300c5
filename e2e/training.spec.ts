import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { CalibrationPanel } from './pages/calibration-panel.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: one training, paused, cut off by a reload, and taken up twice. */
let page: Page;
let panel: CalibrationPanel;
const faults: string[] = [];
const SECTOR = 'Exchange-A';
/** A network is trained on the processor here. */
const TRAINING_MS = 900_000;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  panel = new CalibrationPanel(page);
  await panel.studio.openDemo();
  await panel.studio.untilRefined();
});

test.afterAll(() => page.context().close());

const curve = async () => ((await panel.state()).progress?.points ?? []).map(({ trainMaeDb }) => trainMaeDb);

test('offers the predictors that can be trained, and says of the others why not', async () => {
  await panel.open();
  await panel.select(SECTOR);
  await panel.card.getByRole('combobox', { name: 'Method' }).selectOption('dl');
  const choice = panel.card.getByRole('combobox', { name: 'Predictor' });
  await expect(choice).toHaveValue('unet-m2m');
  await expect(choice.getByRole('option', { name: 'MPNN: has no training step', exact: true })).toBeDisabled();
  for (const id of ['maxvit', 'gan-maxvit']) await expect(choice.locator(`option[value="${id}"]`)).toBeEnabled();
  await expectAccessible(page);
});

test('trains with a live curve, pauses, and goes on', async () => {
  test.setTimeout(TRAINING_MS);
  await panel.segment('How cells are held out', 'blocks');
  await panel.run();
  await expect.poll(async () => (await curve()).length, { timeout: TRAINING_MS / 2 }).toBeGreaterThan(2);
  await expect(panel.card.getByText(/^inner|inner \d/)).toBeVisible();
  // The page answers while the Worker trains.
  const began = Date.now();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(Date.now() - began).toBeLessThan(2000);
  await page.screenshot({ path: 'test-results/training-running.png' });
  await panel.card.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(async () => (await panel.state()).progress, { timeout: 60_000 }).toBeNull();
  expect((await panel.state()).runs[0]?.state).toBe('paused');
  const runs = page.getByRole('region', { name: 'Runs' });
  await runs.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(async () => (await curve()).length, { timeout: TRAINING_MS / 2 }).toBeGreaterThan(13);
});

test('goes on after a reload along the same curve, to the end', async () => {
  test.setTimeout(TRAINING_MS);
  const before = await curve();
  await page.reload();
  await panel.studio.untilRefined();
  expect((await panel.state()).runs.map(({ state }) => state)).toEqual(['interrupted']);
  await page.getByRole('region', { name: 'Runs' }).getByRole('button', { name: 'Continue' }).click();
  await expect.poll(async () => (await curve()).length, { timeout: TRAINING_MS / 2 }).toBeGreaterThan(before.length);
  (await curve()).slice(0, before.length).forEach((mae, k) => {
    expect(mae).toBeCloseTo(before[k]!, 6);
  });
  await expect.poll(async () => (await panel.state()).view, { timeout: TRAINING_MS }).toBe('result');
  const report = (await panel.state()).runs[0]?.view?.reports[0];
  // 60 iterations and what was there before; where the inner blocks call the training back to one from the twentieth on, its second half of 30 follows that.
  expect(report?.iterations.length).toBeGreaterThanOrEqual(51);
  expect(report?.iterations.length).toBeLessThanOrEqual(61);
  expect(report?.validation.selected.covered).toBeLessThan(report?.before?.covered ?? 0);
});

test('becomes the engine in one step that undo takes back, and a file', async () => {
  test.setTimeout(TRAINING_MS);
  const download = page.waitForEvent('download');
  await panel.card.getByRole('button', { name: 'Export .tuned' }).click();
  expect((await download).suggestedFilename()).toBe(`unet-m2m-${SECTOR}.tuned`);
  const version = (await panel.studio.read('map'))?.version ?? 0;
  await panel.card.getByRole('button', { name: /^Accept/ }).click();
  await panel.studio.untilMapChanges(version);
  await panel.studio.untilRefined();
  await expect(panel.card.getByText('In use as the engine.')).toBeVisible();
  await panel.scroll(0);
});

test('looks right at two sizes in light and dark', async () => {
  await panel.studio.pictures('training', {
    holds: async ({ height }) => {
      const box = await panel.card.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    },
  });
});

test('is taken back by one step, and leaves no error in the console', async () => {
  test.setTimeout(TRAINING_MS);
  await page.keyboard.press('Control+z');
  await expect(panel.card.getByRole('button', { name: /^Accept/ })).toBeEnabled();
  await panel.studio.untilRefined();
  expect(faults).toEqual([]);
});
