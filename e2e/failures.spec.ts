import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { gpuFlags, systemChromium } from '../scripts/lib/chromium.mjs';
import type { SavedCamera } from '../src/io/formats/saved-project.ts';
import { StudioPage } from './pages/studio-page.ts';

const QUICK = '?adapter=cpu&cell=50&azimuths=64&depth=1';
const ON_GPU = '?adapter=gpu&city=3&cell=50&azimuths=64&depth=1';
const ENGINE = '**/assets/engine-worker-*.js';

/** Runs code in the engine's Worker before its own: in every one, or in the first alone. */
async function inEngine(page: Page, code: string, which: 'every' | 'first'): Promise<void> {
  let started = 0;
  await page.route(ENGINE, async (route) => {
    const answer = await route.fetch();
    const changed = which === 'every' || started++ === 0;
    await route.fulfill({
      response: answer,
      headers: { ...answer.headers(), 'cache-control': 'no-store' },
      body: (changed ? `${code};\n` : '') + (await answer.text()),
    });
  });
}

/** Throws in the Worker, where nobody catches it, when it is asked for a solve for the n-th time. */
const throwAtSolve = (n: number) => `let solves = 0;
addEventListener('message', ({ data }) => {
  if (data?.path?.[0] === 'solve' && ++solves === ${n}) setTimeout(() => { throw new Error('injected fault'); });
})`;

/** A step of the height of the sector in hand: needs a solve. */
async function raise(studio: StudioPage): Promise<void> {
  const before = (await studio.read('map'))?.version ?? 0;
  const slider = studio.page.getByLabel('Height, slider');
  await slider.focus();
  await studio.page.keyboard.press('ArrowRight');
  await studio.untilMapChanges(before);
}

test('starts the engine again when its Worker throws, with all that was open, and finishes the map', async ({
  page,
}) => {
  await inEngine(page, throwAtSolve(3), 'first');
  const studio = new StudioPage(page);
  await studio.openDemo(QUICK);
  await expect(studio.message(/injected fault.* and was started again\. What was open is open again/)).toBeVisible();
  await studio.untilRefined();
  const map = await studio.read('map');
  expect(map?.refined).toBe(true);
  expect(map?.coveredCells).toBeGreaterThan(100);
  expect((await studio.read('errors'))?.covered.count).toBeGreaterThan(100);
  await expect(page.getByText(/cannot be solved/)).toHaveCount(0);
  await raise(studio);
  await studio.untilRefined();
});

test('stops trying where the engine throws again and again, says so, and turns no wheel', async ({ page }) => {
  await inEngine(page, throwAtSolve(1), 'every');
  const studio = new StudioPage(page);
  await studio.openDemo(QUICK);
  await expect(studio.message(/does not start any more\. Export what you need and reload the page/)).toBeVisible({
    timeout: 120_000,
  });
  await expect.poll(async () => (await studio.read('run')).phase).not.toBe('solving');
  await expect(page.getByRole('progressbar', { name: 'Progress of the radio map' })).toHaveCount(0);
  expect((await studio.read('sectors')).length).toBeGreaterThan(5);
  await page.screenshot({ path: 'test-results/failures-engine-gone.png' });
});

test('computes on the CPU where no adapter answers, and says why', async ({ page }) => {
  await inEngine(page, 'navigator.gpu.requestAdapter = async () => null', 'every');
  const studio = new StudioPage(page);
  await studio.openDemo('?cell=50&azimuths=64&depth=1');
  await studio.untilRefined();
  const line = page.locator('.engine-line');
  await line.getByText('Computed by the CPU engine').click();
  await expect(line).toContainText('No GPU adapter answered. Use a current Chrome');
  expect((await studio.read('map'))?.coveredCells).toBeGreaterThan(100);
});

test('stops within a slice, however often cancel is clicked, and goes on when asked', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const studio = new StudioPage(page);
  await studio.openDemo('?adapter=cpu&cell=20&azimuths=2048&depth=3');
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
  await cancel.waitFor();
  await cancel.evaluate((button: HTMLButtonElement) => {
    for (let click = 0; click < 100; click++) button.click();
  });
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  const before = await studio.read('run');
  await page.waitForTimeout(2000);
  expect(await studio.read('run')).toEqual(before);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(async () => (await studio.read('run')).refinedSectors).toBeGreaterThan(before.refinedSectors);
  expect(faults).toEqual([]);
});

test('finishes a map in a tab that is hidden: no frames, timers once a second', async ({ page }) => {
  await page.addInitScript(() => {
    const { setTimeout: timer, requestAnimationFrame: frame } = window;
    const hidden = () => (window as unknown as { asleep?: boolean }).asleep === true;
    window.setTimeout = ((work: TimerHandler, ms = 0, ...rest: unknown[]) =>
      timer(work, hidden() ? Math.max(1000, ms) : ms, ...rest)) as typeof window.setTimeout;
    window.requestAnimationFrame = (work) => (hidden() ? 0 : frame(work));
  });
  const studio = new StudioPage(page);
  await studio.openDemo(QUICK);
  await studio.untilRefined();
  const before = await studio.read('map');
  await page.getByLabel('Height, slider').focus();
  await page.evaluate(() => Object.assign(window, { asleep: true }));
  await page.keyboard.press('ArrowRight');
  await studio.untilMapChanges(before?.version ?? 0);
  await studio.untilRefined();
  expect((await studio.read('map'))?.version).toBeGreaterThan(before?.version ?? 0);
});

