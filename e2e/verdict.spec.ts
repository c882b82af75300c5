import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { VerdictPanel } from './pages/verdict-panel.ts';

/** One window for the whole journey: the demo's map is finished once, and its measurements are its own. */
let page: Page;
let panel: VerdictPanel;
const faults: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  panel = await VerdictPanel.inDemo(browser, faults);
  page = panel.page;
  await panel.takeSite('Exchange');
});

test.afterAll(() => page.context().close());

test('says what it will do before anything is judged, and what each row is', async () => {
  await panel.open();
  await expect(panel.dock.getByText('Every method is fitted to the same part')).toBeVisible();
  await panel.dock.getByRole('button', { name: 'residual kriging' }).hover();
  await expect(page.getByRole('tooltip')).toContainText('Gaussian field');
  await expect(panel.dock.getByRole('checkbox', { name: 'DL-C' })).not.toBeChecked();
  await expect(panel.dock.getByRole('button', { name: /^Judge on 9 sectors$/ })).toBeEnabled();
  await panel.dock.getByRole('radiogroup', { name: 'Sectors to judge on' }).getByText('selected').click();
  await expect(panel.dock.getByRole('button', { name: /^Judge on 3 sectors$/ })).toBeEnabled();
  await panel.studio.pictures('verdict-setup');
  await expectAccessible(page);
});

test('shows how far each method is, and keeps nothing half of a sector when it is cancelled', async () => {
  await panel.dock.getByRole('button', { name: /^Judge on \d+ sectors$/ }).click();
  await expect(panel.progress).toBeVisible();
  await expect(panel.dock.getByRole('row', { name: /^constant 1 of/ })).toBeVisible({ timeout: 120_000 });
  await panel.dock.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(panel.dock.getByRole('button', { name: /^Judge (on|again)/ })).toBeVisible({ timeout: 60_000 });
});

test('judges every method on the same cells, counted, and says what the data support', async () => {
  test.setTimeout(600_000);
  await panel.judge();
  await panel.untilJudged();
  await expect(panel.count).toContainText(/^3 sectors, [\d,]+ held-out cells/);
  // The demo's measurements are the sweep's own with shadowing: distance alone is worse, and calibrating does not harm.
  expect(await panel.mae('constant')).toBeGreaterThan(await panel.mae('residual kriging'));
  expect(await panel.mae('RT-A')).toBeLessThan((await panel.mae('RT as listed')) + 0.5);
  await expect(panel.says).toContainText(/best plain predictor is .*: \d+\.\d\d.dB \(.*\), \d+ sectors, [\d,]+ cells/);
  await expect(panel.says).toContainText('lie between fitted ones');
  await panel.studio.pictures('verdict-table');
  await expectAccessible(page);
});

test('sorts by a column, and changes how cells are held out and which count', async () => {
  const head = panel.table.getByRole('columnheader', { name: /^MAE/ });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  const values = (await panel.table.locator('tbody tr td:nth-child(2) b').allTextContents()).map(Number);
  expect([...values].sort((a, b) => a - b)).toEqual(values);
  const before = await panel.mae('inverse distance');
  await panel.dock.getByRole('radiogroup', { name: 'How cells were held out' }).getByText('100 m blocks').click();
  await expect(panel.says).toContainText('whole blocks');
  expect(await panel.mae('inverse distance')).toBeGreaterThan(before);
  const covered = await panel.row('DL zero-shot').locator('td').allTextContents();
  await panel.dock.getByRole('radiogroup', { name: 'Cells that count' }).getByText('all cells').click();
  await expect.poll(() => panel.row('DL zero-shot').locator('td').allTextContents()).not.toEqual(covered);
  await panel.dock.getByRole('radiogroup', { name: 'Cells that count' }).getByText('covered').click();
});

