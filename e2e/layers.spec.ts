import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { Layers } from './pages/layers.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for all: the demo's map is finished once. Every test leaves it as it found it. */
let page: Page;
let layers: Layers;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  layers = new Layers(page);
  await layers.studio.openDemo();
  await layers.studio.untilRefined();
});

test.afterAll(() => page.context().close());

const sum = (cells: readonly number[] | undefined) => (cells ?? []).reduce((all, n) => all + n, 0);

test('shows path gain of the best server, and of a sector once it is in hand', async () => {
  await page.keyboard.press('Escape');
  await layers.layer('Path gain');
  await expect(layers.legend).toContainText(/Of (the best server|\S+ alone)/);
  await page.getByRole('button', { name: /^Market Hall/ }).click();
  await expect(layers.legend).toContainText('Of the best server.');
  const all = await layers.studio.classes();
  await page
    .getByRole('button', { name: /^A 2\.14 GHz/ })
    .first()
    .click();
  await expect(layers.legend).toContainText('Of Market-A alone.');
  const alone = await layers.studio.classes();
  expect(sum(alone?.cells)).toBeGreaterThan(1000);
  expect(sum(alone?.cells)).toBeLessThanOrEqual(sum(all?.cells));
  expect(alone?.cells[0]).toBeLessThan(all?.cells[0] ?? 0);
});

test('shows SINR, that rises as interferers fall silent', async () => {
  await layers.layer('SINR');
  const loaded = await layers.studio.classes();
  const load = layers.legend.getByLabel('Load of interferers');
  await load.fill('0');
  await load.press('Enter');
  await load.blur();
  await expect.poll(async () => (await layers.studio.classes())?.cells[0]).toBeGreaterThan(loaded?.cells[0] ?? 0);
  expect(sum((await layers.studio.classes())?.cells)).toBe(sum(loaded?.cells));
  await layers.studio.pictures('layers-sinr');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await layers.studio.classes())?.cells).toEqual(loaded?.cells);
});

test('shows residuals by cell about zero', async () => {
  await layers.layer('Residual');
  await expect(layers.legend).toContainText('Predicted less measured');
  const { covered } = (await layers.studio.read('errors'))!;
  const classes = await layers.studio.classes();
  expect(sum(classes?.cells)).toBeGreaterThan(100);
  expect(sum(classes?.cells)).toBeLessThanOrEqual(covered.count);
  await layers.studio.pictures('layers-residual');
  await layers.layer('RSRP');
});

test('adds, moves and removes edges of classes by keyboard and mouse, and takes all back', async () => {
  const before = await layers.studio.classes();
  await layers.legend.getByRole('button', { name: 'Edit classes' }).click();
  // Strongest first: the third edge is -95 dBm.
  const edge = layers.legend.getByLabel('Edge 3 [dBm]');
  await edge.focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowUp');
  expect((await layers.studio.read('scales')).rsrp?.breaks).toEqual([-125, -115, -105, -89, -85, -75]);
  await expect.poll(async () => (await layers.studio.classes())?.cells).not.toEqual(before?.cells);
  expect(sum((await layers.studio.classes())?.cells)).toBe(sum(before?.cells));
  // The mouse: by a third of the bar to the left.
  const handle = layers.legend.locator('.break-handle[data-edge="-105"]');
  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 12, box.y + 10, { steps: 3 });
  await page.mouse.up();
  const dragged = (await layers.studio.read('scales')).rsrp?.breaks[2] ?? 0;
  expect(dragged).toBeLessThan(-106);
  expect(dragged).toBeGreaterThan(-115);
  await layers.legend.getByRole('button', { name: 'Remove the edge at -125 dBm' }).press('Enter');
  expect((await layers.studio.read('scales')).rsrp?.breaks).toHaveLength(5);
  await layers.legend.getByRole('button', { name: 'Add a class' }).click();
  expect((await layers.studio.read('scales')).rsrp?.breaks).toHaveLength(6);
  const field = layers.legend.getByLabel('Edge 1 [dBm]');
  await field.fill('');
  // What is typed passes values that the neighbours do not allow.
  await field.pressSequentially('-70');
  expect((await layers.studio.read('scales')).rsrp?.breaks.at(-1)).toBe(-70);
  await layers.legend.getByRole('button', { name: 'Remove the edge at -70 dBm' }).click();
  expect((await layers.studio.read('scales')).rsrp?.breaks).toHaveLength(5);
  await layers.legend.getByLabel('Colours').selectOption('green-yellow-red');
  await layers.legend.getByText('Continuous', { exact: true }).click();
  await expectAccessible(page);
  await layers.studio.pictures('layers-editor');
  await layers.legend.getByRole('button', { name: 'Reset' }).click();
  expect(await layers.studio.read('scales')).toEqual({});
  await expect.poll(async () => layers.studio.classes()).toEqual(before);
  await layers.legend.getByRole('button', { name: 'Edit classes' }).click();
});

