import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { DEMO_PLACE, placedRaster } from './pages/placed-raster.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  studio = new StudioPage(page);
  await studio.openDemo();
  await studio.untilRefined();
  await studio.command('Show planning in the dock');
});

test.afterAll(() => page.context().close());

const number = (name: string) => page.getByRole('textbox', { name, exact: true });
const progress = () => page.getByRole('progressbar', { name: 'Progress of the plan' });
/** Drops a file on a field, as an operating system does. */
async function dropOn(field: Locator, name: string, bytes: Uint8Array): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], fileName));
      return data;
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await field.dispatchEvent(type, { dataTransfer });
}
const undo = () => page.getByRole('button', { name: /^Undo/ });
const tiltOf = async (id: string) => {
  const sectors = await studio.read('sectors');
  return sectors.find((sector) => sector.id === id)?.downtiltDeg;
};

test('searches tilts of two sectors, and applies what fresh solves confirm as one step of undo', async () => {
  await page.getByText('Antennas', { exact: true }).click();
  await expect(page.getByText(/^Finds downtilts, and azimuths/)).toBeVisible();
  await expectAccessible(page);
  await studio.pictures('antennas-empty', { widths: [1280] });
  await page.getByRole('button', { name: 'None', exact: true }).click();
  await page.getByRole('button', { name: 'Search tilts and azimuths' }).click();
  await expect(page.getByRole('alert')).toHaveText('Tick at least one sector that may be turned.');
  // An antenna that looks at the feet of its mast is one that can be bettered.
  const downtilt = number('Downtilt [°]');
  await downtilt.fill('28');
  await downtilt.press('Enter');
  await expect.poll(() => tiltOf('Market-A')).toBe(28);
  await page.getByRole('checkbox', { name: 'Market-A' }).check();
  await page.getByRole('checkbox', { name: 'Northgate-C' }).check();
  await number('Cells [m]').fill('40');
  await number('Tilt step [°]').fill('2');
  await number('Starts').fill('1');
  await number('SINR [dB]').fill('6');
  await page.getByRole('button', { name: 'Search tilts and azimuths' }).click();
  await expect(progress()).toBeVisible();
  const table = page.getByRole('region', { name: 'Antennas before and after' });
  await expect(table.getByRole('row', { name: /^Market-A/ })).toBeVisible({ timeout: 120_000 });
  await expect(table.getByRole('row')).toHaveCount(10);
  const scores = page.getByRole('region', { name: 'Objective before and after' });
  await expect(scores.getByText('Fresh solves confirm the gain.')).toBeVisible();
  const objective = async (row: RegExp) =>
    Number(await scores.getByRole('row', { name: row }).getByRole('cell').first().textContent());
  expect(await objective(/^As found, solved/)).toBeGreaterThan(await objective(/^As they stand, solved/));
  await expectAccessible(page);
  await studio.pictures('antennas');
  const download = page.waitForEvent('download');
  await table.getByRole('button', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/-antennas\.csv$/);
  const stood = [await tiltOf('Market-A'), await tiltOf('Northgate-C')];
  await scores.getByRole('button', { name: 'Apply' }).click();
  await expect(scores.getByText('Applied; undo takes it back.')).toBeVisible();
  expect([await tiltOf('Market-A'), await tiltOf('Northgate-C')]).not.toEqual(stood);
  await undo().click();
  await expect(scores.getByRole('button', { name: 'Apply' })).toBeVisible();
  expect([await tiltOf('Market-A'), await tiltOf('Northgate-C')]).toEqual(stood);
});

