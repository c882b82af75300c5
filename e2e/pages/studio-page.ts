import { expect, type Page } from '@playwright/test';
import type { StudioApi } from '../../src/studio/app/studio-api.ts';

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

  message(text: string | RegExp) {
    return this.page.getByRole('region', { name: 'Messages' }).getByText(text);
  }

  errorCard() {
    return this.page.getByRole('region', { name: 'Error' });
  }
}
