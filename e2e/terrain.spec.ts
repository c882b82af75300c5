import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { ownTerrain } from './pages/own-terrain.ts';
import { ownSites, ownTown } from './pages/own-town.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** Ground heights laid under a city: asked about, refused, computed on, saved, taken away. */
let page: Page;
let studio: StudioPage;
const faults: string[] = [];

// One journey: each step stands on the one before it.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  studio = new StudioPage(page);
  await studio.openDemo('?adapter=cpu&cell=10&azimuths=256&depth=2');
  await studio.untilRefined();
  await studio.drop('town.geojson', ownTown());
  await expect.poll(async () => (await studio.read('scene'))?.buildings).toBe(49);
  await studio.drop('sites.csv', ownSites());
  await expect.poll(async () => (await studio.read('sectors')).length).toBe(2);
  await studio.untilRefined();
});

test.afterAll(() => page.context().close());

/** A hill of 60 m to the east of the town. */
const hill = (x: number, y: number) => 250 + 60 * Math.exp(-((x - 120) ** 2 + y ** 2) / (2 * 90 ** 2));
const dialog = () => page.getByRole('dialog', { name: /^What are the heights in/ });
const lay = async (name: string, bytes: Uint8Array) => {
  await studio.dropBytes(name, bytes);
  await dialog()
    .getByRole('button', { name: /^Of the ground: lay it under town/ })
    .click();
};

test('asks what a raster is, and refuses one that is no ground of the town', async () => {
  await studio.dismissAll();
  await studio.dropBytes('dem.tif', ownTerrain(hill));
  await expect(dialog()).toBeVisible();
  await studio.pictures('terrain-asked', { widths: [1280] });
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
  const steps = await studio.read('steps');
  await lay('far.tif', ownTerrain(hill, 5000));
  await expect(studio.message(/far\.tif does not lie under town/)).toBeVisible();
  await lay('nowhere.tif', ownTerrain(hill, 0, false));
  await expect(
    studio.message(/nowhere\.tif has no coordinate system, which cannot be tied to the place of town/),
  ).toBeVisible();
  await lay(
    'empty.tif',
    ownTerrain(() => Number.NaN),
  );
  await expect(studio.message(/empty\.tif holds no height: all of its 120 x 120 cells are "no data"/)).toBeVisible();
  expect(await studio.read('steps')).toEqual(steps);
  await studio.dismissAll();
});

test('lays it under the town, and computes the map on it by the launch', async () => {
  await page.getByText('Settings', { exact: true }).first().click();
  await page.getByLabel('diffraction').uncheck({ force: true });
  await studio.untilRefined();
  expect((await studio.read('map'))?.solves.engines).toEqual(['sweep']);
  const { version } = (await studio.read('map'))!;
  await lay('dem.tif', ownTerrain(hill));
  await expect(studio.message(/Ground from 2\d\d\.\d to 3\d\d\.\d m lies under the city/)).toBeVisible();
  await studio.untilMapChanges(version);
  await studio.untilRefined();
  expect((await studio.read('map'))?.solves.engines).toEqual(['launch']);
  await expect(
    page.getByRole('combobox', { name: 'Engine', exact: true }).getByRole('option', { name: /^Sweep/ }),
  ).toHaveText('Sweep · needs level ground');
  await studio.dismissAll();
  await studio.pictures('terrain-laid');
  await expectAccessible(page);
});

test('counts the height of a mast from the ground that it stands on', async () => {
  const [mill] = await studio.read('sectors');
  expect(mill!.heightM).toBeCloseTo(35, 3);
  const at = await studio.read('screenOf', mill!.x + 20, mill!.y + 20);
  await page.mouse.move(at!.x, at!.y);
  await expect(page.locator('.hover-card').getByText('Ground', { exact: true })).toBeVisible();
  await page.keyboard.press('x');
  const panel = page.getByRole('complementary', { name: 'Explanation' });
  await expect.poll(async () => (await studio.read('explain')).found !== null, { timeout: 120_000 }).toBe(true);
  await panel.getByRole('button', { name: 'Open in the dock' }).click();
  await page.waitForTimeout(600);
  await studio.pictures('terrain-profile', { widths: [1280] });
  await page.keyboard.press('Escape');
});

test('keeps it with the project, and gives the level ground back', async () => {
  await studio.untilSaved();
  await page.reload();
  await expect.poll(async () => (await studio.read('run')).phase, { timeout: 200_000 }).toBe('refined');
  expect((await studio.read('map'))?.solves.engines).toEqual(['launch']);
  await page.getByRole('button', { name: 'Take the terrain away' }).click();
  await expect(page.getByText('On level ground')).toBeVisible();
  await studio.untilRefined();
  expect((await studio.read('map'))?.solves.engines).toEqual(['sweep']);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('On level ground')).toHaveCount(0);
  await studio.untilRefined();
  expect((await studio.read('map'))?.solves.engines).toEqual(['launch']);
  expect(faults).toEqual([]);
});
