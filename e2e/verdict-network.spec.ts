import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { CalibrationPanel } from './pages/calibration-panel.ts';
import { VerdictPanel } from './pages/verdict-panel.ts';

/** A network is trained on the processor here, once to be judged and once for its map. */
const TRAINING_MS = 900_000;

let page: Page;
let panel: VerdictPanel;
const faults: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  panel = await VerdictPanel.inDemo(browser, faults);
  page = panel.page;
  await new CalibrationPanel(page).select('Exchange-A');
});

test.afterAll(() => page.context().close());

test('judges a network that is trained to the site', async () => {
  test.setTimeout(TRAINING_MS);
  await panel.open();
  await panel.segment('Sectors to judge on', 'selected');
  await panel.choose(['constant', 'log-distance', 'DL zero-shot', 'DL-C']);
  await panel.dock.getByRole('checkbox', { name: 'Held out: 100 m blocks' }).uncheck();
  await panel.judge();
  await panel.untilJudged(TRAINING_MS);
  await expect(panel.count).toHaveText(/^1 sector, [\d,]+ held-out cells$/);
  expect(await panel.mae('DL-C')).toBeLessThan(await panel.mae('DL zero-shot'));
});

test('maps it beside the network as it came', async () => {
  test.setTimeout(TRAINING_MS);
  await panel.name('DL-C').press('Enter');
  await expect(panel.dock.getByRole('combobox', { name: 'After' })).toHaveValue('dl-c');
  await panel.dock.getByRole('button', { name: 'Make these maps' }).press('Enter');
  const bar = panel.dock.getByRole('progressbar', { name: 'Progress of the maps' });
  // Half is the network as it came; of the training every iteration is told.
  await expect
    .poll(async () => Number((await bar.getAttribute('aria-valuenow').catch(() => null)) ?? 100), {
      timeout: TRAINING_MS / 2,
    })
    .toBeGreaterThan(60);
  await expect(panel.dock.getByRole('img', { name: /^after: DL-C, RSRP/ })).toBeVisible({ timeout: TRAINING_MS / 2 });
  const [before, after] = [/^before: DL zero-shot, RSRP/, /^after: DL-C, RSRP/];
  expect(await panel.painted(after)).toBeGreaterThan(1000);
  expect(await panel.painted(after)).toBe(await panel.painted(before));
  await panel.studio.pictures('verdict-maps-network');
  await expectAccessible(page);
  expect(faults).toEqual([]);
});
