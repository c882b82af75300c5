import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** The window itself: its palette, help, dock and pickers. */
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

test('finds a command by its words and runs it with the keyboard alone', async () => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Find a command' });
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/window-palette.png' });
  await field.fill('best serv');
  await expect(page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first()).toContainText(
    'Show best server',
  );
  await field.press('Enter');
  await expect(field).toHaveCount(0);
  expect(await studio.read('layer')).toBe('best-server');
  await page.keyboard.press('Control+k');
  await field.fill('rsrp');
  await field.press('Enter');
  expect(await studio.read('layer')).toBe('rsrp');
});

test('leaves the palette by Escape, with nothing done', async () => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Find a command' });
  await field.fill('xylophone');
  await expect(page.getByText(/No command has these words/)).toBeVisible();
  await field.press('Enter');
  await field.press('Escape');
  await expect(field).toHaveCount(0);
  expect(await studio.read('historyLength')).toEqual({ undoable: 0, redoable: 0 });
});

test('explains a term', async () => {
  await page.keyboard.press('?');
  const field = page.getByRole('textbox', { name: 'Look up a term' });
  await expect(field).toBeFocused();
  await field.fill('beamwidth');
  await expect(page.getByRole('definition')).toHaveCount(1);
  await expect(page.getByRole('definition')).toContainText('3 dB less');
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/window-help.png' });
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
});

test('unfolds the dock, selects a sector in its table, makes it higher and folds it', async () => {
  await page.keyboard.press('d');
  const dock = page.getByRole('region', { name: 'Dock' });
  await expect(dock.getByRole('tab', { name: 'Sectors' })).toHaveAttribute('aria-selected', 'true');
  const sectors = await studio.read('sectors');
  await expect(dock.getByRole('row')).toHaveCount(sectors.length + 1);
  const last = sectors.at(-1)?.id ?? '';
  await dock.getByRole('button', { name: last, exact: true }).click();
  expect(await studio.read('selection')).toEqual({ kind: 'sector', id: last });
  const edge = page.getByRole('separator', { name: 'Height of the dock' });
  const before = (await dock.boundingBox())?.height ?? 0;
  await edge.press('ArrowUp');
  await expect.poll(async () => (await dock.boundingBox())?.height).toBeCloseTo(before + 16, 0);
  await expectAccessible(page);
  await studio.pictures('window-dock');
  await dock.getByRole('button', { name: 'Fold the dock' }).click();
  await expect(dock.getByRole('row')).toHaveCount(0);
});

test('leaves room for scene and sites beside settings and a dock that are open', async () => {
  await studio.command('Show planning in the dock');
  const settings = page.getByRole('region', { name: 'Propagation' }).getByText('Settings', { exact: true });
  await settings.click();
  await expect(page.getByRole('textbox', { name: 'Receiver [m]' })).toBeVisible();
  await studio.pictures('window-settings', {
    holds: async () => {
      const [card, body, propagation] = await Promise.all(
        ['.navigator', '.navigator-body', '.propagation'].map((part) => page.locator(part).boundingBox()),
      );
      expect(body!.height).toBeGreaterThan(180);
      expect(propagation!.height).toBeGreaterThan(180);
      expect(propagation!.y + propagation!.height).toBeLessThanOrEqual(card!.y + card!.height);
    },
  });
  await settings.click();
  await page.getByRole('button', { name: 'Fold the dock' }).click();
});

test('turns to dark colours and back by command', async () => {
  await page.getByRole('button', { name: 'View and help' }).click();
  await page.getByRole('menuitem', { name: 'Use dark colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('button', { name: 'View and help' }).click();
  await page.getByRole('menuitem', { name: 'Use light colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('keeps the bar within the window', async () => {
  for (const width of [1280, 1024]) {
    await page.setViewportSize({ width, height: 720 });
    const bar = await page.getByRole('banner').evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(bar).toBeLessThanOrEqual(0);
  }
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