test('shows the layer in figures in the dock, and copies them', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('tab', { name: 'Statistics' }).click();
  const areas = page.getByRole('region', { name: 'Area by class' });
  const classes = await layers.studio.classes();
  await expect(areas.getByRole('row')).toHaveCount((classes?.cells.length ?? 0) + 2);
  const total = sum(classes?.cells) + (classes?.noData ?? 0);
  const first = Math.round((100 * (classes?.cells[0] ?? 0)) / total);
  await expect(areas.getByRole('row', { name: /^≥ −75/ })).toContainText(`${first} %`);
  await areas.getByRole('button', { name: 'Copy areas by class' }).click();
  await expect(areas.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')).toHaveLength((classes?.cells.length ?? 0) + 2);
  expect(copied.split('\n')[1]).toMatch(/^≥ -75\t[\d.]+ km²\t\d+ %$/);
  await expect(page.getByRole('img', { name: /^RSRP, histogram: .*median −\d+/ })).toBeVisible();
  const { covered } = (await layers.studio.read('errors'))!;
  await expect(page.getByRole('region', { name: 'Predicted − measured, histogram' })).toContainText(
    `n ${covered.count.toLocaleString('en-US')}`,
  );
  await page.getByRole('region', { name: 'RSRP, cumulative' }).getByText('As a table').click();
  await expect(page.getByRole('cell', { name: '100.00 %' }).first()).toBeAttached();
  await expectAccessible(page);
  await page.getByRole('region', { name: 'RSRP, cumulative' }).getByText('As a table').click();
  await layers.studio.pictures('layers-statistics');
  await page.keyboard.press('d');
});

test('compares the prediction with what was measured, each called by what it is', async () => {
  await layers.compare('Swipe');
  await layers.with('drive-test.csv');
  await expect(page.getByText(/^Measured · /)).toBeVisible();
  await expect(page.getByText(/^Predicted · /)).toBeVisible();
  const { figures } = await layers.untilCompared();
  const { covered } = (await layers.studio.read('errors'))!;
  expect(figures.count).toBeGreaterThan(100);
  expect(figures.count).toBeLessThanOrEqual(covered.count);
  await layers.studio.pictures('layers-measured-swipe');
  await layers.compare('Difference');
  await expect(layers.legend).toContainText('− measured, dB');
  await layers.compare('Single');
});

test('keeps a result, and compares the map with it and with the project before an edit', async () => {
  await page
    .getByRole('button', { name: /^A 2\.14 GHz/ })
    .first()
    .click();
  await layers.kept.getByRole('button', { name: 'Keep this result' }).click();
  const name = layers.kept.getByRole('textbox', { name: 'Name of the result' });
  await name.fill('As planned');
  await name.press('Enter');
  await expect(layers.kept.getByText('As planned')).toBeVisible();
  const version = (await layers.studio.read('map'))?.version ?? 0;
  for (let step = 0; step < 4; step++) await page.getByLabel('Power, slider').press('ArrowLeft');
  await layers.studio.untilMapChanges(version);
  await layers.studio.untilRefined();
  await layers.kept.getByRole('button', { name: 'As planned', exact: true }).click();
  const { figures, within } = await layers.untilCompared();
  expect(figures.bias).toBeGreaterThan(0);
  expect(within[2]).toBeGreaterThan(0.2);
  await expect(layers.compareCard.getByRole('row', { name: /^As planned − now/ })).toContainText(
    figures.mae.toFixed(1),
  );
  await layers.compare('Side by side');
  await expectAccessible(page);
  await layers.studio.pictures('layers-side');
  await layers.compare('Difference');
  await expect(layers.legend).toContainText('As planned − now, dB');
  await layers.studio.pictures('layers-difference');
  await layers.with(/^Before/);
  await expect(layers.legend).toContainText(/before “.+” − now, dB/);
  expect((await layers.untilCompared()).figures.bias).toBeGreaterThan(0);
  await layers.compare('Single');
  while ((await layers.studio.read('historyLength')).undoable > 0) await page.keyboard.press('Control+z');
  await layers.studio.untilRefined();
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