test('walks through the rows by keys, chooses one and shows its maps', async () => {
  const head = panel.table.getByRole('columnheader', { name: /^Method/ });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await panel.table
    .getByRole('columnheader', { name: /^seconds/ })
    .getByRole('button')
    .focus();
  // One Tab comes to the rows, the next one leaves them.
  await page.keyboard.press('Tab');
  await expect(panel.name('constant')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(panel.name('log-distance + pattern')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(panel.row('log-distance + pattern')).toHaveAttribute('aria-selected', 'true');
  // What a row is stands in words where it is chosen, and over the table on hover alone.
  await expect(panel.says).toContainText('log-distance + pattern: The same line and a share of the listed antenna');
  await expect(page.getByRole('tooltip')).toBeHidden();
  await page.keyboard.press('Space');
  await expect(panel.row('log-distance + pattern')).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('End');
  await expect(panel.name('trees of all sectors')).toBeFocused();
  await expect(panel.row('trees of all sectors')).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await panel.studio.pictures('verdict-row-in-hand');
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(panel.dock.getByRole('button', { name: 'CSV', exact: true })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(panel.name('RT + residual of all sectors')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  await expect(panel.name('RT as listed')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.dock.getByRole('combobox', { name: 'After' })).toHaveValue('rt');
  await expect(panel.dock.getByRole('button', { name: 'Make these maps' })).toBeFocused();
  await panel.part('Table');
  await expect(panel.row('RT as listed')).toHaveAttribute('aria-selected', 'true');
});

test('draws errors over sectors and cells, and seconds', async () => {
  await panel.part('Errors');
  await expect(panel.dock.getByRole('img', { name: /^RT as listed: median \d/ })).toBeAttached();
  await expect(panel.dock.getByRole('img', { name: /^Share of cells with no more than an error/ })).toBeVisible();
  await panel.dock.getByRole('button', { name: 'RT-AM', exact: true }).click();
  await expect(panel.dock.locator('.verdict-keys')).toContainText('RT-AM');
  await panel.studio.pictures('verdict-errors');
  await expectAccessible(page);
  await panel.part('Seconds');
  await expect(panel.dock.getByRole('table', { name: 'Seconds by method' })).toContainText(/\d s/);
  await panel.studio.pictures('verdict-seconds');
});

test('makes maps of a sector as measured, before and after', async () => {
  test.setTimeout(300_000);
  await panel.part('Maps');
  await panel.dock.getByRole('button', { name: 'Make these maps' }).click();
  await expect(panel.dock.getByRole('img', { name: /^after: RT-AM, RSRP/ })).toBeVisible({ timeout: 240_000 });
  for (const name of [/measured, RSRP/, /^before: RT as listed, RSRP/, /^after: RT-AM, RSRP/])
    expect(await panel.painted(name)).toBeGreaterThan(100);
  await expect(panel.dock.getByText(/dB on [\d,]+ held-out cells \(100 m blocks, covered\)/).first()).toBeVisible();
  await panel.studio.pictures('verdict-maps');
  await expectAccessible(page);
});

test('makes a map of the row that looks at all sectors', async () => {
  test.setTimeout(300_000);
  await panel.dock.getByRole('combobox', { name: 'After' }).selectOption('shared-residual');
  await panel.dock.getByRole('button', { name: 'Make these maps' }).click();
  const after = /^after: RT \+ residual of all sectors, RSRP/;
  await expect(panel.dock.getByRole('img', { name: after })).toBeVisible({ timeout: 240_000 });
  expect(await panel.painted(after)).toBeGreaterThan(1000);
  await panel.studio.pictures('verdict-maps-shared');
});

test('saves the figures and the chart, and prints them in the report', async () => {
  await panel.part('Table');
  const save = async (name: string) => {
    const download = page.waitForEvent('download');
    await panel.dock.getByRole('button', { name, exact: true }).click();
    return readFileSync(await (await download).path());
  };
  const csv = (await save('CSV')).toString();
  expect(csv).toMatch(/^split,policy,method,sector,draws,cells,mae_db/);
  expect(csv).toMatch(/\r\nblocks,all,rt-residual,/);
  const json = JSON.parse((await save('JSON')).toString());
  expect(json.tables).toHaveLength(4);
  expect(json.tables[0].sentences.length).toBeGreaterThan(1);
  expect((await save('PNG')).subarray(1, 4).toString()).toBe('PNG');
  await panel.studio.command('Report for printing');
  const report = page.getByRole('dialog', { name: 'Report' });
  await expect(report.getByRole('heading', { name: 'Methods on the same held-out cells' })).toBeVisible();
  await expect(report.getByRole('img', { name: /^Error of each method over sectors/ }).first()).toBeVisible();
  await report
    .getByRole('img', { name: /^Error of each method over sectors/ })
    .first()
    .scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'test-results/verdict-report.png' });
  await page.keyboard.press('Escape');
});

test('says so when the measurements are others, and makes no maps of what is no longer there', async () => {
  await panel.part('Table');
  const before = await panel.mae('residual kriging');
  await panel.studio.drop(
    'other.csv',
    'lat,lon,cell,rsrp\n48.0026,11.0017,Exchange-A,-86\n48.0027,11.0018,Exchange-A,-87\n',
  );
  await expect(panel.dock.getByText('Out of date: the measurements changed since it was made.')).toBeVisible({
    timeout: 30_000,
  });
  expect(await panel.mae('residual kriging')).toBe(before);
  await panel.studio.pictures('verdict-out-of-date');
  await panel.part('Maps');
  await expect(panel.dock.getByRole('button', { name: 'Make these maps' })).toBeDisabled();
  await page.keyboard.press('Control+z');
  await expect(panel.dock.getByText(/^Out of date/)).toBeHidden();
  expect(faults).toEqual([]);
});
