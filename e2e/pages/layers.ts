import { expect, type Locator, type Page } from '@playwright/test';
import type { StudioApi } from '../../src/studio/app/studio-api.ts';
import { StudioPage } from './studio-page.ts';

/** Layers, their legend and comparisons as a person uses them. */
export class Layers {
  readonly page: Page;
  readonly studio: StudioPage;
  readonly legend: Locator;
  readonly compareCard: Locator;
  readonly kept: Locator;

  constructor(page: Page) {
    this.page = page;
    this.studio = new StudioPage(page);
    this.legend = page.getByRole('region', { name: 'Legend' });
    this.compareCard = page.getByRole('region', { name: 'Compare' });
    this.kept = page.getByRole('region', { name: 'Kept results' });
  }

  async layer(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Layer', exact: true }).selectOption({ label: name });
  }

  async compare(mode: 'Single' | 'Swipe' | 'Side by side' | 'Difference'): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Compare', exact: true }).selectOption({ label: mode });
  }

  async with(label: string | RegExp): Promise<void> {
    const list = this.compareCard.getByRole('combobox', { name: 'Result to compare with' });
    const option = list.getByRole('option', { name: label });
    await list.selectOption(await option.getAttribute('value'));
  }

  async untilCompared(): Promise<NonNullable<ReturnType<StudioApi['comparison']>>> {
    await expect.poll(async () => this.studio.read('comparison'), { timeout: 120_000 }).not.toBeNull();
    return (await this.studio.read('comparison'))!;
  }

  /** What a row of the legend says beside its class. */
  row(label: string): Locator {
    return this.legend.getByRole('row').filter({ hasText: label });
  }

  /** One picture a theme and window size. */
  async pictures(name: string): Promise<void> {
    for (const theme of ['light', 'dark'] as const)
      for (const [width, height] of [
        [1280, 720],
        [1920, 1080],
      ] as const) {
        await this.page.emulateMedia({ colorScheme: theme });
        await this.page.setViewportSize({ width, height });
        await this.page.waitForTimeout(1200);
        await this.page.screenshot({ path: `test-results/layers-${name}-${theme}-${width}.png` });
        const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }
    await this.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await this.page.setViewportSize({ width: 1280, height: 720 });
  }
}
