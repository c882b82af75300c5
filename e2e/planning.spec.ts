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

test('shows throughput and overlap of the network, by legend and under the pointer', async () => {
  const layer = page.getByRole('combobox', { name: 'Layer' });
  const legend = page.getByRole('region', { name: 'Legend' });
  await layer.selectOption('Throughput');
  await expect(legend.getByText('Mbit/s', { exact: true })).toBeVisible();
  await expect(legend.getByRole('textbox', { name: 'Load of interferers' })).toBeVisible();
  await expect.poll(async () => (await studio.read('shown'))?.layer).toBe('throughput');
  const free = await studio.classes();
  await legend.getByRole('textbox', { name: 'Load of interferers' }).fill('10');
  await page.keyboard.press('Tab');
  await expect.poll(() => studio.classes()).not.toEqual(free);
  await page.getByRole('button', { name: /^Undo/ }).click();
  // Open ground in the park.
  await page.mouse.move(420, 365);
  await expect(page.locator('.hover-card')).toContainText(/Throughput[\d.]+ Mbit\/s/);
  await studio.pictures('planning-throughput', { widths: [1280] });
  await layer.selectOption('Overlap');
  await expect(legend.getByRole('cell', { name: '1 sector', exact: true })).toBeVisible();
  await expect(legend.getByText(/no more than 6 dB below/)).toBeVisible();
  await page.mouse.move(424, 365);
  await expect(page.locator('.hover-card')).toContainText(/Overlap\d sectors?/);
  await expectAccessible(page);
  await studio.pictures('planning-overlap', { widths: [1280] });
  await layer.selectOption('RSRP');
});

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
  const runs = page.waitForEvent('download');
  await table.getByRole('button', { name: 'Every run' }).click();
  expect((await runs).suggestedFilename()).toMatch(/-power-runs\.csv$/);
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

test('lets users walk on the map while the run goes: paused, scrubbed, looked at by another decider, taken off', async () => {
  await number('Users').fill('1000');
  await number('Slots of 1 s').fill('2000');
  await page.getByRole('button', { name: 'Walk and hand over' }).click();
  const card = page.getByRole('region', { name: 'Users on the map' });
  // Long before the run is over.
  await expect(card).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('progressbar', { name: 'Progress of the plan' })).toBeVisible();
  // Less motion is asked for: nothing plays by itself.
  await expect(card.getByRole('button', { name: 'Play the walk' })).toBeVisible();
  await card.getByRole('button', { name: 'Play the walk' }).click();
  const slider = card.getByRole('slider', { name: 'Slot' });
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(20);
  await card.getByRole('button', { name: 'Pause the walk' }).click();
  await slider.focus();
  await slider.press('Home');
  await expect(card.getByText('1 / 2,000')).toBeVisible();
  await slider.press('ArrowRight');
  await expect(card.getByText('2 / 2,000')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Walk and hand over' })).toBeVisible({ timeout: 120_000 });
  await slider.press('End');
  await expect(card.getByText('2,000 / 2,000')).toBeVisible();
  const handovers = card.getByText(/a slot$/);
  const ofStrongest = await handovers.textContent();
  await card.getByRole('combobox', { name: 'Who decides' }).selectOption({ index: 1 });
  await expect(handovers).not.toHaveText(ofStrongest ?? '');
  await expectAccessible(page);
  await studio.pictures('planning-walk');
  await page.getByRole('button', { name: 'Fold the dock' }).click();
  await card.getByRole('combobox', { name: 'Colour of the users' }).selectOption('By profile');
  await expect(card.getByText('pedestrian')).toBeVisible();
  await studio.pictures('planning-walk-profiles');
  await card.getByRole('button', { name: 'Take the users off the map' }).click();
  await expect(card).toHaveCount(0);
  await studio.command('Show walking users on the map');
  await expect(card).toBeVisible();
  await studio.command('Take the walking users off the map');
  await studio.command('Show planning in the dock');
});

