import { expect, type Page } from '@playwright/test';
import type { StudioApi } from '../../src/studio/app/studio-api.ts';

/** Heights of windows by their width. */
const SIZES = { 1280: 720, 1920: 1080 } as const;

interface PictureOptions {
  readonly widths?: readonly (keyof typeof SIZES)[];
  /** What must hold at every size and in both themes. */
  readonly holds?: (size: { readonly width: number; readonly height: number }) => Promise<void>;
}

/** The studio as a person and a script see it: gestures on one side, numbers read back on the other. */
export class StudioPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the demo with cells and azimuths that a software renderer can afford. */
  async openDemo(query = '?adapter=cpu&cell=20&azimuths=256&depth=2'): Promise<void> {
    await this.page.goto(`/${query}`);
  }

  read<K extends keyof StudioApi>(name: K, ...args: Parameters<StudioApi[K]>): Promise<ReturnType<StudioApi[K]>> {
    return this.page.evaluate(
      ([key, values]) => (window.studio[key] as (...v: readonly unknown[]) => unknown)(...values),
      [name, args] as const,
    ) as Promise<ReturnType<StudioApi[K]>>;
  }

  /** Outdoor cells of the layer on the screen by class. */
  async classes() {
    return (await this.read('shown'))?.first ?? null;
  }

  async untilRefined(): Promise<void> {
    await expect.poll(async () => (await this.read('run')).phase, { timeout: 200_000 }).toBe('refined');
  }

  /** Waits until the map on the screen is another than `version`. */
  async untilMapChanges(version: number): Promise<void> {
    await expect.poll(async () => (await this.read('map'))?.version ?? 0, { timeout: 60_000 }).toBeGreaterThan(version);
  }

  /** Drags a sector's mast with the mouse by pixels of the window. */
  async dragSector(id: string, dx: number, dy: number): Promise<void> {
    const from = await this.read('screenOfSector', id);
    if (!from) throw new Error(`Sector ${id} is not on the map`);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    for (let step = 1; step <= 4; step++) {
      await this.page.mouse.move(from.x + (dx * step) / 4, from.y + (dy * step) / 4);
      await this.page.waitForTimeout(60);
    }
    await this.page.mouse.up();
  }

  /** Drops a file on the middle of the window, as an operating system does. */
  async drop(name: string, content: string): Promise<void> {
    await this.page.evaluate(
      ([fileName, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], fileName));
        for (const type of ['dragenter', 'dragover', 'drop'])
          window.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [name, content] as const,
    );
  }

  /** As drop, of any bytes. */
  async dropBytes(name: string, bytes: Uint8Array): Promise<void> {
    await this.page.evaluate(
      ([fileName, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], fileName));
        for (const type of ['dragenter', 'dragover', 'drop'])
          window.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [name, Buffer.from(bytes).toString('base64')] as const,
    );
  }

  /** Finds a command by its words and runs it. */
  async command(words: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    const field = this.page.getByRole('combobox', { name: 'Find a command' });
    await field.fill(words);
    await field.press('Enter');
  }

  async untilSaved(): Promise<void> {
    await expect.poll(async () => (await this.read('project')).saving, { timeout: 30_000 }).toBe('saved');
  }

  async dismissAll(): Promise<void> {
    const dismiss = this.page.getByRole('button', { name: /^Dismiss/ });
    while ((await dismiss.count()) > 0) await dismiss.first().click();
  }

  /** Pictures in both themes at these widths, to be looked at; nothing may run over the window's edge, nor against `holds`. */
  async pictures(name: string, { widths = [1280, 1920], holds }: PictureOptions = {}): Promise<void> {
    for (const theme of ['light', 'dark'] as const)
      for (const width of widths) {
        await this.page.emulateMedia({ colorScheme: theme });
        await this.page.setViewportSize({ width, height: SIZES[width] });
        await this.page.waitForTimeout(1200);
        await this.page.screenshot({ path: `test-results/${name}-${theme}-${width}.png` });
        const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        await holds?.({ width, height: SIZES[width] });
      }
    await this.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await this.page.setViewportSize({ width: 1280, height: SIZES[1280] });
  }

  message(text: string | RegExp) {
    return this.page.getByRole('region', { name: 'Messages' }).getByText(text);
  }

  errorCard() {
    return this.page.getByRole('region', { name: 'Error' });
  }
}
