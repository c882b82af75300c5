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
});

test.afterAll(() => page.context().close());

const number = (name: string) => page.getByRole('textbox', { name, exact: true });

test('says what planning is before anything was planned', async () => {
  await studio.command('Show planning in the dock');
  await expect(page.getByText('The least powers at which all users get')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Now · / })).toBeChecked();
  await expectAccessible(page);
  await studio.pictures('planning-empty');
});

test('finds least powers on the map and on what was measured, and what believing the map costs', async () => {
  await page.getByRole('checkbox', { name: /^Measured · / }).check();
  await page.getByRole('radio', { name: /^Measured · .* is the truth$/ }).check();
  await number('Users, up to').fill('50');
  await number('Draws of each').fill('2');
  await page.getByRole('button', { name: 'Find least powers' }).click();
  const table = page.getByRole('region', { name: 'Least powers in numbers' });
  await expect(table.getByRole('row', { name: /^50 · Now/ })).toBeVisible({ timeout: 60_000 });
  await expect(table.getByRole('row', { name: /^50 · Measured/ })).toContainText('of 2');
  await expect(page.getByRole('img', { name: /^Least power by number of users/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await table.getByRole('button', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/-power\.csv$/);
  await expectAccessible(page);
  await studio.pictures('planning-power');
});

test('lets users walk, and shows the last slots by any decider', async () => {
  await page.getByText('Handover', { exact: true }).click();
  await number('Users').fill('100');
  await number('Slots of 1 s').fill('200');
  await page.getByRole('button', { name: 'Walk and hand over' }).click();
  const table = page.getByRole('region', { name: 'Handover in numbers' });
  await expect(table.getByRole('row', { name: /^Event A3 · Now/ })).toBeVisible({ timeout: 120_000 });
  await page.getByRole('combobox', { name: 'Whose slots are drawn' }).selectOption('a3');
  await expect(page.getByRole('img', { name: /^Handovers by slot/ })).toBeVisible();
  await expectAccessible(page);
  await studio.pictures('planning-handover');
});

test('stops when it is told to', async () => {
  await number('Slots of 1 s').fill('20000');
  await page.getByRole('button', { name: 'Walk and hand over' }).click();
  await expect(page.getByRole('progressbar', { name: 'Progress of the plan' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Walk and hand over' })).toBeVisible();
  expect(faults).toEqual([]);
});
