import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import type { SectorSettings } from '../src/studio/store/project-document.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { newContext, watchedPage } from './pages/watched-window.ts';

const QUERY = '?adapter=cpu&cell=20&azimuths=64&depth=1';

let context: BrowserContext;
let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  context = await newContext(browser);
  page = await watchedPage(context, faults);
  studio = new StudioPage(page);
  await studio.openDemo(QUERY);
  await studio.untilRefined();
});

test.afterAll(() => context.close());

/** The sectors of the project in hand as they lie in the browser's storage; null while they do not. */
async function storedSectors(of: Page): Promise<readonly SectorSettings[] | null> {
  const json = await of.evaluate(() =>
    new Promise<string | null>((resolve, reject) => {
      const opening = indexedDB.open('boresight-projects', 1);
      opening.onerror = () => reject(opening.error);
      // Nothing is made here: that is for the studio.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onsuccess = () => {
        const db = opening.result;
        const asked = db.transaction('projects').objectStore('projects').get(window.studio.project().id);
        asked.onsuccess = () => {
          db.close();
          resolve(asked.result?.json ?? null);
        };
      };
    }).catch(() => null),
  );
  return json === null ? null : JSON.parse(json).document.sectors;
}

/** All that a project is, as a page shows it. */
async function everything(of: StudioPage) {
  const sectors = await of.read('sectors');
  return {
    name: (await of.read('project')).name,
    sectors,
    computedWith: await of.read('computedWith'),
    selection: await of.read('selection'),
    layer: await of.read('layer'),
    steps: await of.read('historyLength'),
    served: (await of.read('map'))?.served,
    errors: await of.read('errors'),
    levels: await of.read('pathGainOf', sectors[0]?.id ?? ''),
  };
}

test('keeps nothing of the demo until something is changed', async () => {
  expect((await studio.read('project')).saving).toBe('idle');
  await expect(page.getByTestId('save-state')).toHaveText('');
});

test('is as it was after a reload: sites, settings, measurements, steps, layer, camera and levels', async () => {
  await studio.dragSector((await studio.read('sectors'))[0]?.id ?? '', 60, 40);
  await page.getByLabel('Power, slider').press('ArrowLeft');
  const [sector] = await studio.read('sectors');
  const rows = Array.from({ length: 12 }, (_, i) => `${(sector?.x ?? 0) + 30 * i},${(sector?.y ?? 0) - 30},${-80 - i}`);
  await studio.drop('walk.csv', `x,y,rsrp\n${rows.join('\n')}\n`);
  await expect(studio.message('12 rows accepted, 0 rejected.')).toBeVisible();
  await studio.untilRefined();
  await studio.untilSaved();
  await expect(page.getByTestId('save-state')).toHaveText('Saved');
  const before = await everything(studio);
  const camera = await studio.read('camera');
  expect(before.steps.undoable).toBe(3);
  expect(before.errors?.all.measured).toBe(12);

  await page.reload();
  await studio.untilRefined();
  expect(await everything(studio)).toEqual(before);
  expect(await studio.read('camera')).toEqual(camera);
  expect((await studio.read('project')).saving).toBe('saved');

  // What was done before the reload can be undone after it.
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await studio.read('errors'))?.all.measured ?? 0).toBeGreaterThan(100);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await studio.read('errors'))?.all.measured).toBe(12);
});

test('is found again after the page crashed', async () => {
  const before = await everything(studio);
  const cdp = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // It has no answer: nobody is left to give one.
  void cdp.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();

  page = await watchedPage(context, faults);
  studio = new StudioPage(page);
  await studio.openDemo('?adapter=cpu');
  await studio.untilRefined();
  expect(await everything(studio)).toEqual(before);
});

test('is read-only in a second tab, which goes on with a copy', async () => {
  const before = await studio.read('sectors');
  const other = await watchedPage(context, faults);
  const second = new StudioPage(other);
  await second.openDemo('?adapter=cpu');
  await expect(other.getByText('This project is open in another tab')).toBeVisible();
  await expect(other.getByTestId('save-state')).toHaveText('Read only');
  await second.untilRefined();
  await other.getByLabel('Power, slider').press('ArrowLeft');
  expect(await second.read('sectors')).toEqual(before);
  await expectAccessible(other);
  await other.screenshot({ path: 'test-results/projects-read-only.png' });

  const { id } = await second.read('project');
  await other.getByRole('button', { name: 'Open a copy' }).click();
  await second.untilSaved();
  const copy = await second.read('project');
  expect(copy.id).not.toBe(id);
  expect(copy.name).toBe('Riverside (copy)');
  await other.getByLabel('Power, slider').press('ArrowLeft');
  expect(await second.read('sectors')).not.toEqual(before);
  await second.untilSaved();
  expect(await studio.read('sectors')).toEqual(before);
  await other.close();
});

