import { expect, type Locator, type Page } from '@playwright/test';
import type { CalibrationState } from '../../src/studio/store/calibration-state.ts';
import { StudioPage } from './studio-page.ts';

/** The calibration panel as a person uses it. */
export class CalibrationPanel {
  readonly page: Page;
  readonly studio: StudioPage;
  readonly card: Locator;

  constructor(page: Page) {
    this.page = page;
    this.studio = new StudioPage(page);
    this.card = page.getByRole('complementary', { name: 'Calibration' });
  }

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Project' })
      .getByRole('button', { name: 'Calibrate', exact: true })
      .click();
    await expect(this.card).toBeVisible();
  }

  state(): Promise<CalibrationState> {
    return this.studio.read('calibration');
  }

  select(sector: string): Promise<void> {
    const [site, letter] = sector.split('-');
    const rows = this.page.getByRole('navigation', { name: 'Project' }).getByRole('button');
    return rows
      .filter({ hasText: new RegExp(`^${letter}\\b.*GHz`) })
      .nth(['Market', 'Exchange', 'Northgate'].indexOf(site ?? ''))
      .click();
  }

  async untilSplit(): Promise<NonNullable<CalibrationState['split']>> {
    await expect(this.card.getByTestId('split-counts')).toBeVisible();
    return (await this.state()).split!;
  }

  run(): Promise<void> {
    return this.card.getByRole('button', { name: /^Run / }).click();
  }

  async untilResult(): Promise<void> {
    await expect.poll(async () => (await this.state()).view, { timeout: 120_000 }).toBe('result');
  }

  segment(group: string, label: string): Promise<void> {
    return this.card.getByRole('radiogroup', { name: group }).getByText(label, { exact: true }).click();
  }

  toggle(name: string): Promise<void> {
    return this.card.getByRole('switch', { name }).press('Space');
  }

  scroll(to: number): Promise<void> {
    return this.card.locator('.panel-body').evaluate((body, top) => body.scrollTo(0, top), to);
  }
}