/** Share of pixels of the map, between the panels, that differ by more than a trace. */
async function difference(page: Page, a: Buffer, b: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const pixels = await Promise.all(
        pictures.map(async (text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext('2d')!;
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
        }),
      );
      const [first, second] = pixels;
      let differ = 0;
      for (let i = 0; i < first!.length; i += 4)
        if ([0, 1, 2].some((c) => Math.abs(first![i + c]! - second![i + c]!) > 24)) differ++;
      return differ / (first!.length / 4);
    },
    [a.toString('base64'), b.toString('base64')],
  );
}

/** Where the camera is when it has left `start` and come to rest; a software renderer takes a second and more for a frame. */
async function restingCamera(studio: StudioPage, start: SavedCamera | null): Promise<SavedCamera | null> {
  let last = JSON.stringify(start);
  for (let same = 0; same < 3; ) {
    await studio.page.waitForTimeout(1500);
    const now = JSON.stringify(await studio.read('camera'));
    same = now === last && now !== JSON.stringify(start) ? same + 1 : 0;
    last = now;
  }
  return studio.read('camera');
}

test('draws the map again when its graphics context was lost: camera, city, radio map and antennas', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.openDemo(QUICK);
  await studio.untilRefined();
  const start = await studio.read('camera');
  await page.mouse.move(640, 300);
  await page.mouse.wheel(0, -300);
  await page.mouse.move(640, 30);
  const clip = { x: 300, y: 120, width: 400, height: 300 };
  const camera = await restingCamera(studio, start);
  const before = await page.screenshot({ clip });
  await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')!;
    const hold = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
    canvas.addEventListener('webglcontextlost', () => setTimeout(() => hold.restoreContext(), 200));
    canvas.dataset.first = 'true';
    hold.loseContext();
  });
  // While there is nothing to draw on, the studio goes on.
  await page.getByLabel('Power, slider').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.maplibregl-canvas[data-first]')).toHaveCount(0);
  await expect(page.locator('.maplibregl-canvas')).toBeVisible();
  await page.waitForTimeout(2500);
  const after = await page.screenshot({ clip });
  const now = await studio.read('camera');
  for (const key of ['lngDeg', 'latDeg', 'zoom', 'bearingDeg', 'pitchDeg'] as const)
    expect(now?.[key]).toBeCloseTo(camera?.[key] ?? 0, 6);
  expect(await difference(page, before, after)).toBeLessThan(0.01);
  expect(await difference(page, before, Buffer.from(await blank(page, clip)))).toBeGreaterThan(0.3);
});

/** A picture of the size with nothing on it, for the comparison to be worth something. */
async function blank(page: Page, { width, height }: { width: number; height: number }): Promise<Uint8Array> {
  const text = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w!, h!);
      canvas.getContext('2d')!.fillRect(0, 0, w!, h!);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      return btoa(String.fromCharCode(...bytes));
    },
    [width, height],
  );
  return Buffer.from(text, 'base64');
}

/** Tests that end the browser's GPU process have a browser of their own: it remembers. */
test.describe('the GPU process', () => {
  let browser: Browser;
  let page: Page;
  let studio: StudioPage;

  test.beforeEach(async ({ baseURL }) => {
    const executablePath = systemChromium();
    browser = await chromium.launch({ args: gpuFlags(), ...(executablePath ? { executablePath } : {}) });
    page = await browser.newPage({
      ...(baseURL ? { baseURL } : {}),
      viewport: { width: 1280, height: 720 },
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    studio = new StudioPage(page);
  });
  test.afterEach(() => browser.close());

  const crash = async () => {
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess').catch(() => undefined);
  };

  const maps = async () => {
    const sectors = await studio.read('sectors');
    return Promise.all(sectors.map(async ({ id }) => [id, (await studio.read('pathGainOf', id))?.db] as const));
  };

  test('crashes in the middle of a run: the run goes on, and its map is the same to the bit', async () => {
    test.setTimeout(480_000);
    await studio.openDemo(ON_GPU);
    await expect.poll(async () => (await studio.read('run')).refinedSectors, { timeout: 200_000 }).toBeGreaterThan(0);
    expect((await studio.read('run')).phase).toBe('solving');
    await crash();
    await studio.untilRefined();
    await expect(page.locator('.engine-line')).toContainText('WebGPU runs in software here');
    const interrupted = await maps();
    expect(interrupted.every(([, db]) => db && db.filter((level) => level !== null).length > 50)).toBe(true);
    // The map on the screen was lost with it, and is there again.
    await expect(page.locator('.maplibregl-canvas')).toBeVisible();
    await expect(page.getByText('The map cannot be drawn.')).toHaveCount(0);
    await page.screenshot({ path: 'test-results/failures-after-crash.png' });
    await page.reload();
    await studio.untilRefined();
    expect(await maps()).toEqual(interrupted);
  });
});
