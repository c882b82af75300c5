import { expect, type Page, test } from '@playwright/test';
import { Layers } from './pages/layers.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/**
 * The main states of the window against pictures that a person has looked at (e2e/looks/). Where the city is not what a picture is
 * about it is left out: the panels are then told from their pictures to a hair, whatever draws the map.
 */
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

/** Share of pixels that may differ: letters are drawn a little otherwise from one browser to the next. */
const PANELS = 0.004;
const MAP = 0.03;

async function looks(name: string, { map = false } = {}): Promise<void> {
  await studio.dismissAll();
  await page.mouse.move(640, 5);
  await expect(page).toHaveScreenshot(`${name}.png`, {
    maxDiffPixelRatio: map ? MAP : PANELS,
    ...(map ? {} : { stylePath: 'e2e/pages/without-map.css' }),
    // How long it took is never the same.
    mask: [page.locator('output.run-state'), page.locator('.compare-runs')],
    maskColor: '#7f7f7f',
    timeout: 60_000,
  });
}

async function turnDark(dark: boolean): Promise<void> {
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
}

test('opened, by day and by night, and on a large window', async () => {
  await looks('opened-light', { map: true });
  await turnDark(true);
  await looks('opened-dark', { map: true });
  await turnDark(false);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await looks('opened-large');
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('with the palette', async () => {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await looks('palette');
  await page.keyboard.press('Escape');
});

test('with another sector in hand, by night', async () => {
  const last = (await studio.read('sectors')).at(-1)!;
  await page
    .getByRole('button', { name: /^C 2\.14 GHz/ })
    .last()
    .click();
  expect(await studio.read('selection')).toEqual({ kind: 'sector', id: last.id });
  await turnDark(true);
  await looks('sector');
  await turnDark(false);
  await page
    .getByRole('button', { name: /^A 2\.14 GHz/ })
    .first()
    .click();
});

test('with statistics in the dock', async () => {
  await studio.command('statistics');
  await expect(page.getByRole('tab', { name: 'Statistics' })).toHaveAttribute('aria-selected', 'true');
  await looks('statistics');
  await page.getByRole('button', { name: 'Fold the dock' }).click();
});

test('with the legend being edited', async () => {
  await page.getByRole('region', { name: 'Legend' }).getByRole('button', { name: /Edit/ }).click();
  await looks('legend-editor');
  await page.getByRole('region', { name: 'Legend' }).getByRole('button', { name: /Edit/ }).click();
});

test('with what was measured beside what is predicted', async () => {
  const layers = new Layers(page);
  await layers.compare('Swipe');
  await layers.with('drive-test.csv');
  await layers.untilCompared();
  await looks('compared');
  await layers.compare('Single');
});

test('while a calibration is set up', async () => {
  await studio.command('calibrate');
  await expect(page.getByRole('complementary', { name: 'Calibration' })).toBeVisible();
  await looks('calibration');
  await page.keyboard.press('Escape');
});

test('in front of an audience', async () => {
  await page.keyboard.press('p');
  await expect(page.getByRole('navigation', { name: 'Project' })).toHaveCount(0);
  await turnDark(true);
  await looks('presented', { map: true });
  await page.keyboard.press('p');
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
