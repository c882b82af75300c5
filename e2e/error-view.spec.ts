import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for all: the demo's map is finished once. Every test leaves nothing selected. */
let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  studio = new StudioPage(page);
  await studio.openDemo();
  await studio.untilRefined();
  await page.getByRole('tab', { name: 'Error', exact: true }).click();
});

test.afterAll(() => page.context().close());

const line = () => page.getByRole('status').filter({ hasText: 'prediction − measurement' });
const selected = async () => (await studio.read('errorView')).selected;
const bins = (name: RegExp) => page.getByRole('application', { name });
const chart = (label: string) =>
  page.getByRole('radiogroup', { name: 'Chart of the error' }).getByText(label, { exact: true }).click();

/** Drags over a plot between two places, as shares of its width from the left and of its height from the top. */
async function drag(name: RegExp, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = (await bins(name).boundingBox())!;
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

test('selects a bin of the histogram: its cells are counted and marked on the map', async () => {
  const { covered } = (await studio.read('errors'))!;
  await expect(line()).toContainText(
    `${covered.count.toLocaleString('en-US')} cells: RMSE ${covered.rmse.toFixed(1)} dB`,
  );
  const map = page.getByTestId('map');
  const before = await map.screenshot();
  const field = bins(/^Error in bins/);
  await field.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(selected).not.toBeNull();
  const one = (await selected())!;
  expect(one.count).toBeGreaterThan(0);
  expect(one.count).toBeLessThan(covered.count);
  // All of them lie in one bin: their spread is below its width.
  const { brush } = await studio.read('errorView');
  if (brush?.kind !== 'error') throw new Error('Nothing of the histogram is selected');
  expect(one.bias).toBeGreaterThanOrEqual(brush.errorDb.low);
  expect(one.bias).toBeLessThan(brush.errorDb.high);
  await expect(line()).toContainText(`${one.count.toLocaleString('en-US')} cells selected`);
  await expect.poll(async () => (await map.screenshot()).equals(before)).toBe(false);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await selected())?.count).toBeGreaterThan(one.count);
  await studio.pictures('error-distribution');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect.poll(selected).toBeNull();
  await expect(line()).toContainText(`${covered.count.toLocaleString('en-US')} cells: RMSE`);
});

test('selects in the other charts by dragging, and clears with the button', async () => {
  const { covered } = (await studio.read('errors'))!;
  await chart('Predicted and measured');
  await drag(/^Bins of measured and predicted/, [0.05, 0.05], [0.95, 0.55]);
  await expect.poll(async () => (await selected())?.count ?? 0).toBeGreaterThan(0);
  expect((await studio.read('errorView')).brush?.kind).toBe('levels');
  await expectAccessible(page);
  await studio.pictures('error-levels');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(selected).toBeNull();

  await chart('Distance');
  await drag(/^Distance from the serving sector in bins/, [0.1, 0.5], [0.3, 0.5]);
  await expect.poll(async () => (await selected())?.count ?? 0).toBeGreaterThan(0);
  await studio.pictures('error-distance');
  const near = (await selected())!.count;
  expect(near).toBeLessThan(covered.count);
  await chart('By class');
  const sight = page.getByRole('button', { name: 'line of sight', exact: true });
  const other = page.getByRole('button', { name: 'no line of sight', exact: true });
  await expect(page.getByRole('row', { name: /line of sight/ })).toHaveCount(2);
  await sight.click();
  const seen = (await selected())!.count;
  await other.click({ modifiers: ['Control'] });
  await expect.poll(async () => (await selected())?.count).toBe(covered.count);
  await other.click();
  await expect.poll(async () => (await selected())?.count).toBe(covered.count - seen);
  await page.getByRole('combobox', { name: 'Classes by' }).selectOption({ label: 'serving sector' });
  await expect(page.getByRole('button', { name: 'Market-A', exact: true })).toBeVisible();
  await expectAccessible(page);
  await studio.pictures('error-classes');
  await page.keyboard.press('Escape');
  await expect.poll(selected).toBeNull();
});

test('takes cells by a box on the map, and shows where they lie in the charts', async () => {
  await chart('Distribution');
  await page.getByRole('button', { name: 'Select on the map' }).click();
  await expect(page.getByRole('complementary', { name: 'Tool' })).toContainText('Select measured cells');
  await page.mouse.move(420, 180);
  await page.mouse.down();
  await page.mouse.move(760, 420, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await selected())?.count ?? 0).toBeGreaterThan(0);
  const { covered } = (await studio.read('errors'))!;
  const boxed = (await selected())!.count;
  expect(boxed).toBeLessThan(covered.count);
  await expect(line()).toContainText('box on the map');
  await studio.pictures('error-box');
  // By keys: two corners in the middle of the map, which moves between them.
  await studio.command('select measured cells');
  await page.keyboard.press('Space');
  for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(1500);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await studio.read('errorView')).brush).toEqual({ kind: 'map', box: 2 });
  // Folded, nothing is marked; unfolded, the selection is there again.
  await page.keyboard.press('d');
  await expect.poll(selected).toBeNull();
  await page.keyboard.press('d');
  await expect.poll(selected).not.toBeNull();
  await page.keyboard.press('Escape');
  await expect.poll(selected).toBeNull();
});

test('holds kept results and plain predictors against the same cells', async () => {
  await chart('All results');
  const table = page.getByRole('region', { name: 'Results on the same cells' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await page.getByRole('button', { name: 'Keep this result' }).click();
  const name = page.getByRole('textbox', { name: 'Name of the result' });
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(table.getByRole('row')).toHaveCount(5);
  const figures = async (row: number) =>
    (await table.getByRole('row').nth(row).getByRole('cell').allTextContents()).slice(0, 4);
  // Kept as it is: the same figures, those of the error card.
  expect(await figures(2)).toEqual(await figures(1));
  const { covered } = (await studio.read('errors'))!;
  expect((await figures(1))[0]).toBe(covered.mae.toFixed(2));
  await expectAccessible(page);
  await studio.pictures('error-results');
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
