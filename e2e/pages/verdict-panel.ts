import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { StudioPage } from './studio-page.ts';
import { watchedWindow } from './watched-window.ts';

/** The verdict in the dock as a person uses it. */
export class VerdictPanel {
  readonly page: Page;
  readonly studio: StudioPage;
  readonly dock: Locator;
  readonly table: Locator;
  /** How many sectors and cells the figures rest on, and what must be known of them. */
  readonly count: Locator;
  readonly progress: Locator;
  readonly says: Locator;

  constructor(page: Page) {
    this.page = page;
    this.studio = new StudioPage(page);
    this.dock = page.getByRole('region', { name: 'Dock' });
    this.table = this.dock.getByRole('grid', { name: 'Methods on the same held-out cells' });
    this.count = this.dock.getByTestId('verdict-count');
    this.progress = this.dock.getByRole('progressbar', { name: 'Progress of the verdict' });
    this.says = this.dock.getByRole('region', { name: 'What the data support' });
  }

  /** In a window of its own, with the demo's map finished. */
  static async inDemo(browser: Browser, faults: string[]): Promise<VerdictPanel> {
    const panel = new VerdictPanel(await watchedWindow(browser, faults));
    await panel.studio.openDemo();
    await panel.studio.untilRefined();
    return panel;
  }

  /** The sectors of one site are enough to hold methods against one another. */
  async takeSite(name: string): Promise<void> {
    await this.page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click();
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Verdict', exact: true }).click();
  }

  async part(label: string): Promise<void> {
    await this.segment('Part of the verdict', label);
  }

  async segment(group: string, label: string): Promise<void> {
    await this.dock.getByRole('radiogroup', { name: group }).getByText(label, { exact: true }).click();
  }

  /** Has these methods judged, and no others. */
  async choose(methods: readonly string[]): Promise<void> {
    const boxes = this.dock.locator('.verdict-setup fieldset').filter({ hasNotText: 'Held out' }).getByRole('checkbox');
    for (const box of await boxes.all())
      await box.setChecked(methods.includes((await box.getAttribute('aria-label')) ?? ''));
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.name(name) });
  }

  /** The name of a row, which the keys go from. */
  name(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The mean of a row's error [dB]. */
  async mae(name: string): Promise<number> {
    return Number.parseFloat((await this.row(name).locator('td').first().textContent()) ?? '');
  }

  async judge(): Promise<void> {
    await this.dock.getByRole('button', { name: /^Judge (on|again)/ }).click();
  }

  async untilJudged(timeout = 500_000): Promise<void> {
    await expect(this.table).toBeVisible({ timeout });
    await expect(this.progress).toBeHidden({ timeout });
  }

  /** Cells that a picture of the maps has a level in. */
  async painted(name: RegExp): Promise<number> {
    return this.dock.getByRole('img', { name }).evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let cells = 0;
      for (let k = 3; k < data.length; k += 4) if (data[k]! > 0) cells++;
      return cells;
    });
  }
}
