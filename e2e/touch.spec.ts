import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { Fingers, middleOf, type Point } from './pages/fingers.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** The studio on a touch screen, and on a stage's. One window for all; every test takes back what it did. */
let page: Page;
let studio: StudioPage;
let fingers: Fingers;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults, { hasTouch: true, isMobile: true });
  studio = new StudioPage(page);
  fingers = await Fingers.on(page);
  await studio.openDemo();
  await studio.untilRefined();
});

test.afterEach(async () => {
  await page.locator('.map-pane .maplibregl-canvas').first().focus();
  while ((await studio.read('historyLength')).undoable > 0) await page.keyboard.press('Control+z');
  expect(faults).toEqual([]);
});

test.afterAll(() => page.context().close());

const readout = () => page.locator('.hover-card');
const azimuth = () => page.getByRole('slider', { name: /^Azimuth of sector/ });

/** Metres from the first sector to places some of which are open ground that nothing hides. */
const PLACES = [
  [150, -60],
  [-100, -100],
  [-200, -120],
  [0, -160],
  [-60, -140],
  [-260, -60],
  [-340, -100],
  [-420, -140],
] as const;

/** Taps places until ground is read: where a building stands before it, that is selected instead. */
async function tapGround(): Promise<Point> {
  const [sector] = await studio.read('sectors');
  for (const [dx, dy] of PLACES) {
    const at = (await studio.read('screenOf', sector!.x + dx, sector!.y + dy))!;
    await fingers.tap(at);
    await page.waitForTimeout(1500);
    if ((await readout().filter({ hasText: 'Predicted' }).count()) > 0) return at;
  }
  throw new Error('No open ground');
}

/** A sector that is not in hand, with its mast between the panels. */
async function otherMast(): Promise<{ readonly id: string; readonly at: Point }> {
  const inHand = await studio.read('selection');
  for (const { id } of await studio.read('sectors')) {
    const at = await studio.read('screenOfSector', id);
    if (id !== inHand?.id && at && at.x > 300 && at.x < 900 && at.y > 120 && at.y < 560) return { id, at };
  }
  throw new Error('No mast between the panels');
}

test('drags a mast in one step while the map stays, gives it back to a second finger, and taps to select', async () => {
  const { at } = await otherMast();
  const before = await studio.read('sectors');
  const camera = await studio.read('camera');
  // Beside the mast's top, as far as a fingertip reaches.
  const from = { x: at.x + 12, y: at.y + 12 };
  await fingers.drag(from, { x: from.x + 60, y: from.y + 24 });
  const id = (await studio.read('selection'))!.id;
  const now = async () => (await studio.read('sectors')).find((s) => s.id === id)!;
  const moved = await now();
  const start = before.find((s) => s.id === id)!;
  expect(Math.hypot(moved.x - start.x, moved.y - start.y)).toBeGreaterThan(10);
  expect(await studio.read('steps')).toEqual([`Move ${id}`]);
  expect(await studio.read('camera')).toEqual(camera);

  const there = (await studio.read('screenOfSector', id))!;
  const away = { x: there.x - 70, y: there.y };
  await fingers.pull(there, away);
  await expect.poll(async () => (await now()).x).not.toBe(moved.x);
  await fingers.down(away, { x: away.x + 160, y: away.y + 80 });
  await fingers.up();
  expect(await now()).toEqual(moved);
  expect(await studio.read('steps')).toHaveLength(1);

  const other = await otherMast();
  await fingers.tap(other.at);
  await expect.poll(async () => (await studio.read('selection'))?.id).not.toBe(id);
  expect(await studio.read('steps')).toHaveLength(1);
});

test('turns a sector by its lobe, and takes back what the system interrupts', async () => {
  const id = (await studio.read('selection'))!.id;
  const azimuthOf = async () => (await studio.read('sectors')).find((s) => s.id === id)!.azimuthDeg;
  const before = await azimuthOf();
  const tip = await middleOf(azimuth());
  const mast = (await studio.read('screenOfSector', id))!;
  // A quarter about the mast, as it is seen.
  const aside = { x: mast.x - (tip.y - mast.y), y: mast.y + (tip.x - mast.x) };
  await fingers.pull(tip, aside);
  await expect.poll(azimuthOf).not.toBe(before);
  await fingers.cancel();
  expect(await azimuthOf()).toBe(before);
  expect(await studio.read('historyLength')).toEqual({ undoable: 0, redoable: 0 });
  await fingers.drag(await middleOf(azimuth()), aside);
  expect(await azimuthOf()).not.toBe(before);
  expect(await studio.read('steps')).toEqual([`Turn ${id}`]);
});

