import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { VerdictPanel } from './pages/verdict-panel.ts';

/** One window for the whole journey: verdicts are made, cut off, and met again after a reload and in a file. */
let page: Page;
let panel: VerdictPanel;
const faults: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  panel = await VerdictPanel.inDemo(browser, faults);
  page = panel.page;
  await panel.studio.drop('three-drives.csv', threeDrives());
  await expect(panel.studio.message(/rows accepted, 0 rejected/)).toBeVisible();
  await panel.studio.untilRefined();
  await panel.studio.dismissAll();
  await panel.takeSite('Exchange');
});

test.afterAll(() => page.context().close());

/** The demo's drive with an hour's rest after each third of it. */
function threeDrives(): string {
  const [head, ...rows] = readFileSync('public/demo/drive-test.csv', 'utf8').trimEnd().split('\n');
  const third = Math.ceil(rows.length / 3);
  const later = rows.map((row, i) => {
    const fields = row.split(',');
    const ms = Date.parse(fields.at(-1)!) + 3_600_000 * Math.floor(i / third);
    return [...fields.slice(0, -1), new Date(ms).toISOString()].join(',');
  });
  return `${[head, ...later].join('\n')}\n`;
}

const changed = () => panel.dock.getByText(/^Out of date/);

/** What the table says, but for the seconds. */
async function figures(): Promise<string[][]> {
  const rows = await panel.table.locator('tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.locator('td').allTextContents()).slice(0, -1)));
}

test('holds each of three drives out in turn', async () => {
  test.setTimeout(300_000);
  await panel.open();
  await panel.segment('Sectors to judge on', 'selected');
  await panel.choose(['constant', 'log-distance', 'inverse distance', 'residual kriging']);
  await panel.dock.getByRole('checkbox', { name: 'Held out: 100 m blocks' }).uncheck();
  await panel.dock.getByRole('checkbox', { name: 'Held out: a whole route' }).check();
  await panel.dock.getByRole('textbox', { name: 'Draws of each split' }).fill('3');
  await panel.studio.pictures('verdict-setup-draws');
  await expectAccessible(page);
  await panel.judge();
  await panel.untilJudged(200_000);
  await expect(panel.count).toHaveText(/^3 sectors, [\d,]+ held-out cells of 3 draws$/);
  const gaps = await panel.mae('residual kriging');
  await panel.segment('How cells were held out', 'a whole route');
  await expect(panel.count).toHaveText(/^3 sectors, [\d,]+ held-out cells of 3 draws$/);
  await expect(panel.says).toContainText('means over the draws of each sector');
  // Streets that another drive went through tell less than the cells beside a gap; distance alone tells least.
  const streets = await panel.mae('residual kriging');
  expect(streets).toBeGreaterThan(gaps + 0.5);
  expect(streets).toBeLessThan(await panel.mae('constant'));
  expect(await panel.mae('constant')).toBeLessThan(30);
  await panel.studio.pictures('verdict-routes');
});

test('is there again after a reload, and says what has changed since', async () => {
  const before = await figures();
  const cells = await panel.count.textContent();
  await panel.studio.untilSaved();
  await page.reload();
  await panel.studio.untilRefined();
  await panel.open();
  await expect(panel.table).toBeVisible({ timeout: 60_000 });
  await panel.segment('How cells were held out', 'a whole route');
  await expect(panel.count).toHaveText(cells ?? '');
  expect(await figures()).toEqual(before);
  await panel.part('Set up');
  await expect(panel.dock.getByRole('textbox', { name: 'Draws of each split' })).toHaveValue('3');
  await expect(panel.dock.getByRole('checkbox', { name: 'RT-A', exact: true })).not.toBeChecked();
  await panel.part('Table');
  await expect(changed()).toBeHidden();
  await page
    .getByRole('button', { name: /^A\b.*GHz/ })
    .nth(1)
    .click();
  await page.getByLabel('Power, slider').press('ArrowLeft');
  await expect(changed()).toHaveText('Out of date: Exchange-A changed since it was made.');
  await panel.studio.pictures('verdict-changed');
  await expectAccessible(page);
  await page.keyboard.press('Control+z');
  await expect(changed()).toBeHidden();
});

test('goes on after a reload where a run was cut off', async () => {
  test.setTimeout(600_000);
  await panel.takeSite('Exchange');
  await panel.part('Set up');
  await panel.choose(['constant', 'log-distance', 'residual kriging', 'RT as listed', 'RT-AM']);
  await panel.dock.getByRole('checkbox', { name: 'Held out: a whole route' }).uncheck();
  await panel.dock.getByRole('textbox', { name: 'Draws of each split' }).fill('1');
  await panel.judge();
  await expect(panel.count).toContainText('so far, of 3 sectors', { timeout: 300_000 });
  await panel.studio.untilSaved();
  await page.reload();
  await panel.studio.untilRefined();
  await panel.open();
  await expect(panel.count).toContainText(/· cut off after [12] of 3 sectors$/, { timeout: 60_000 });
  const [first] = await figures();
  await panel.studio.pictures('verdict-cut-off');
  await expectAccessible(page);
  await panel.dock.getByRole('button', { name: /^Go on with [12] sectors?$/ }).click();
  await expect(panel.progress).toBeVisible();
  await panel.untilJudged();
  await expect(panel.count).toHaveText(/^3 sectors, [\d,]+ held-out cells$/);
  expect((await figures())[0]).not.toEqual(first);
  await expect(panel.dock.getByRole('button', { name: /^Go on/ })).toBeHidden();
  // The same as one run from the start.
  const whole = await figures();
  await panel.judge();
  await expect(panel.progress).toBeVisible();
  await panel.untilJudged();
  expect(await figures()).toEqual(whole);
});

test('goes along with the project in a file, and into the report', async () => {
  const before = await figures();
  const download = page.waitForEvent('download');
  await panel.studio.command('Save the project as a file');
  const bytes = readFileSync(await (await download).path());
  await page.evaluate(() => indexedDB.deleteDatabase('boresight-projects'));
  await page.goto('about:blank');
  await panel.studio.openDemo();
  await panel.studio.untilRefined();
  await panel.studio.dropBytes('town.boresight.zip', bytes);
  await expect.poll(async () => (await panel.studio.read('project')).name).toContain('Riverside');
  await panel.studio.untilRefined();
  await panel.studio.command('Report for printing');
  const report = page.getByRole('dialog', { name: 'Report' });
  await expect(report.getByRole('heading', { name: 'Methods on the same held-out cells' })).toBeVisible();
  await expect(report.getByText(/^Out of date/)).toBeHidden();
  await page.keyboard.press('Escape');
  await panel.open();
  await expect(panel.table).toBeVisible({ timeout: 60_000 });
  expect(await figures()).toEqual(before);
  expect(faults).toEqual([]);
});
