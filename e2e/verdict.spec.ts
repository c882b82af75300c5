import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: the demo's map is finished once, and its measurements are its own. */
let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  studio = new StudioPage(page);
  await studio.openDemo();
  await studio.untilRefined();
  // The sectors of one site are enough to hold methods against one another.
  await page
    .getByRole('button', { name: /^Exchange/ })
    .first()
    .click();
});

test.afterAll(() => page.context().close());

const dock = () => page.getByRole('region', { name: 'Dock' });
const table = () => dock().getByRole('table', { name: 'Methods on the same held-out cells' });
const part = (label: string) =>
  dock().getByRole('radiogroup', { name: 'Part of the verdict' }).getByText(label, { exact: true }).click();
const row = (name: string) =>
  table()
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name, exact: true }) });
const count = () => dock().getByTestId('verdict-count');

/** The mean of a row's error [dB]. */
async function mae(name: string): Promise<number> {
  return Number.parseFloat((await row(name).locator('td').first().textContent()) ?? '');
}

test('says what it will do before anything is judged, and what each row is', async () => {
  await page.getByRole('tab', { name: 'Verdict', exact: true }).click();
  await expect(dock().getByText('Every method is fitted to the same part')).toBeVisible();
  await dock().getByRole('button', { name: 'residual kriging' }).hover();
  await expect(page.getByRole('tooltip')).toContainText('Gaussian field');
  await expect(dock().getByRole('checkbox', { name: 'DL-C' })).not.toBeChecked();
  await expect(dock().getByRole('button', { name: /^Judge on 9 sectors$/ })).toBeEnabled();
  await dock().getByRole('radiogroup', { name: 'Sectors to judge on' }).getByText('selected').click();
  await expect(dock().getByRole('button', { name: /^Judge on 3 sectors$/ })).toBeEnabled();
  await studio.pictures('verdict-setup');
  await expectAccessible(page);
});

test('shows how far each method is, and keeps nothing half of a sector when it is cancelled', async () => {
  await dock()
    .getByRole('button', { name: /^Judge on \d+ sectors$/ })
    .click();
  await expect(dock().getByRole('progressbar', { name: 'Progress of the verdict' })).toBeVisible();
  await expect(dock().getByRole('row', { name: /^constant 1 of/ })).toBeVisible({ timeout: 120_000 });
  await dock().getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(dock().getByRole('button', { name: /^Judge (on|again)/ })).toBeVisible({ timeout: 60_000 });
});

test('judges every method on the same cells, counted, and says what the data support', async () => {
  test.setTimeout(600_000);
  await dock()
    .getByRole('button', { name: /^Judge (on|again)/ })
    .click();
  await expect(table()).toBeVisible({ timeout: 300_000 });
  await expect(dock().getByRole('progressbar', { name: 'Progress of the verdict' })).toBeHidden({ timeout: 500_000 });
  await expect(count()).toContainText(/^3 sectors, [\d,]+ held-out cells/);
  // The demo's measurements are the sweep's own with shadowing: distance alone is worse, and calibrating does not harm.
  expect(await mae('constant')).toBeGreaterThan(await mae('residual kriging'));
  expect(await mae('RT-A')).toBeLessThan((await mae('RT as listed')) + 0.5);
  const says = dock().getByRole('region', { name: 'What the data support' });
  await expect(says).toContainText(/best plain predictor is .*: \d+\.\d\d.dB \(.*\), \d+ sectors, [\d,]+ cells/);
  await expect(says).toContainText('lie between fitted ones');
  await studio.pictures('verdict-table');
  await expectAccessible(page);
});

test('sorts by a column, and changes how cells are held out and which count', async () => {
  const head = table().getByRole('columnheader', { name: /^MAE/ });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  const values = (await table().locator('tbody tr td:nth-child(2) b').allTextContents()).map(Number);
  expect([...values].sort((a, b) => a - b)).toEqual(values);
  const before = await mae('inverse distance');
  await dock().getByRole('radiogroup', { name: 'How cells were held out' }).getByText('100 m blocks').click();
  await expect(dock().getByRole('region', { name: 'What the data support' })).toContainText('whole blocks');
  expect(await mae('inverse distance')).toBeGreaterThan(before);
  const covered = await row('DL zero-shot').locator('td').allTextContents();
  await dock().getByRole('radiogroup', { name: 'Cells that count' }).getByText('all cells').click();
  await expect.poll(() => row('DL zero-shot').locator('td').allTextContents()).not.toEqual(covered);
  await dock().getByRole('radiogroup', { name: 'Cells that count' }).getByText('covered').click();
});

test('draws errors over sectors and cells, and seconds', async () => {
  await part('Errors');
  await expect(dock().getByRole('img', { name: /^RT as listed: median \d/ })).toBeAttached();
  await expect(dock().getByRole('img', { name: /^Share of cells with no more than an error/ })).toBeVisible();
  await dock().getByRole('button', { name: 'RT-AM', exact: true }).click();
  await expect(dock().locator('.verdict-keys')).toContainText('RT-AM');
  await studio.pictures('verdict-errors');
  await expectAccessible(page);
  await part('Seconds');
  await expect(dock().getByRole('table', { name: 'Seconds by method' })).toContainText(/\d s/);
  await studio.pictures('verdict-seconds');
});

test('makes maps of a sector as measured, before and after', async () => {
  test.setTimeout(300_000);
  await part('Maps');
  await dock().getByRole('button', { name: 'Make these maps' }).click();
  await expect(dock().getByRole('img', { name: /^after: RT-AM, RSRP/ })).toBeVisible({ timeout: 240_000 });
  for (const name of [/measured, RSRP/, /^before: RT as listed, RSRP/, /^after: RT-AM, RSRP/]) {
    const painted = await dock()
      .getByRole('img', { name })
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let cells = 0;
        for (let k = 3; k < data.length; k += 4) if (data[k]! > 0) cells++;
        return cells;
      });
    expect(painted).toBeGreaterThan(100);
  }
  await expect(
    dock()
      .getByText(/dB on [\d,]+ held-out cells \(100 m blocks, covered\)/)
      .first(),
  ).toBeVisible();
  await studio.pictures('verdict-maps');
  await expectAccessible(page);
});

test('saves the figures and the chart, and prints them in the report', async () => {
  await part('Table');
  const save = async (name: string) => {
    const download = page.waitForEvent('download');
    await dock().getByRole('button', { name, exact: true }).click();
    return readFileSync(await (await download).path());
  };
  const csv = (await save('CSV')).toString();
  expect(csv).toMatch(/^split,policy,method,sector,draws,cells,mae_db/);
  expect(csv).toMatch(/\r\nblocks,all,rt-residual,/);
  const json = JSON.parse((await save('JSON')).toString());
  expect(json.tables).toHaveLength(4);
  expect(json.tables[0].sentences.length).toBeGreaterThan(1);
  expect((await save('PNG')).subarray(1, 4).toString()).toBe('PNG');
  await studio.command('Report for printing');
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

test('lets go of what it found when the measurements are others', async () => {
  await studio.drop('other.csv', 'lat,lon,cell,rsrp\n48.0026,11.0017,Exchange-A,-86\n48.0027,11.0018,Exchange-A,-87\n');
  await expect(dock().getByText('Every method is fitted to the same part')).toBeVisible({ timeout: 30_000 });
  expect(faults).toEqual([]);
});
