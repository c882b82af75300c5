import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { contestLog, type RawLog, rawLogs, twoPhones } from './pages/raw-logs.ts';
import { StudioPage } from './pages/studio-page.ts';

let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  studio = new StudioPage(page);
  await studio.openDemo();
  await studio.untilRefined();
});

test.afterAll(() => page.context().close());

const dialog = () => page.getByRole('dialog');
const measured = () => page.getByRole('navigation', { name: 'Project' });

/** Answers the system's dialog that a command opens. */
async function choose(command: string, ...files: (RawLog | string)[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await studio.command(command);
  await (await chooser).setFiles(
    files.map((file) =>
      typeof file === 'string' ? file : { name: file.name, mimeType: 'application/octet-stream', buffer: file.bytes },
    ) as never,
  );
}

for (const log of rawLogs())
  test(`reads ${log.name} by its content`, async () => {
    await choose('Open files', log);
    await expect(studio.message(`${log.accepted} rows accepted, ${log.rejected} rejected.`)).toBeVisible();
    await expect(measured()).toContainText(log.name.replace(/\.gz$/, ''));
    if (log.name.startsWith('walk')) await studio.pictures('import-raw-log');
    await studio.dismissAll();
  });

test('asks for the projected system that a table does not name', async () => {
  await choose('Open files', contestLog());
  await expect(dialog()).toContainText('Which column holds what?');
  await expect(dialog().getByLabel('Positions')).toHaveValue('projected');
  await dialog().getByLabel('EPSG code').fill('32632');
  await expect(dialog().getByText('70 of the first 70 rows would be accepted')).toBeVisible();
  await studio.pictures('import-projected', { widths: [1280] });
  await dialog().getByRole('button', { name: 'Import', exact: true }).click();
  await expect(studio.message('70 rows accepted, 0 rejected.')).toBeVisible();
  await studio.dismissAll();
});

test('forgets what was said of columns where it is asked to', async () => {
  await measured().getByRole('button', { name: 'change', exact: true }).click();
  await dialog().getByRole('button', { name: 'Forget the last answer' }).click();
  await expect(dialog().getByRole('button', { name: 'Forget the last answer' })).toBeHidden();
  await page.keyboard.press('Escape');
  await choose('Open files', contestLog());
  await expect(dialog()).toContainText('Which column holds what?');
  await page.keyboard.press('Escape');
});

test('joins a folder of logs, copies left out, with a ledger by file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'boresight-logs-'));
  const logs = rawLogs();
  const put = (path: string, bytes: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  for (const [i, log] of logs.entries()) put(`day${i % 2}/${log.name}`, log.bytes);
  put('day1/z.txt', logs[3]!.bytes);
  put('read me.txt', 'Walks of the second of April, by foot\n');
  await choose('Open a folder', folder);
  const sum = (pick: (log: RawLog) => number) => logs.reduce((total, log) => total + pick(log), 0);
  const [accepted, rejected] = [sum((log) => log.accepted), sum((log) => log.rejected)];
  await expect(studio.message(`${accepted} rows accepted, ${rejected} rejected.`)).toBeVisible();
  await measured().getByText('why', { exact: true }).click();
  await expect(
    measured().getByText(/files with the bytes of another, read once \(day1\/z\.txt of day1\/walk_2026\.txt\)/),
  ).toBeVisible();
  await measured().getByRole('button', { name: 'ledger' }).click();
  await expect(dialog().getByRole('row', { name: /walk_2026\.txt/ })).toContainText('10');
  await studio.pictures('import-folder-ledger', { widths: [1280] });
  await page.keyboard.press('Escape');
  await studio.dismissAll();
  rmSync(folder, { recursive: true, force: true });
});

test('chooses rows, levels phones and lays positions on the streets, as one step that undo takes back', async () => {
  await studio.drop('two-phones.csv', twoPhones());
  await expect(studio.message('2,400 rows accepted, 0 rejected.')).toBeVisible();
  await studio.dismissAll();
  await studio.command('Prepare the measurements');
  await expect(dialog().getByText('Measured 2026-04-02 09:00:00 to 2026-04-02 09:')).toBeVisible();
  await dialog().getByLabel('At least').fill('10');
  await expect(dialog().getByText('1,800 of 2,400 rows')).toBeVisible();
  await dialog().getByRole('switch', { name: 'Take these off the levels' }).check();
  await dialog().getByRole('button', { name: 'Lay on the streets' }).click();
  await expect(dialog().getByText(/then lie .* m from the middle of a street/)).toBeVisible({ timeout: 30_000 });
  const east = Number.parseFloat((await dialog().getByLabel('Move east').inputValue()).replace('−', '-'));
  expect(Math.abs(east + 8)).toBeLessThan(1.5);
  await studio.pictures('prepare-measurements');
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await expect(measured()).toContainText('1,800 used: by speed, phones levelled, moved by');
  await studio.pictures('prepared-measurements', { widths: [1280] });
  await measured().getByRole('button', { name: 'ledger' }).click();
  await expect(dialog()).toContainText('Of the accepted, 1,800 are used: 600 slower than the range of speeds');
  await page.keyboard.press('Escape');
  await studio.untilSaved();
  await page.reload();
  await expect(measured()).toContainText('1,800 used', { timeout: 60_000 });
  await page.keyboard.press('Control+z');
  await expect(measured()).not.toContainText('used');
  await expect(measured()).toContainText('2,400 accepted');
  expect(faults).toEqual([]);
});
