// Writes docs/pictures/studio.png: the window on the demo, as it is built, with a sector in hand and its map refined.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { runnerImport } from 'vite';
import { gpuFlags, systemChromium } from './lib/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const picture = join(root, 'docs', 'pictures', 'studio.png');
const IN_HAND = 'Market-A';

const { module } = await runnerImport(join(root, 'bench/built-site.ts'), { root, logLevel: 'warn' });
const site = await module.builtSite();
const executablePath = systemChromium();
const browser = await chromium.launch({ args: gpuFlags(), ...(executablePath ? { executablePath } : {}) });
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(site.url);
  const refined = () =>
    page.waitForFunction(() => window.studio?.run().phase === 'refined', null, { timeout: 300_000 });
  await refined();
  await page.locator(`[data-row="sector ${IN_HAND}"]`).click();
  // Away from the map, which would read the place under the pointer.
  await page.mouse.move(720, 4);
  await refined();
  await page.waitForFunction(
    () => /kept|solved anew/.test(document.querySelector('.paths-line')?.textContent ?? ''),
    null,
    {
      timeout: 300_000,
    },
  );
  await page.waitForTimeout(1000);
  await page.screenshot({ path: picture });
  console.log(picture);
} finally {
  await browser.close();
  await site.close();
}
