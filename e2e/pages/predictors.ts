import { expect, type Locator, type Page } from '@playwright/test';
import type { StudioApi } from '../../src/studio/app/studio-api.ts';
import { StudioPage } from './studio-page.ts';

/** Learned predictors as a person uses them: the engine, its card, the layers that come with it, and the comparison. */
export class Predictors {
  readonly page: Page;
  readonly studio: StudioPage;
  readonly engine: Locator;
  readonly layers: Locator;
  readonly compareCard: Locator;
  readonly legend: Locator;

  constructor(page: Page) {
    this.page = page;
    this.studio = new StudioPage(page);
    this.engine = page.getByRole('combobox', { name: 'Engine', exact: true });
    this.layers = page.getByRole('combobox', { name: 'Layer', exact: true });
    this.compareCard = page.getByRole('region', { name: 'Compare' });
    this.legend = page.getByRole('region', { name: 'Legend' });
  }

  card(name: string): Locator {
    return this.page.getByRole('region', { name: `Model ${name}` });
  }

  /** Chooses an engine and waits for the finished map that it makes. */
  async choose(engine: string): Promise<void> {
    const version = (await this.studio.read('map'))?.version ?? 0;
    await this.engine.selectOption(engine);
    await this.studio.untilMapChanges(version);
    await this.studio.untilRefined();
  }

  async layer(name: string): Promise<void> {
    await this.layers.selectOption({ label: name });
  }

  layerNames(): Promise<string[]> {
    return this.layers.getByRole('option').allTextContents();
  }

  /** Drops a model's files on the window in one go, as from an open folder. */
  async drop(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const named = [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const);
    await this.page.evaluate((all) => {
      const data = new DataTransfer();
      for (const [name, text] of all) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      for (const type of ['dragenter', 'dragover', 'drop'])
        window.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, named);
  }

  async untilCompared(): Promise<NonNullable<ReturnType<StudioApi['comparison']>>> {
    await expect.poll(async () => this.studio.read('comparison'), { timeout: 120_000 }).not.toBeNull();
    return (await this.studio.read('comparison'))!;
  }

  async untilFeatures(): Promise<void> {
    await expect
      .poll(async () => (await this.studio.read('features')).shown?.legends ?? null, { timeout: 60_000 })
      .not.toBeNull();
  }
}
