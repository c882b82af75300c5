import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
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

/** 40 rows under names that mean nothing: metres of the scene, a level, a day; one row in ten tells no level. */
function log(fromX: number): string {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const level = i % 10 === 7 ? 'lost' : -70 - (i % 30);
    return `${fromX + 5 * i},${150 + 2 * i},${level},${String(1 + (i % 28)).padStart(2, '0')}/04/2026 12:00`;
  });
  return `a,b,c,d\n${rows.join('\n')}\n`;
}

const dialog = () => page.getByRole('dialog');
const measured = () => page.getByRole('navigation', { name: 'Project' });

test('asks which column holds what, with what it guesses and what would become of the rows', async () => {
  await studio.drop('meaningless.csv', log(200));
  await expect(dialog()).toContainText('Which column holds what?');
  await expect(dialog()).toContainText('No column of position');
  await expect(dialog().getByRole('region', { name: 'First rows of meaningless.csv' }).getByRole('row')).toHaveCount(9);
  await expect(dialog().getByLabel('Time', { exact: true })).toHaveValue('d');
  await expect(dialog().getByText('Choose the column of latitude.')).toBeVisible();
  await expect(dialog().getByRole('button', { name: 'Import', exact: true })).toBeDisabled();

  await dialog().getByLabel('Positions').selectOption('local');
  await dialog().getByLabel('x', { exact: true }).selectOption('a');
  await dialog().getByLabel('y', { exact: true }).selectOption('b');
  await dialog().getByLabel('Level', { exact: true }).selectOption('c');
  await expect(dialog().getByText('36 of the first 40 rows would be accepted')).toBeVisible();
  await expect(
    dialog().getByText(/4 rows left out, RSRP is text \(lines 9, 19, 29, 39; e\.g\. "lost"\)/),
  ).toBeVisible();
  await studio.pictures('import-dialog');
  await dialog().getByText('More columns').click();
  await studio.pictures('import-dialog-more');
  await expectAccessible(page);
});

test('imports by keyboard, and says that the columns are as chosen', async () => {
  const send = dialog().getByRole('button', { name: 'Import', exact: true });
  await dialog().getByLabel('Decimal mark').focus();
  for (let tabs = 0; tabs < 3 && !(await send.evaluate((node) => node === document.activeElement)); tabs++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog()).toBeHidden();
  await expect(studio.message('36 rows accepted, 4 rejected.')).toBeVisible();
  await expect(measured()).toContainText('Columns as you chose');
});

test('reads the next file with these columns without asking', async () => {
  await studio.drop('again.csv', log(300));
  await expect(measured()).toContainText('again.csv');
  await expect(measured()).toContainText('36 accepted · 4 rejected');
  await expect(dialog()).toBeHidden();
  await studio.dismissAll();
});

test('counts every row in the ledger, and hands it out', async () => {
  await measured().getByRole('button', { name: 'ledger' }).click();
  await expect(dialog()).toContainText('40 rows = 36 accepted + 4 rejected');
  await expect(dialog().getByRole('row', { name: /RSRP is text/ })).toContainText('line 9, 19, 29, 39');
  await studio.pictures('import-ledger');
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Save as CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('again-ledger.csv');
  expect((await readFile(await file.path(), 'utf8')).trim().split('\n')).toEqual([
    'part,line,reason,message',
    ...[9, 19, 29, 39].map((line) => `again.csv,${line},rsrp-not-a-number,RSRP is text`),
  ]);
  await page.keyboard.press('Escape');
});

test('chooses the columns anew', async () => {
  await measured().getByRole('button', { name: 'change', exact: true }).click();
  await expect(dialog().getByLabel('x', { exact: true })).toHaveValue('a');
  await dialog().getByLabel('x', { exact: true }).selectOption('b');
  await dialog().getByLabel('y', { exact: true }).selectOption('a');
  await dialog().getByRole('button', { name: 'Import', exact: true }).click();
  await expect(studio.message('36 rows accepted, 4 rejected.')).toBeVisible();
  await studio.dismissAll();
});

test('asks nothing twice in one drop, and leaves what is not answered', async () => {
  const other = log(100).replace('a,b,c,d', 'e,f,g,h');
  await page.evaluate(
    ([one, two]) => {
      const data = new DataTransfer();
      data.items.add(new File([one ?? ''], 'one.csv'));
      data.items.add(new File([two ?? ''], 'two.csv'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [other, other],
  );
  await expect(dialog()).toContainText('one.csv');
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await page.waitForTimeout(500);
  await expect(dialog()).toBeHidden();
  await expect(measured()).toContainText('again.csv');
  expect(faults).toEqual([]);
});
