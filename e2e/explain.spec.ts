import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** Why a cell has its level: the paths to it, with their budgets, and the profile to it. */
let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults, { permissions: ['clipboard-read', 'clipboard-write'] });
  studio = new StudioPage(page);
  await studio.openDemo('?adapter=cpu&cell=10&azimuths=512&depth=3');
  await studio.untilRefined();
});

test.afterAll(() => page.context().close());

const panel = () => page.getByRole('complementary', { name: 'Explanation' });

async function untilExplained(): Promise<void> {
  await expect.poll(async () => (await studio.read('explain')).found !== null, { timeout: 120_000 }).toBe(true);
}

/** Clicks on the ground at scene metres. */
async function clickAt(x: number, y: number): Promise<void> {
  const at = await studio.read('screenOf', x, y);
  if (!at) throw new Error('The map has no size yet');
  await page.mouse.click(at.x, at.y);
}

/** A building that no card lies over and whose middle is roofed: many have a courtyard there. */
async function buildingInView() {
  for (const building of await studio.read('buildings')) {
    const at = await studio.read('screenOf', building.x, building.y);
    if (building.heightM < 12 || !at || at.x < 420 || at.x > 560 || at.y < 180 || at.y > 420) continue;
    await page.mouse.move(at.x, at.y);
    await page.waitForTimeout(100);
    if (await page.locator('.hover-card').getByText('Building', { exact: true }).isVisible()) return building;
  }
  throw new Error('No building lies in the middle of the map');
}

test('explains a cell that is clicked, by paths that add up to its level', async () => {
  const [sector] = await studio.read('sectors');
  await clickAt(sector!.x + 150, sector!.y - 60);
  await expect(panel()).toBeVisible();
  await untilExplained();
  const { found, place } = await studio.read('explain');
  expect(found!.explanation.paths.length).toBeGreaterThan(0);
  expect(place).not.toBeNull();
  await page.screenshot({ path: 'test-results/explain-light-1280.png' });
  await panel().getByRole('button', { name: /dBm/ }).first().click();
  await expect(panel().getByText('Free space')).toBeVisible();
  await page.screenshot({ path: 'test-results/explain-path-light-1280.png' });
  await expectAccessible(page);
});

test('shows it in the dark and on a large window', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/explain-dark-1920.png' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('explains the nearest cell in the open where a building is clicked, and the one under its roof when asked', async () => {
  const building = await buildingInView();
  await clickAt(building.x, building.y);
  await expect(panel().getByText(/^What was pointed at is building .* m high, and maps are of places/)).toBeVisible();
  await untilExplained();
  const { place } = await studio.read('explain');
  expect(place!.met).toMatchObject({ under: false, hasOpen: true });
  await page.screenshot({ path: 'test-results/explain-building-light-1280.png' });
  await expectAccessible(page);
  await panel().getByRole('button', { name: 'Explain the cell under the roof' }).click();
  await expect(panel().getByText(/^Under the roof of building/)).toBeVisible();
  await untilExplained();
  const under = (await studio.read('explain')).place!;
  expect(Math.hypot(under.x - place!.x, under.y - place!.y)).toBeGreaterThan(5);
  await panel().getByRole('button', { name: 'Explain the nearest cell in the open' }).click();
  expect((await studio.read('explain')).place).toEqual(place);
  await untilExplained();
});

test('copies the budgets as a table', async () => {
  await panel().getByRole('button', { name: 'Copy the budgets' }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.split('\n')[0]).toBe(['path', 'step', 'detail', 'gain [dB]', 'level [dBm]'].join('\t'));
  const { found } = await studio.read('explain');
  const steps = found!.explanation.paths.reduce((sum, path) => sum + path.steps.length + 1, 0);
  expect(text.trim().split('\n').length).toBe(steps + 1);
});

test('cuts the city from the sector to the cell', async () => {
  await panel().getByRole('button', { name: 'Open in the dock' }).click();
  const dock = page.getByRole('region', { name: 'Dock' });
  await expect(dock.getByRole('img', { name: /^Profile over/ })).toBeVisible();
  const { points, sectorId } = await studio.read('profile');
  expect(points.length).toBe(2);
  expect(sectorId).not.toBeNull();
  await page.waitForTimeout(600);
  await page.screenshot({ path: 'test-results/profile-light-1280.png' });
  await expectAccessible(page);
  await dock.getByRole('button', { name: 'Copy the profile' }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.split('\n')[0]).toContain('direct line [m]');
});

test('computes the level over the line, and stops when told', async () => {
  test.setTimeout(300_000);
  const dock = page.getByRole('region', { name: 'Dock' });
  await dock.getByRole('button', { name: 'Compute the level over the line' }).click();
  await dock.getByRole('button', { name: 'Stop' }).click();
  await dock.getByRole('button', { name: 'Compute the level over the line' }).click();
  await expect(dock.getByText(/^Level of .* over the line by the launch, cells of/)).toBeVisible({ timeout: 240_000 });
  await expect(dock.locator('image.profile-level')).toHaveAttribute('href', /^data:image\/png;base64,/);
  await page.waitForTimeout(600);
  await page.screenshot({ path: 'test-results/section-light-1280.png' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/section-dark-1920.png' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 720 });
  await dock.getByRole('button', { name: 'Hide' }).click();
  await expect(dock.locator('image.profile-level')).toHaveCount(0);
});

test('closes with Escape, opens with X under the pointer', async () => {
  await page.keyboard.press('Escape');
  await expect(panel()).toHaveCount(0);
  await page.mouse.move(600, 400);
  await page.keyboard.press('x');
  await expect(panel()).toBeVisible();
  await untilExplained();
  await page.keyboard.press('Escape');
  await expect(panel()).toHaveCount(0);
});

test('takes a building by a click, and explains the level beside it', async () => {
  const building = await buildingInView();
  await clickAt(building.x, building.y);
  await page.getByRole('button', { name: 'Explain the level beside it' }).click();
  await expect(panel().getByText(/^What was pointed at is building/)).toBeVisible();
  await untilExplained();
  await page.keyboard.press('Escape');
  await expect(panel()).toHaveCount(0);
});

test('draws a line on the map by clicks, and cuts along it', async () => {
  // Folded, so that the cards above the dock leave the map.
  await page.keyboard.press('d');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText('where the line begins')).toBeVisible();
  const [, , , other] = await studio.read('sectors');
  await clickAt(other!.x - 120, other!.y - 150);
  await clickAt(other!.x + 80, other!.y - 120);
  await clickAt(other!.x + 160, other!.y + 40);
  await page.keyboard.press('Enter');
  const { points, drawing } = await studio.read('profile');
  expect([points.length, drawing]).toEqual([3, false]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'test-results/profile-dark-1920.png' });
  await expectAccessible(page);
  expect(faults).toEqual([]);
});
