import { expect, type Locator, type Page } from '@playwright/test';
import { StudioPage } from './studio-page.ts';

/** The import of a city as a person uses it. */
export class CityImport {
  readonly page: Page;
  readonly studio: StudioPage;
  readonly dialog: Locator;
  readonly plan: Locator;

  constructor(page: Page) {
    this.page = page;
    this.studio = new StudioPage(page);
    this.dialog = page.getByRole('dialog');
    this.plan = page.getByRole('application', { name: /^Plan of the map/ });
  }

  async open(way: 'A map file' | 'OpenStreetMap, by Overpass'): Promise<void> {
    const project = this.page.getByRole('navigation', { name: 'Project' });
    await project.getByRole('button', { name: 'Import', exact: true }).click();
    await this.dialog.getByText(way, { exact: true }).click();
  }

  /** Drops a file on the window, as an operating system does. */
  async drop(name: string, bytes: Uint8Array): Promise<void> {
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

  async setBox(box: { lat: number; lon: number; widthKm: number; heightKm: number }): Promise<void> {
    await this.number('Latitude').fill(String(box.lat));
    await this.number('Longitude').fill(String(box.lon));
    await this.number('Width').fill(String(box.widthKm));
    await this.number('Height').fill(String(box.heightKm));
    await this.number('Height').blur();
  }

  number(label: string): Locator {
    return this.dialog.getByRole('textbox', { name: label, exact: true });
  }

  async build(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Build the scene' }).click();
    await expect(this.dialog).toBeHidden({ timeout: 60_000 });
  }
}
