import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: the map is finished once. */
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

test('opens on the demo with a finished map and its error against the drive test', async () => {
  const map = await studio.read('map');
  expect(map?.coveredCells).toBeGreaterThan(0.3 * (map?.columns ?? 0) * (map?.rows ?? 0));
  const median = await studio.read('medianRsrpDbm');
  expect(median).toBeGreaterThan(-130);
  expect(median).toBeLessThan(-50);
  const errors = await studio.read('errors');
  expect(errors?.covered.count).toBeGreaterThan(100);
  expect(errors?.covered.mae).toBeLessThan(25);
  expect(errors?.all.count).toBeGreaterThanOrEqual(errors?.covered.count ?? 0);
  await expect(studio.errorCard()).toContainText('covered');
  expect(await studio.read('historyLength')).toEqual({ undoable: 0, redoable: 0 });
});

test('has no accessibility faults in light and in dark', () => expectAccessible(page));

test('moves a sector with the mouse, sees the map change and takes it back', async () => {
  const [sector] = await studio.read('sectors');
  const before = await studio.read('map');
  const classes = await studio.classes();
  const id = sector?.id ?? '';
  await studio.dragSector(id, 60, 40);
  const moved = (await studio.read('sectors'))[0];
  expect(Math.hypot((moved?.x ?? 0) - (sector?.x ?? 0), (moved?.y ?? 0) - (sector?.y ?? 0))).toBeGreaterThan(20);
  expect(await studio.read('historyLength')).toEqual({ undoable: 1, redoable: 0 });
  await studio.untilMapChanges(before?.version ?? 0);
  await studio.untilRefined();
  expect(await studio.classes()).not.toEqual(classes);

  await page.keyboard.press('Control+z');
  expect((await studio.read('sectors'))[0]).toEqual(sector);
  await studio.untilRefined();
  expect(await studio.classes()).toEqual(classes);
  expect(await studio.read('historyLength')).toEqual({ undoable: 0, redoable: 1 });
});

test('the map follows while a hand drags; where the CPU draws it, something stands in for it', async () => {
  const standIn = page.locator('canvas.map-stand-in');
  const onCpu = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const name = gl?.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL;
    return /swiftshader|llvmpipe/i.test(String(name && gl?.getParameter(name)));
  });
  await expect(standIn).toHaveCount(onCpu ? 1 : 0);
  const id = (await studio.read('sectors'))[0]?.id ?? '';
  const before = (await studio.read('map'))?.version ?? 0;
  const from = await page.evaluate((sector) => window.studio.screenOfSector(sector), id);
  await page.mouse.move(from?.x ?? 0, from?.y ?? 0);
  await page.mouse.down();
  await page.mouse.move((from?.x ?? 0) + 40, (from?.y ?? 0) + 20, { steps: 4 });
  await studio.untilMapChanges(before);
  if (onCpu) {
    await expect(standIn).toBeVisible();
    const inked = await standIn.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
    });
    // The ground between the houses, and neither the houses nor what lies about the city.
    expect(inked).toBeGreaterThan(0.15);
    expect(inked).toBeLessThan(0.85);
  }
  await page.mouse.up();
  if (onCpu) await expect(standIn).toBeHidden();
  await page.keyboard.press('Control+z');
  await studio.untilRefined();
});

test('turns and weakens a sector from the inspector with the keyboard', async () => {
  const id = (await studio.read('sectors'))[0]?.id ?? '';
  const power = page.getByLabel('Power, slider');
  const before = await studio.read('map');
  const level = (await studio.read('sectors'))[0]?.powerDbm ?? 0;
  await power.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect((await studio.read('sectors')).find((s) => s.id === id)?.powerDbm).toBeCloseTo(level - 1, 6);
  // Power needs no solve: the map is new and already refined.
  await studio.untilMapChanges(before?.version ?? 0);
  expect((await studio.read('map'))?.refined).toBe(true);
  while ((await studio.read('historyLength')).undoable > 0) await page.keyboard.press('Control+z');
  expect((await studio.read('sectors'))[0]?.powerDbm).toBe(level);
});

test('turns a sector without a solve once the paths of its map are kept', async () => {
  await expect.poll(async () => (await studio.read('paths'))?.state, { timeout: 60_000 }).toBe('kept');
  const before = await studio.read('map');
  const classes = await studio.classes();
  const azimuth = page.getByLabel('Azimuth, slider');
  await azimuth.focus();
  await page.keyboard.press('ArrowRight');
  await studio.untilMapChanges(before?.version ?? 0);
  await studio.untilRefined();
  expect(await studio.classes()).not.toEqual(classes);
  await expect(
    page.getByText(/Paths kept \(\d+ MB\): azimuth, tilt, pattern and materials follow at once/),
  ).toBeVisible();
  await page.keyboard.press('Control+z');
  expect(await studio.classes()).toEqual(classes);
});

test('changes a material, sees the map follow and takes it back', async () => {
  const before = await studio.read('map');
  const classes = await studio.classes();
  const steps = (await studio.read('historyLength')).undoable;
  await page.getByText('Materials', { exact: true }).click();
  const concrete = page.getByRole('button', { name: /^Concrete/ });
  await concrete.click();
  const permittivity = page.getByLabel('Permittivity, slider');
  await permittivity.press('End');
  await expect(concrete).toContainText('changed');
  await expect(page.getByLabel('Permittivity', { exact: true })).toHaveValue('40');
  expect((await studio.read('historyLength')).undoable).toBe(steps + 1);
  await studio.untilMapChanges(before?.version ?? 0);
  await studio.untilRefined();
  expect(await studio.classes()).not.toEqual(classes);
  await expectAccessible(page);
  await studio.pictures('materials', { widths: [1280] });

  await page.keyboard.press('Control+z');
  await expect(concrete).not.toContainText('changed');
  await studio.untilRefined();
  expect(await studio.classes()).toEqual(classes);
  await concrete.click();
  await page.getByText('Materials', { exact: true }).click();
});

test('reads a dropped measurement file, counts what it rejects and shows the error', async () => {
  const [sector] = await studio.read('sectors');
  const rows = Array.from({ length: 12 }, (_, i) => `${(sector?.x ?? 0) + 30 * i},${(sector?.y ?? 0) - 30},${-80 - i}`);
  await studio.drop('walk.csv', `x,y,rsrp\n${rows.join('\n')}\n1,2,strong\n3,,-90\n`);
  await expect(studio.message('12 rows accepted, 2 rejected.')).toBeVisible();
  const errors = await studio.read('errors');
  expect(errors?.all.measured).toBe(12);
  await expect(studio.errorCard()).toContainText(String(errors?.all.count));
  await page.getByRole('button', { name: 'Dismiss message about walk.csv' }).click();
  await page.keyboard.press('Control+z');
  expect((await studio.read('errors'))?.all.measured).toBeGreaterThan(100);
});

test('says what is wrong with a bad file and loses nothing', async () => {
  const before = await studio.read('sectors');
  await studio.drop('levels.csv', 'place,rsrp\nhere,-80\n');
  await expect(studio.message(/lat/).first()).toBeVisible();
  await studio.drop('city.xml', '<!doctype html><html><body>Not found</body></html>');
  await expect(studio.message(/web page/)).toBeVisible();
  expect(await studio.read('sectors')).toEqual(before);
  expect((await studio.read('map'))?.coveredCells).toBeGreaterThan(0);
  await studio.dismissAll();
});

test('looks right at two sizes in light and dark', () => studio.pictures('studio'));

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