test('says when the browser has no room, loses nothing, and saves when there is room again', async () => {
  const cdp = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  const steps = (await studio.read('historyLength')).undoable;
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  // A browser counts what is stored now and then, and lets writes pass until it does.
  await expect
    .poll(
      async () => {
        const { saving } = await studio.read('project');
        if (saving !== 'failed') await page.getByLabel('Power, slider').press('ArrowLeft');
        return saving;
      },
      { timeout: 120_000, intervals: [1500] },
    )
    .toBe('failed');
  await expect(page.getByRole('alert').getByText('Not saved: the browser has no room left')).toBeVisible();
  await expect(page.getByTestId('save-state')).toHaveText('Not saved');
  await studio.dismissAll();
  await expectAccessible(page);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: `test-results/projects-not-saved-${theme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const changed = await studio.read('sectors');
  // What was saved before is still there, whole.
  const stored = await storedSectors(page);
  expect(stored).toHaveLength(changed.length);
  expect(stored?.[0]?.powerDbm).toBeGreaterThan(changed[0]?.powerDbm ?? 0);

  await cdp.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Try again' }).click();
  await studio.untilSaved();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await studio.read('sectors')).toEqual(changed);
  expect(await storedSectors(page)).toEqual(changed);
  while ((await studio.read('historyLength')).undoable > steps) await page.keyboard.press('Control+z');
  await studio.untilSaved();
});

test('comes to the same maps from its file in another browser', async ({ browser }) => {
  const loading = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const download = await loading;
  expect(download.suggestedFilename()).toBe('Riverside.boresight.zip');
  const file = await readFile(await download.path());
  await studio.untilRefined();
  const before = await everything(studio);

  const elsewhere = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  const there = await watchedPage(elsewhere, faults);
  const second = new StudioPage(there);
  await second.openDemo('?adapter=cpu&city=3&cell=20&azimuths=64&depth=0');
  await second.untilRefined();
  await second.dropBytes('from a colleague.zip', file);
  await expect.poll(async () => (await second.read('project')).name).toBe('Riverside');
  await second.untilRefined();
  expect({ ...(await everything(second)), steps: before.steps }).toEqual(before);
  await second.untilSaved();

  // A newer file is refused, and the project stays.
  const newer = zipSync({ 'manifest.json': strToU8('{"format":"boresight-project","version":99}') });
  await second.dropBytes('newer.boresight.zip', newer);
  await expect(second.message(/was written by a newer Boresight \(version 99/)).toBeVisible();
  expect((await second.read('project')).name).toBe('Riverside');
  await elsewhere.close();
});

test('passes settings on by a link that holds no files', async ({ browser }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.bringToFront();
  await page.getByRole('button', { name: /^Riverside/ }).click();
  await page.getByRole('menuitem', { name: 'Copy a link to the project' }).click();
  await expect(studio.message(/The measurements are a file of yours and are not in it/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(4000);
  const elsewhere = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  const there = await watchedPage(elsewhere, faults);
  const second = new StudioPage(there);
  await there.goto(link.replace('#', '?adapter=cpu#'));
  await second.untilRefined();
  expect(await second.read('sectors')).toEqual(await studio.read('sectors'));
  expect(await second.read('computedWith')).toEqual(await studio.read('computedWith'));
  expect(await second.read('errors')).toBeNull();
  expect(there.url()).not.toContain('#');
  await elsewhere.close();
});

test('is listed, renamed, duplicated and deleted', async () => {
  await studio.dismissAll();
  await page.keyboard.press('Control+Shift+o');
  const dialog = page.getByRole('dialog', { name: 'Projects on this device' });
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);
  await studio.pictures('projects-list');
  await dialog.getByRole('button', { name: 'Rename Riverside', exact: true }).click();
  await dialog.getByRole('textbox').fill('Market street');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Market street/ }).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Duplicate Market street' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Delete Market street (copy)' }).click();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('button', { name: /^Riverside \(copy\)/ }).click();
  await expect(dialog).toBeHidden();
  expect((await studio.read('project')).name).toBe('Riverside (copy)');
});

test('is saved again when the browser clears its storage under way', async () => {
  const before = await everything(studio);
  const cdp = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await expect.poll(() => storedSectors(page), { timeout: 30_000 }).not.toBeNull();
  await studio.untilSaved();
  await page.reload();
  await studio.untilRefined();
  // Steps that lead to other projects end with the page.
  expect({ ...(await everything(studio)), steps: before.steps }).toEqual(before);
});

test('says that a newer version has taken the storage over', async () => {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('boresight-projects', 99);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
        opening.onerror = () => reject(opening.error);
        opening.onblocked = () => reject(new Error('the studio did not make way'));
      }),
  );
  await expect(page.getByText('Not saved: a newer version of the studio has the storage')).toBeVisible();
});

test('leaves no error in the console', () => {
  expect(faults).toEqual([]);
});
