import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { CalibrationPanel } from './pages/calibration-panel.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: the map is finished once, and reloaded once. */
let page: Page;
let panel: CalibrationPanel;
const faults: string[] = [];
const SECTOR = 'Exchange-A';

// One journey: each step stands on the one before it.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  panel = new CalibrationPanel(page);
  await panel.studio.openDemo();
  await panel.studio.untilRefined();
});

test.afterAll(() => page.context().close());

test('opens on the sector in hand and draws the split, which follows its options', async () => {
  await panel.open();
  await panel.select(SECTOR);
  const random = await panel.untilSplit();
  expect(random.train).toBeGreaterThan(100);
  const share = random.train / (random.train + random.heldOut);
  expect(share).toBeGreaterThan(0.65);
  expect(share).toBeLessThan(0.75);
  await panel.segment('How cells are held out', 'blocks');
  await expect.poll(async () => (await panel.state()).split?.train).not.toBe(random.train);
  await panel.segment('Indoor cells', 'kept');
  await expect.poll(async () => (await panel.state()).split?.masked).toBe(0);
  await panel.segment('Indoor cells', 'left out');
  await expect(panel.card.getByRole('row', { name: /Azimuth/ })).toContainText('35');
});

test('keeps its switches within the column', async () => {
  const boxes = await panel.card.locator('.switches').evaluateAll((rows) =>
    rows.map((row) => {
      const inner = row.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(row).paddingRight);
      return Math.max(...[...row.children].map((child) => child.getBoundingClientRect().right)) - inner;
    }),
  );
  expect(boxes.length).toBeGreaterThan(0);
  expect(Math.max(...boxes)).toBeLessThanOrEqual(0.5);
});

test('has no accessibility faults while it is set up', async () => {
  await expectAccessible(page);
});

test('fits the antenna, shows it converge, and says what to think of it', async () => {
  await panel.segment('How cells are held out', 'random');
  await panel.run();
  await expect(panel.card.getByRole('progressbar', { name: 'Progress of the calibration' })).toBeVisible();
  await panel.untilResult();
  const { runs } = await panel.state();
  const report = runs[0]?.view?.reports[0];
  expect(report?.sectorId).toBe(SECTOR);
  const table = panel.card.getByRole('table', { name: 'Fitted parameters' });
  for (const name of ['Azimuth', 'Horizontal beamwidth', 'Vertical beamwidth', 'Maximum gain'])
    await expect(table.getByRole('row', { name: new RegExp(name) })).toBeVisible();
  await expect(panel.card.getByRole('region', { name: 'Verdict' })).toContainText(report?.verdict.sentences[0] ?? '-');
  await expect(panel.card.getByTestId('selection')).toContainText(report?.selection.sentence.slice(0, 40) ?? '-');
  await expect(panel.card.getByRole('img', { name: /^Error by iteration/ })).toBeAttached();
  await expect(panel.card.getByRole('rowheader', { name: 'residual kriging' })).toBeAttached();
  expect(report?.validation.selected.covered).toBeLessThan(report?.before?.covered ?? 0);
});

test('has no accessibility faults with a result', async () => {
  await expectAccessible(page);
});

test('shows the map before and after on both sides of a line that the keyboard moves', async () => {
  await panel.toggle('before / after');
  await expect.poll(async () => (await panel.studio.read('secondMap'))?.refined, { timeout: 120_000 }).toBe(true);
  const line = page.getByRole('slider', { name: 'Line between the map before and after' });
  const before = Number(await line.getAttribute('aria-valuenow'));
  await line.press('PageDown');
  expect(Number(await line.getAttribute('aria-valuenow'))).toBe(before - 10);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/calibration-swipe.png' });
});

test('is accepted in one step that moves map and error, and taken back by one', async () => {
  const sectors = await panel.studio.read('sectors');
  const errors = await panel.studio.read('errors');
  const { undoable } = await panel.studio.read('historyLength');
  const version = (await panel.studio.read('map'))?.version ?? 0;
  await panel.card.getByRole('button', { name: /^Accept/ }).click();
  await panel.studio.untilMapChanges(version);
  await panel.studio.untilRefined();
  const accepted = (await panel.studio.read('sectors')).find((s) => s.id === SECTOR);
  expect(accepted?.pattern).toMatch(new RegExp(`^${SECTOR} · calibrated \\d\\d:\\d\\d$`));
  expect((await panel.studio.read('errors'))?.covered.mae).not.toBe(errors?.covered.mae);
  expect((await panel.studio.read('historyLength')).undoable).toBe(undoable + 1);
  await page.keyboard.press('Control+z');
  expect(await panel.studio.read('sectors')).toEqual(sectors);
  await panel.studio.untilRefined();
  expect((await panel.studio.read('errors'))?.covered.mae).toBe(errors?.covered.mae);
  await panel.card.getByRole('button', { name: 'Discard' }).click();
});

test('calibrates a cluster, and stops when it is told to', async () => {
  await panel.segment('Sectors', 'from a list');
  await panel.card.getByRole('button', { name: 'Tick' }).click();
  await panel.run();
  await panel.card.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(async () => (await panel.state()).progress, { timeout: 30_000 }).toBeNull();
  expect((await panel.state()).runs[0]?.state).toBe('cancelled');
  await panel.segment('Sectors', 'selected');
});

test('keeps its runs over a reload, cut-off ones too, and opens them', async () => {
  await panel.segment('Sectors', 'from a list');
  await panel.run();
  await expect.poll(async () => (await panel.state()).progress?.stage ?? null).not.toBeNull();
  await page.reload();
  await panel.studio.untilRefined();
  const states = (await panel.state()).runs.map((r) => r.state);
  expect(states).toEqual(['interrupted', 'cancelled', 'finished']);
  const runs = page.getByRole('region', { name: 'Runs' });
  await expect(runs.getByRole('button', { name: 'Run again' })).toBeVisible();
  await runs.getByText(`A · ${SECTOR}`).click();
  await expect(panel.card.getByRole('table', { name: 'Fitted parameters' })).toBeVisible();
  await runs
    .getByRole('button', { name: /^Delete run/ })
    .nth(1)
    .click();
  expect((await panel.state()).runs).toHaveLength(2);
});

test('looks right at two sizes in light and dark', async () => {
  await panel.studio.pictures('calibration', {
    holds: async ({ height }) => {
      const box = await panel.card.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    },
  });
});

test('refuses a sector that no measurement names, in words', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${-300 + 20 * i},${-40 + 3 * i},${-70 - i},Market-A`);
  await panel.studio.drop('one-cell.csv', `x,y,rsrp,cell\n${rows.join('\n')}\n`);
  await expect(panel.studio.message('30 rows accepted, 0 rejected.')).toBeVisible();
  await panel.select('Market-B');
  await expect(panel.card.getByText(/No row of one-cell.csv names Market-B/)).toBeVisible();
  await expect(panel.card.getByRole('button', { name: /^Run / })).toBeDisabled();
  // The runs belong to other measurements.
  expect((await panel.state()).runs).toHaveLength(0);
});

test('closes with Escape and leaves no error in the console', async () => {
  await page.keyboard.press('Escape');
  await expect(panel.card).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await panel.open();
  await page.keyboard.press('Escape');
  // Focus goes back to where the panel was opened from.
  await expect(page.getByRole('button', { name: 'Calibrate', exact: true }).first()).toBeFocused();
  expect(faults).toEqual([]);
});
