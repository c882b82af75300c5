import { expect, type Page, test } from '@playwright/test';
import { BASE_CHANNELS, CHANNELS } from '../src/learning/features/channel.ts';
import { goldenFeatures, goldenLandUse } from '../src/learning/models/golden.ts';
import { LAND_USE_NAMES } from '../src/scene/synthetic/land-use-classes.ts';
import { modelTree, tinyAnswer, tinyNetwork } from '../src/testing/model-files.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { Predictors } from './pages/predictors.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: the sweep's map is finished once. */
let page: Page;
let predictors: Predictors;
const faults: string[] = [];

/** A network without training, in the cells of the map: quick on any processor, and as strict in its card as a real one. */
const SIZE = 128;
const network = tinyNetwork({ size: SIZE });
const golden = tinyAnswer(goldenFeatures(BASE_CHANNELS.length, SIZE), goldenLandUse(SIZE));

const GRID = { orientation: 'row 0 north, column 0 west', cellSizeM: 20, receiverHeightM: 1.5 };

/** Scaled so that the sum of all planes stays within some ten decibels. */
const INPUTS = {
  features: BASE_CHANNELS.map((channel) => ({ channel, unit: CHANNELS[channel].unit, offset: 0, scale: 60, fill: 0 })),
  clip: 8,
  landUse: { classes: 24, codebook: LAND_USE_NAMES, codebookSha256: '0'.repeat(64) },
};

function model(id: string, name: string, patch: Readonly<Record<string, unknown>> = {}) {
  return modelTree({
    networks: [{ size: SIZE, bytes: network, golden }],
    patch: { id, name, metrics: { test: { mae: 6.25 } }, grid: GRID, inputs: INPUTS, ...patch },
  });
}

// One journey: each step stands on the one before it.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  predictors = new Predictors(page);
  await predictors.studio.openDemo();
  await predictors.studio.untilRefined();
});

test.afterAll(() => page.context().close());

test('takes a dropped model among its engines and leaves the map as it is', async () => {
  const before = await predictors.studio.read('map');
  await predictors.drop(model('tiny', 'Tiny'));
  await expect(predictors.studio.message(/Model "Tiny": now among the engines/)).toBeVisible();
  await expect(predictors.engine.getByRole('option', { name: 'Tiny · yours' })).toBeAttached();
  expect(await predictors.studio.read('map')).toEqual(before);
  await predictors.studio.dismissAll();
});

test('predicts with the model that is chosen: another map, another error, and a card that says what it is', async () => {
  const classes = await predictors.studio.classes();
  const errors = await predictors.studio.read('errors');
  expect(await predictors.layerNames()).not.toContain('Expected error');
  await predictors.choose('model:tiny');
  const after = await predictors.studio.read('map');
  expect(after?.solves.engines).toEqual(['model:tiny']);
  expect(await predictors.studio.classes()).not.toEqual(classes);
  expect((await predictors.studio.read('errors'))?.covered.mae).not.toBe(errors?.covered.mae);
  await expect(predictors.studio.errorCard()).toContainText('Tiny − measured');
  const card = predictors.card('Tiny');
  await expect(card).toContainText('6.3 dB');
  await expect(card).toContainText('Ready on WASM');
  await expect(card).toContainText('Trained on nothing.');
  await expect(page.getByText(/Refined · Tiny/)).toBeVisible();
});

test('says once that it is asked beyond its training, and keeps saying so on the card', async () => {
  // The demo's cells are 20 m here, and the model has seen 5 m alone.
  await expect(predictors.studio.message(/Tiny is asked beyond its training/)).toBeVisible();
  await expect(predictors.card('Tiny').locator('[data-kind="outside"]').first()).toBeVisible();
  await predictors.studio.dismissAll();
});

test('shows settings of tracing as not applicable', async () => {
  const section = page.getByRole('region', { name: 'Propagation' });
  await section.getByText('Settings', { exact: true }).click();
  await expect(page.getByLabel('Azimuths')).toBeDisabled();
  await expect(page.getByLabel('Depth [hops]')).toBeDisabled();
  await expect(page.getByLabel('Receiver [m]')).toBeEnabled();
  await expect(section).toContainText('Tiny traces nothing');
  await section.getByText('Settings', { exact: true }).click();
});