test('keeps scenarios with the project: changed, duplicated, renamed, undone, deleted, and there after a reload', async () => {
  await studio.command('Show planning in the dock');
  const scenarios = page.getByRole('combobox', { name: 'Scenario' });
  const menu = async (item: string) => {
    await page.getByRole('button', { name: 'More about scenarios' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await menu('Duplicate this scenario');
  await expect(scenarios).toHaveValue('Scenario 1 (2)');
  await menu('Rename this scenario');
  await page.getByRole('textbox', { name: 'Name of the scenario' }).fill('Evening');
  await page.keyboard.press('Enter');
  await expect(scenarios).toHaveValue('Evening');
  await page.getByRole('button', { name: 'Change the scenario' }).click();
  const form = page.getByRole('form', { name: 'Scenario Evening' });
  await form.getByRole('combobox', { name: 'Rates that users ask for' }).selectOption('constant');
  await form.getByRole('textbox', { name: 'Rate [kbit/s]' }).fill('300');
  await form.getByRole('textbox', { name: 'Seed of the first draw' }).fill('7');
  await form.getByRole('textbox', { name: 'Numbers of users' }).fill('10, 5');
  await expect(form.getByText('Rising whole numbers')).toBeVisible();
  await form.getByRole('textbox', { name: 'Numbers of users' }).fill('10, 20');
  await form.getByRole('textbox', { name: 'Cost of a handover of tablet' }).fill('2.5');
  await form.getByRole('button', { name: 'Add a profile' }).click();
  await expect(form.getByRole('textbox', { name: 'Name of profile 5' })).toHaveValue('profile 1');
  await expectAccessible(page);
  await studio.pictures('planning-scenario');
  await form.getByRole('textbox', { name: 'Name of profile 5' }).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(form.getByRole('textbox', { name: 'Name of profile 5' })).toHaveCount(0);
  await form.getByRole('button', { name: 'Done' }).click();
  await scenarios.selectOption('Scenario 1');
  await scenarios.selectOption('Evening');
  await expect(page.getByTestId('save-state')).toHaveText(/saved/i);
  await page.reload();
  await studio.untilRefined();
  await studio.command('Show planning in the dock');
  await expect(scenarios).toHaveValue('Evening');
  await expect(scenarios.getByRole('option')).toHaveText(['Scenario 1', 'Evening']);
  await page.getByRole('button', { name: 'Change the scenario' }).click();
  await expect(form.getByRole('textbox', { name: 'Rate [kbit/s]' })).toHaveValue('300 kbit/s');
  await expect(form.getByRole('textbox', { name: 'Seed of the first draw' })).toHaveValue('7');
  await expect(form.getByRole('textbox', { name: 'Cost of a handover of tablet' })).toHaveValue('2.5');
  const download = page.waitForEvent('download');
  await menu('Save as a scenario file');
  expect((await download).suggestedFilename()).toBe('Evening.json');
  await form.getByRole('button', { name: 'Done' }).click();
  await menu('Delete this scenario');
  await expect(scenarios).toHaveValue('Scenario 1');
});

test('says who cannot be served, that nobody asks, and whose place is on no map', async () => {
  await studio.command('Show planning in the dock');
  await page.getByText('Power saving', { exact: true }).click();
  await page.getByRole('button', { name: 'Change the scenario' }).click();
  const form = page.getByRole('form', { name: 'Scenario Scenario 1' });
  const rate = form.getByRole('textbox', { name: 'Rate [kbit/s]' });
  const find = async (kbps: string) => {
    await rate.fill(kbps);
    await page.getByRole('button', { name: 'Find least powers' }).click();
    await expect(page.getByRole('progressbar', { name: 'Progress of the plan' })).toHaveCount(0, { timeout: 60_000 });
    await form.getByRole('button', { name: 'Done' }).click();
  };
  await form.getByRole('combobox', { name: 'Rates that users ask for' }).selectOption('constant');
  await form.getByRole('textbox', { name: 'Numbers of users' }).fill('20');
  await find('200000');
  await expect(
    page.getByText(/, 20 users: user \d+ would need .* of sector \S+, the best there is for it/),
  ).toBeVisible();
  await expect(page.getByText(/^No draw can be served on any map/)).toBeVisible();
  await studio.pictures('planning-beyond', { widths: [1280] });
  await page.getByRole('button', { name: 'Change the scenario' }).click();
  await find('0');
  await expect(page.getByText(/^No user asks for anything/)).toBeVisible();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'More about scenarios' }).click();
  await page.getByRole('menuitem', { name: 'Users from a CSV file' }).click();
  const text = 'x,y,kbps\n0,0,100\n90000,0,100\n';
  await (await choosing).setFiles({ name: 'walkers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Find least powers' }).click();
  await expect(
    page.getByRole('alert').getByText(/1 of 2 users lie outside every map, the first is user 2/),
  ).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
});

test('prints what was planned with its scenario and seeds', async () => {
  await studio.command('Show planning in the dock');
  await page.getByText('Power saving', { exact: true }).click();
  await page.getByRole('checkbox', { name: /^Measured · / }).check();
  await page.getByRole('radio', { name: /^Measured · .* is the truth$/ }).check();
  await page.getByRole('button', { name: 'More about scenarios' }).click();
  await page.getByRole('menuitem', { name: 'Add a scenario' }).click();
  await number('Users, up to').fill('50');
  await number('Draws of each').fill('3');
  await page.getByRole('button', { name: 'Find least powers' }).click();
  const table = page.getByRole('region', { name: 'Least powers in numbers' });
  await expect(table.getByRole('row', { name: /^50 · Now/ })).toContainText('of 3', { timeout: 60_000 });
  await page.getByText('Handover', { exact: true }).click();
  await number('Users').fill('60');
  await number('Slots of 1 s').fill('150');
  await page.getByRole('button', { name: 'Walk and hand over' }).click();
  await expect(page.getByRole('region', { name: 'Regret of handover' })).toBeVisible({ timeout: 60_000 });
  await studio.pictures('planning-regret', { widths: [1280] });
  await studio.command('Report for printing');
  const report = page.getByRole('dialog', { name: 'Report' });
  await expect(report.getByRole('heading', { name: 'Planning: least powers' })).toBeVisible();
  await expect(report.getByText('3, seeds 42 to 44')).toBeVisible();
  await expect(report.getByRole('img', { name: /^Least power by number of users/ })).toBeVisible();
  await expect(report.getByRole('table', { name: /^Handover, means/ }).getByRole('row')).toHaveCount(9);
  await expect(report.getByRole('table', { name: /^Regret: lost/ }).getByRole('row')).toHaveCount(5);
  await report.getByRole('heading', { name: 'Planning: least powers' }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await studio.pictures('planning-report');
  await report.getByRole('heading', { name: 'Planning: handover' }).scrollIntoViewIfNeeded();
  await studio.pictures('planning-report-handover', { widths: [1280] });
  await page.keyboard.press('Escape');
});

test('stops when it is told to', async () => {
  await number('Slots of 1 s').fill('20000');
  await page.getByRole('button', { name: 'Walk and hand over' }).click();
  await expect(page.getByRole('progressbar', { name: 'Progress of the plan' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Walk and hand over' })).toBeVisible();
  expect(faults).toEqual([]);
});