test('reads a place that is tapped until the map moves, and explains one that a finger rests on', async () => {
  // No handle of what is in hand lies over the ground.
  await page.keyboard.press('Escape');
  await expect(azimuth()).toHaveCount(0);
  const ground = await tapGround();
  await expect(readout()).toContainText('Predicted');
  await page.screenshot({ path: 'test-results/touch-readout.png' });
  expect((await studio.read('explain')).place).toBeNull();
  await fingers.drag(ground, { x: ground.x - 60, y: ground.y });
  await expect(readout()).toHaveCount(0);

  await fingers.down(ground);
  const panel = page.getByRole('complementary', { name: 'Explanation' });
  await expect(panel).toBeVisible();
  await fingers.up();
  await expect(panel).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Close the explanation' }).tap();
  await expect(panel).toHaveCount(0);
});

test('leaves two fingers to the map, and changes nothing by them', async () => {
  const zoom = (await studio.read('camera'))!.zoom;
  const middle = { x: 620, y: 380 };
  const apart = (px: number) => [
    { x: middle.x - px, y: middle.y },
    { x: middle.x + px, y: middle.y },
  ];
  await fingers.down(...apart(40));
  for (const px of [60, 90, 120]) await fingers.move(...apart(px));
  await fingers.up();
  await expect.poll(async () => (await studio.read('camera'))!.zoom).toBeGreaterThan(zoom + 0.5);
  expect((await studio.read('historyLength')).undoable).toBe(0);
});

test('drags the edges of panels and dock, and the line of a comparison', async () => {
  const project = page.getByRole('navigation', { name: 'Project' });
  const width = (await project.boundingBox())!.width;
  const side = page.getByRole('separator', { name: 'Width of the project panel' });
  const from = await middleOf(side);
  await fingers.drag(from, { x: from.x + 64, y: from.y });
  expect((await project.boundingBox())!.width).toBeCloseTo(width + 64, 0);
  await fingers.drag({ x: from.x + 64, y: from.y }, from);

  await page.keyboard.press('d');
  const dock = page.getByRole('region', { name: 'Dock' });
  const top = page.getByRole('separator', { name: 'Height of the dock' });
  const height = (await dock.boundingBox())!.height;
  const edge = await middleOf(top);
  await fingers.drag(edge, { x: edge.x, y: edge.y - 40 });
  expect((await dock.boundingBox())!.height).toBeCloseTo(height + 40, 0);
  for (const separator of [side, top]) {
    const box = (await separator.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
  }
  await page.screenshot({ path: 'test-results/touch-dock.png' });
  await page.keyboard.press('d');

  await page.keyboard.press('c');
  const line = page.getByRole('slider', { name: /^Line between/ });
  await expect(line).toBeVisible();
  const grip = await middleOf(line);
  await fingers.drag(grip, { x: grip.x - 120, y: grip.y });
  await expect.poll(async () => (await studio.read('swipe'))!.at).toBeCloseTo((grip.x - 120) / 1280, 2);
  await page.keyboard.press('c');
});

test('grows with a large window, within limits, and in present mode with any', async () => {
  const textPx = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(await textPx('html')).toBe(16);
  await page.keyboard.press('d');
  for (const [width, height, root] of [
    [2560, 1440, 18],
    [3840, 2160, 24],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => textPx('html')).toBe(root);
    const project = (await page.getByRole('navigation', { name: 'Project' }).boundingBox())!;
    expect(project.width).toBeCloseTo((252 * root) / 16, 0);
    const table = (await page.getByRole('region', { name: 'Dock' }).getByRole('table').boundingBox())!;
    expect(table.width).toBeLessThanOrEqual((1904 * root) / 16);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `test-results/touch-large-${width}.png` });
  }
  await page.keyboard.press('d');
  await page.keyboard.press('p');
  // Of a picture 3 m wide, 1.1 % are letters of 33 mm, and capitals of 24 mm.
  const share = async (width: number) => (await textPx('.legend .quiet, .legend .aside')) / width;
  for (const [width, height] of [
    [3840, 2160],
    [1920, 1080],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => share(width)).toBeGreaterThan(0.011);
  }
  await page.keyboard.press('p');
});