test('shows the error that it expects as a layer with its classes', async () => {
  await predictors.layer('Expected error');
  await expect(predictors.legend).toContainText('dB, absolute');
  const counts = await predictors.studio.classes();
  expect(counts?.cells.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(1000);
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/predictors-expected-error.png' });
});

test('shows what a predictor sees of the sector in hand, plane by plane', async () => {
  await predictors.layer('Features');
  await predictors.untilFeatures();
  await expect(predictors.legend).toContainText('of Market-A');
  const feature = page.getByLabel('Feature', { exact: true });
  await feature.selectOption({ label: 'Building height' });
  await expect(predictors.legend).toContainText('Roof above the ground');
  const { shown } = await predictors.studio.read('features');
  expect(shown?.legends?.['building-height']).toMatchObject({ kind: 'scale', low: 0 });
  await page.screenshot({ path: 'test-results/predictors-building-height.png' });
  await feature.selectOption({ label: 'Land use' });
  await expect(predictors.legend.getByRole('listitem').filter({ hasText: 'perimeter blocks' })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/predictors-land-use.png' });
  await page.getByRole('button', { name: /^Market Hall/ }).click();
  await expect(predictors.legend).toContainText('Select a sector to see what a predictor sees of it.');
  await page
    .getByRole('button', { name: /^A 2\.14 GHz/ })
    .first()
    .click();
  await predictors.layer('RSRP');
});

test('goes back to the sweep with one undo', async () => {
  const { undoable } = await predictors.studio.read('historyLength');
  expect(undoable).toBe(1);
  await page.keyboard.press('Control+z');
  await predictors.studio.untilRefined();
  expect((await predictors.studio.read('map'))?.solves.engines).toEqual(['sweep']);
  await expect(predictors.card('Tiny')).toHaveCount(0);
  expect(await predictors.layerNames()).not.toContain('Expected error');
});

test('compares the sweep with the model on both sides of a line, and in figures', async () => {
  await page.keyboard.press('c');
  await expect(predictors.compareCard).toBeVisible();
  expect((await predictors.studio.read('swipe'))?.second).toEqual({ kind: 'engine', engine: 'model:tiny' });
  const { figures, errorsSecond } = await predictors.untilCompared();
  expect(figures.count).toBeGreaterThan(1000);
  expect(figures.mae).toBeGreaterThan(1);
  expect(errorsSecond?.covered.count).toBeGreaterThan(100);
  const row = predictors.compareCard.getByRole('row', { name: /^Tiny − Sweep/ });
  await expect(row).toContainText(figures.mae.toFixed(1));
  await expect(row).toContainText(figures.count.toLocaleString('en-US'));
  await expect(predictors.compareCard.getByText(/ms a sector · WASM/)).toBeVisible();
  const line = page.getByRole('slider', { name: 'Line between Sweep and Tiny' });
  const at = Number(await line.getAttribute('aria-valuenow'));
  await line.press('PageUp');
  expect(Number(await line.getAttribute('aria-valuenow'))).toBe(at + 10);
  const open = page.getByRole('button', { name: 'Open', exact: true });
  expect(await open.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  const bar = await page.getByRole('banner').evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(bar).toBeLessThanOrEqual(0);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/predictors-swipe.png' });
});

test('shows the difference of the two alone, and ends the comparison where it began', async () => {
  await predictors.compareCard.getByText('Difference', { exact: true }).click();
  await expect(predictors.legend).toContainText('Tiny − Sweep, dB');
  await expect(page.getByRole('slider', { name: 'Line between Sweep and Tiny' })).toHaveCount(0);
  await expectAccessible(page);
  await predictors.studio.pictures('predictors-difference', { widths: [1280] });
  await page.getByRole('button', { name: 'End comparison' }).first().click();
  await expect(predictors.compareCard).toHaveCount(0);
  await expect(predictors.studio.errorCard()).toBeVisible();
  expect(await predictors.studio.read('layer')).toBe('rsrp');
  expect(await predictors.studio.read('secondMap')).toBeNull();
});

test('refuses a model whose network is a web page, in words, and keeps the map', async () => {
  const classes = await predictors.studio.classes();
  const files = new Map(model('broken', 'Broken'));
  files.set(`model-${SIZE}.onnx`, new TextEncoder().encode('<!doctype html><html><body>Not found</body></html>'));
  await predictors.drop(files);
  await expect(predictors.engine.getByRole('option', { name: 'Broken · yours' })).toBeAttached();
  await predictors.studio.dismissAll();
  await predictors.engine.selectOption('model:broken');
  await expect(predictors.studio.message(/web page/)).toBeVisible();
  await expect(predictors.studio.message('Broken cannot be used')).toBeVisible();
  await expect(predictors.engine).toHaveValue('auto');
  await expect(predictors.engine.getByRole('option', { name: 'Broken · yours · refused' })).toBeAttached();
  await predictors.studio.untilRefined();
  expect(await predictors.studio.classes()).toEqual(classes);
  expect((await predictors.studio.read('historyLength')).undoable).toBe(0);
  await predictors.studio.dismissAll();
});

test('refuses a folder that lacks its card, and a card that lies about its files', async () => {
  await predictors.studio.drop('lone.onnx', 'not a network');
  await expect(predictors.studio.message(/card\.json/)).toBeVisible();
  const files = new Map(model('half', 'Half'));
  files.delete(`golden-${SIZE}.f32`);
  await predictors.drop(files);
  await expect(predictors.studio.message(/golden-128\.f32/)).toBeVisible();
  await expect(predictors.engine.getByRole('option', { name: /Half/ })).toHaveCount(0);
  await predictors.studio.dismissAll();
});

test('looks right at two sizes in light and dark', async () => {
  await predictors.choose('model:tiny');
  await predictors.studio.dismissAll();
  await page.keyboard.press('c');
  await predictors.untilCompared();
  await predictors.studio.pictures('predictors', {
    holds: async () => {
      const box = await predictors.compareCard.boundingBox();
      const left = await page.getByRole('navigation', { name: 'Project' }).boundingBox();
      expect(box?.x ?? 0).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
    },
  });
});

test('predicts a city with the U-Net that comes along, checked on this device', async ({ browser }) => {
  const other = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  other.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const unet = new Predictors(other);
  await unet.studio.openDemo('?adapter=cpu&city=3&cell=20&azimuths=64&depth=1');
  await unet.studio.untilRefined();
  const sweep = await unet.studio.classes();
  await unet.choose('model:unet');
  const map = await unet.studio.read('map');
  expect(map?.solves.engines).toEqual(['model:unet']);
  expect(map?.coveredCells).toBeGreaterThan(1000);
  expect(await unet.studio.classes()).not.toEqual(sweep);
  expect(map?.hasSpread).toBe(true);
  await expect(unet.card('U-Net')).toContainText(/Ready on WASM/);
  await expect(unet.card('U-Net')).toContainText('synthetic');
  await other.screenshot({ path: 'test-results/predictors-unet.png' });
  await other.close();
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
