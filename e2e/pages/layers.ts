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
}
