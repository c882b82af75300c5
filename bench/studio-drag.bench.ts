import { chromium, type Page } from '@playwright/test';
import { gpuFlags, systemChromium } from '../scripts/lib/chromium.mjs';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { builtSite } from './built-site.ts';
import { type DragNotes, startDragProbe } from './drag-probe.ts';

export const title = 'The studio while a site is dragged: input latency, maps a second, tasks of the main thread';

/** The same gesture over the same pixels, with and without anything to follow it. */
const CASES = [
  ['pointer moved over the map', false],
  ['a site dragged', true],
] as const;

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const site = await builtSite();
  const executablePath = systemChromium();
  const browser = await chromium.launch({ args: gpuFlags(), ...(executablePath ? { executablePath } : {}) });
  const rows: BenchResult['rows'] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(site.url);
    log('waiting for the first finished map');
    await page.waitForFunction(() => window.studio?.run().phase === 'refined', null, { timeout: 300_000 });
    for (const [what, drags] of CASES) {
      log(what);
      rows.push({ what, ...figures(await gesture(page, drags, quick ? 2 : 6)) });
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return {
    rows,
    notes: [
      'The demo at its own settings, 1280 x 720. Wait: from an input event to when the page gets to it; latency: to the end of the frame after it. Long tasks: over 50 ms, as the browser reports them.',
      'Chromium draws the map in software where there is no GPU.',
    ],
  };
}

/** Moves the pointer about the first mast, with its button down or not. */
async function gesture(page: Page, drags: boolean, seconds: number): Promise<DragNotes> {
  const id = await page.evaluate(() => window.studio.sectors()[0]?.id ?? '');
  const from = await page.evaluate((name) => window.studio.screenOfSector(name), id);
  if (!from) throw new Error('The first sector is not on the map');
  // Beside the mast there is nothing to take hold of.
  const start = drags ? from : { x: from.x, y: from.y + 60 };
  await page.mouse.move(start.x, start.y);
  await page.evaluate(startDragProbe);
  if (drags) await page.mouse.down();
  const end = Date.now() + 1000 * seconds;
  for (let step = 1; Date.now() < end; step++) {
    const angle = step / 6;
    await page.mouse.move(start.x + 50 * Math.sin(angle), start.y + 20 * (1 - Math.cos(angle)));
    await page.waitForTimeout(16);
  }
  if (drags) await page.mouse.up();
  const notes = await page.evaluate(() => (window as unknown as { stopDragProbe: () => DragNotes }).stopDragProbe());
  if (drags) await page.keyboard.press('Control+z');
  return notes;
}

function figures({ waitsMs, latenciesMs, longTasksMs, maps, seconds }: DragNotes): Readonly<Record<string, number>> {
  const at = (values: readonly number[], share: number) => {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  };
  return {
    inputs: latenciesMs.length,
    'wait p95 [ms]': at(waitsMs, 0.95),
    'latency p50 [ms]': at(latenciesMs, 0.5),
    'latency p95 [ms]': at(latenciesMs, 0.95),
    'maps [1/s]': maps / seconds,
    'long tasks': longTasksMs.length,
    'longest task [ms]': Math.max(0, ...longTasksMs),
  };
}
