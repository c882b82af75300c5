import { readFile, writeFile } from 'node:fs/promises';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { readGeoTiffMap } from '../src/io/formats/geotiff-map.ts';
import { ownSites, ownTown } from './pages/own-town.ts';
import { StudioPage } from './pages/studio-page.ts';
import { newContext, watchedPage } from './pages/watched-window.ts';

/** What someone does who has never seen the studio: once with mouse and files, once by keyboard alone. Timed and pictured. */
const QUERY = '?adapter=cpu&cell=20&azimuths=256&depth=2';

interface Step {
  readonly step: string;
  readonly seconds: number;
}

/** Takes the times of a journey's steps, with a picture after each. */
class Film {
  readonly #page: Page;
  readonly #name: string;
  readonly #steps: Step[] = [];
  #since = Date.now();

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#name = name;
  }

  async shot(step: string): Promise<void> {
    const now = Date.now();
    this.#steps.push({ step, seconds: (now - this.#since) / 1000 });
    await this.#page.screenshot({ path: `test-results/${this.#name}-${this.#steps.length}-${step}.png` });
    this.#since = Date.now();
  }

  async end(): Promise<void> {
    await writeFile(`test-results/${this.#name}.json`, `${JSON.stringify(this.#steps, null, 1)}\n`);
  }
}

const faults: string[] = [];

async function openStudio(context: BrowserContext): Promise<StudioPage> {
  const studio = new StudioPage(await watchedPage(context, faults));
  await studio.openDemo(QUERY);
  await studio.untilRefined();
  return studio;
}

/** What is seen before and after a reload. */
async function everything(studio: StudioPage) {
  const sectors = await studio.read('sectors');
  return {
    name: (await studio.read('project')).name,
    sectors,
    layer: await studio.read('layer'),
    counts: (await studio.read('map'))?.coveredCells,
    levels: await studio.read('pathGainOf', sectors[0]?.id ?? ''),
  };
}

test.describe.configure({ timeout: 600_000 });

test('with mouse and files', async ({ browser }) => {
  const context = await newContext(browser);
  const studio = await openStudio(context);
  const { page } = studio;
  const film = new Film(page, 'newcomer');
  await film.shot('open');

  // Understand the map: the legend says what the colours are, a place can be read.
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('dBm');
  await page.mouse.move(560, 380);
  await expect(page.locator('.hover-card')).toContainText('dBm');
  await film.shot('read-a-place');

  // Move a site, and compare with how it was before.
  const [sector] = await studio.read('sectors');
  const before = await studio.read('map');
  await studio.dragSector(sector?.id ?? '', -70, 30);
  await studio.untilMapChanges(before?.version ?? 0);
  await studio.untilRefined();
  await film.shot('move-a-site');
  await studio.command('compare with before');
  await expect
    .poll(async () => (await studio.read('comparison'))?.figures.count ?? 0, { timeout: 120_000 })
    .toBeGreaterThan(1000);
  await film.shot('before-and-after');
  await studio.command('end the comparison');
  expect(await studio.read('swipe')).toBeNull();

  // A city and sites of one's own.
  await studio.drop('town.geojson', ownTown());
  await expect(studio.message(/49 buildings/)).toBeVisible();
  await studio.drop('sites.csv', ownSites());
  await expect(studio.message(/2 sites with 2 sectors/)).toBeVisible();
  await studio.dismissAll();
  await studio.untilRefined();
  expect((await studio.read('sectors')).map(({ id }) => id)).toEqual(['Mill', 'Bridge']);
  await film.shot('own-city');

  // Take the map along.
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('menuitem', { name: /GeoTIFF/ })
      .first()
      .click(),
  ]);
  const map = await readGeoTiffMap(new Uint8Array(await readFile(await download.path())), download.suggestedFilename());
  const grid = (await studio.read('pathGainOf', 'Mill'))?.grid;
  expect([map.grid?.columns, map.grid?.rows]).toEqual([grid?.columns, grid?.rows]);
  await film.shot('export');

  // Come back to everything as it was.
  await studio.untilSaved();
  const was = await everything(studio);
  await page.reload();
  await studio.untilRefined();
  expect(await everything(studio)).toEqual(was);
  await film.shot('after-a-reload');
  await film.end();
  await context.close();
});

test('by keyboard alone', async ({ browser }) => {
  const context = await newContext(browser);
  const studio = await openStudio(context);
  const { page } = studio;
  const film = new Film(page, 'keyboard');

  await page.keyboard.press('?');
  await page.getByRole('textbox', { name: 'Look up a term' }).fill('rsrp');
  await expect(page.getByRole('definition').first()).toContainText('dBm');
  await page.keyboard.press('Escape');
  await film.shot('understand');

  // The mast is a button over the map; arrow keys move it.
  const [sector] = await studio.read('sectors');
  const before = await studio.read('map');
  await page.getByRole('button', { name: `Move sector ${sector?.id}` }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowLeft');
  expect((await studio.read('sectors'))[0]?.x).toBeCloseTo((sector?.x ?? 0) - 30, 6);
  await studio.untilMapChanges(before?.version ?? 0);
  await studio.untilRefined();
  await film.shot('move-a-site');

  await studio.command('compare with before');
  await expect
    .poll(async () => (await studio.read('comparison'))?.figures.count ?? 0, { timeout: 120_000 })
    .toBeGreaterThan(1000);
  await studio.command('end the comparison');

  // The file dialog is the system's: it gets what a person would choose in it.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await chooser.setFiles({ name: 'town.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(ownTown()) });
  await expect(studio.message(/49 buildings/)).toBeVisible();
  const [second] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await second.setFiles({ name: 'sites.csv', mimeType: 'text/csv', buffer: Buffer.from(ownSites()) });
  await expect(studio.message(/2 sites with 2 sectors/)).toBeVisible();
  await studio.untilRefined();
  await film.shot('own-city');

  const [download] = await Promise.all([page.waitForEvent('download'), studio.command('export geotiff')]);
  expect(download.suggestedFilename()).toMatch(/\.tif$/);

  await studio.untilSaved();
  const was = await everything(studio);
  await page.reload();
  await studio.untilRefined();
  expect(await everything(studio)).toEqual(was);
  await film.shot('after-a-reload');
  await film.end();
  await context.close();
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