test('ranks picked places and roofs, shows them on the map, and adds one as a site that undo takes away', async () => {
  await page.getByText('New sites', { exact: true }).click();
  await expect(page.getByText(/^Ranks places for new sites/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Places from' }).selectOption('picked');
  await page.getByRole('button', { name: 'Rank places' }).click();
  await expect(page.getByRole('alert')).toHaveText('Pick at least one place on the map first.');
  await page.getByRole('button', { name: 'Pick on the map' }).click();
  await page.mouse.click(480, 200);
  await page.mouse.click(640, 180);
  await expect(page.getByRole('button', { name: 'Leave out place-2' })).toBeVisible();
  await page.getByRole('button', { name: 'Leave out place-1' }).click();
  await page.keyboard.press('Escape');
  await number('Bearings [°]').fill('0, 180');
  await number('Cells [m]').fill('40');
  await page.getByRole('button', { name: 'Rank places' }).click();
  const table = page.getByRole('region', { name: 'Places for new sites' });
  await expect(table.getByRole('row', { name: /^place-2/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('combobox', { name: 'Places from' }).selectOption('roofs');
  await number('Spacing [m]').fill('900');
  await page.getByRole('button', { name: 'Rank places' }).click();
  await expect(table.getByRole('row', { name: /^roof-1/ })).toBeVisible({ timeout: 60_000 });
  const best = table.getByRole('button', { pressed: false, name: /^roof-/ }).first();
  const name = (await best.textContent()) ?? '';
  await best.click();
  await expect(table.getByRole('button', { pressed: true, name })).toBeVisible();
  await expectAccessible(page);
  await studio.pictures('new-sites');
  const download = page.waitForEvent('download');
  await table.getByRole('button', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/-new-sites\.csv$/);
  await table.getByRole('button', { name: `Add ${name} as a site` }).click();
  await expect(table.getByText('in the project')).toBeVisible();
  expect(await studio.read('sectors')).toHaveLength(11);
  await undo().click();
  await expect(table.getByRole('button', { name: `Add ${name} as a site` })).toBeVisible();
  expect(await studio.read('sectors')).toHaveLength(9);
  await page.getByText('Antennas', { exact: true }).click();
});

test('tells what the map in hand covers, by class', async () => {
  await page.getByText('Coverage', { exact: true }).click();
  await expect(page.getByText(/^Tells what the maps in hand cover/)).toBeVisible();
  const now = page.getByRole('checkbox', { name: /^Now · / });
  await now.uncheck();
  await page.getByRole('button', { name: 'Count coverage' }).click();
  await expect(page.getByRole('alert')).toHaveText('Choose at least one map to plan on.');
  await now.check();
  await page.getByRole('button', { name: 'Count coverage' }).click();
  const table = page.getByRole('region', { name: 'Coverage in numbers' });
  await expect(table.getByRole('row', { name: /^area outdoors/ })).toBeVisible({ timeout: 60_000 });
  const cells = (name: RegExp) => table.getByRole('row', { name }).getByRole('cell').allTextContents();
  const [, noData, rsrp, , ...servers] = (await cells(/^area outdoors/)).map(Number);
  // Every place with data has one, two, three or more servers.
  const shares = servers.slice(0, 4).reduce((sum, share) => sum + share, noData ?? Number.NaN);
  expect(shares).toBeGreaterThan(99.7);
  expect(shares).toBeLessThan(100.3);
  expect(rsrp).toBeGreaterThan(10);
  await expect(table.getByRole('row', { name: /^users/ })).toBeVisible();
  expect(await table.getByRole('row').count()).toBeGreaterThan(4);
  await expectAccessible(page);
  await studio.pictures('coverage-table');
  const download = page.waitForEvent('download');
  await table.getByRole('button', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/-coverage\.csv$/);
  await page.getByText('Antennas', { exact: true }).click();
});

test('takes limits by sector out of a list that fits, and says what is wrong with one that does not', async () => {
  await page.getByText('Antennas', { exact: true }).click();
  const choose = async (name: string, text: string) => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'By sector: choose a CSV file' }).click();
    await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  };
  await choose('odd.csv', 'id,tilt_min,tilt_max\nMarket-A,2,8\nHarbour-9,2,8\n');
  await expect(studio.message(/^odd.csv, row 2: "Harbour-9" is none of the project's 9 sectors/)).toBeVisible();
  await choose('odd.csv', 'id,tilt_min,tilt_max\nMarket-A,9,3\n');
  await expect(studio.message(/row 1 \(line 2\): tilts from 9 to 3 deg are no range; give the lower/)).toBeVisible();
  await studio.dismissAll();
  await choose('limits.csv', 'id,tilt_min,tilt_max,azimuth_range\nMarket-A,2,8,20\nMarket-B,,4,\n');
  const box = (name: RegExp | string) => page.getByRole('checkbox', { name });
  await expect(box('Market-A 2 to 8°, ±20°')).toBeChecked();
  await expect(box('Market-B up to 4°')).toBeChecked();
  await expect(box('Market-C')).not.toBeChecked();
  await expectAccessible(page);
  await studio.pictures('antennas-limits');
  await number('Cells [m]').fill('40');
  await number('Tilt step [°]').fill('2');
  await number('Starts').fill('1');
  await page.getByRole('button', { name: 'Search tilts and azimuths' }).click();
  const table = page.getByRole('region', { name: 'Antennas before and after' });
  const scores = page.getByRole('region', { name: 'Objective before and after' });
  await expect(scores.getByText(/settings of 2 sectors/)).toBeVisible({ timeout: 120_000 });
  // What stands is always allowed; all else lies within the list.
  const tilts = async (name: RegExp) =>
    (await table.getByRole('row', { name }).getByRole('cell').first().textContent())!.split(' → ').map(Number);
  const [stood, found = stood] = await tilts(/^Market-B/);
  expect(found! <= 4 || found === stood).toBe(true);
  await page.getByRole('button', { name: 'By sector: remove limits.csv' }).click();
  await expect(page.getByRole('button', { name: 'By sector: remove limits.csv' })).toHaveCount(0);
  await undo().click();
  await expect(box('Market-A 2 to 8°, ±20°')).toBeChecked();
});

test('counts by classes and people of rasters that are chosen or dropped, and keeps what was asked with the project', async () => {
  await page.getByText('Coverage', { exact: true }).click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'People: choose a GeoTIFF file' }).click();
  const persons = Buffer.from(placedRaster(DEMO_PLACE, () => 2));
  await (await choosing).setFiles({ name: 'persons.tif', mimeType: 'image/tiff', buffer: persons });
  await expect(page.getByText('persons.tif')).toBeVisible();
  const classes = page.locator('.net-file', { hasText: 'Classes' });
  await dropOn(classes, 'notes.txt', new TextEncoder().encode('no raster'));
  await expect(studio.message(/^notes.txt is no GeoTIFF: it begins with neither II nor MM/)).toBeVisible();
  await studio.dismissAll();
  const count = async () => {
    await page.getByRole('button', { name: 'Count coverage' }).click();
    await expect(progress()).toHaveCount(0, { timeout: 60_000 });
  };
  await dropOn(
    classes,
    'heights.tif',
    placedRaster(DEMO_PLACE, () => 412.5),
  );
  await expect(classes.getByText('heights.tif')).toBeVisible();
  await count();
  await expect(page.getByRole('alert')).toHaveText(
    /^heights.tif, row \d+, column \d+: 412.5 is no class; classes are whole numbers from 0 to 255/,
  );
  await dropOn(
    classes,
    'clutter.tif',
    placedRaster(DEMO_PLACE, (x) => (x < 0 ? 7 : 12)),
  );
  await expect(classes.getByText('clutter.tif')).toBeVisible();
  await number('RSRP [dBm]').fill('-95');
  await number('RSRP [dBm]').blur();
  await count();
  const table = page.getByRole('region', { name: 'Coverage in numbers' });
  const cells = (name: RegExp) => table.getByRole('row', { name }).getByRole('cell').allTextContents();
  await expect(table.getByRole('row', { name: /^people/ })).toBeVisible();
  await expect(table.getByText(/Classes are those of clutter.tif/)).toBeVisible();
  const shares = [Number((await cells(/^class 7/))[0]), Number((await cells(/^class 12/))[0])];
  expect(shares[0]! + shares[1]!).toBeGreaterThan(99.7);
  expect(shares[0]! + shares[1]!).toBeLessThan(100.3);
  await expectAccessible(page);
  await studio.pictures('coverage-classes');
  await studio.untilSaved();
  await page.reload();
  await studio.untilRefined();
  await studio.command('Count what the maps cover');
  await expect(number('RSRP [dBm]')).toHaveValue('-95 dBm');
  await expect(page.getByText('persons.tif')).toBeVisible();
  await expect(classes.getByText('clutter.tif')).toBeVisible();
  await count();
  await expect(table.getByRole('row', { name: /^class 12/ })).toBeVisible();
  await page.getByText('Antennas', { exact: true }).click();
  await expect(number('Tilt step [°]')).toHaveValue('2 °');
  await expect(page.getByRole('checkbox', { name: 'Market-A 2 to 8°, ±20°' })).toBeChecked();
  await page.getByText('New sites', { exact: true }).click();
  await expect(number('Bearings [°]')).toHaveValue('0, 180');
  await expect(number('Spacing [m]')).toHaveValue('900 m');
  await page.getByText('Coverage', { exact: true }).click();
  await undo().click();
  await expect(number('RSRP [dBm]')).toHaveValue('-100 dBm');
  await undo().click();
  await expect(classes.getByText('heights.tif')).toBeVisible();
  await classes.getByRole('button', { name: 'Classes: remove heights.tif' }).click();
  await expect(classes.getByText("the scene's land use")).toBeVisible();
});

test('prints what was asked of the network, with its figures', async () => {
  await page.getByText('New sites', { exact: true }).click();
  await page.getByRole('button', { name: 'Rank places' }).click();
  const places = page.getByRole('region', { name: 'Places for new sites' });
  await expect(places.getByRole('row', { name: /^roof-1/ })).toBeVisible({ timeout: 60_000 });
  await page.getByText('Antennas', { exact: true }).click();
  await page.getByRole('button', { name: 'Search tilts and azimuths' }).click();
  await expect(page.getByRole('region', { name: 'Antennas before and after' })).toBeVisible({ timeout: 120_000 });
  await studio.command('Report for printing');
  const report = page.getByRole('dialog', { name: 'Report' });
  const part = (title: string) => report.locator('.report-plan', { has: page.getByRole('heading', { name: title }) });
  const antennas = part('Planning: tilts and azimuths');
  await expect(antennas.getByText('limits.csv: Market-A 2 to 8°, ±20°; Market-B up to 4°')).toBeVisible();
  await expect(antennas.getByRole('table', { name: /^Objective before and after/ }).getByRole('row')).toHaveCount(5);
  await expect(antennas.getByRole('table', { name: /^Sectors before/ }).getByRole('row')).toHaveCount(10);
  await expect(part('Planning: places for new sites').getByText(/in every square of 900 m/)).toBeVisible();
  const coverage = part('Planning: coverage');
  await expect(coverage.getByText('clutter.tif')).toBeVisible();
  await expect(coverage.getByRole('row', { name: /^class 7/ })).toBeVisible();
  await antennas.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await studio.pictures('network-report');
  await coverage.scrollIntoViewIfNeeded();
  await studio.pictures('network-report-coverage', { widths: [1280] });
  await page.keyboard.press('Escape');
});

test('stops a search when it is told to', async () => {
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await number('Cells [m]').fill('10');
  await page.getByRole('button', { name: 'Search tilts and azimuths' }).click();
  await expect(progress()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(progress()).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(faults).toEqual([]);
});
