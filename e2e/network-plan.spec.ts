import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
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
