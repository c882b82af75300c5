import { expect, type Locator, type Page } from '@playwright/test';
import type { BuildingFacts, StudioApi } from '../../src/studio/app/studio-api.ts';
import type { SectorSettings } from '../../src/studio/store/project-document.ts';
import { StudioPage } from './studio-page.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Direct manipulation as a person does it: lists, map and inspector. */
export class Editing {
  readonly page: Page;
  readonly studio: StudioPage;
  readonly inspector: Locator;
  readonly toolCard: Locator;
  /** Rows of sites and sectors. */
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.studio = new StudioPage(page);
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.toolCard = page.getByRole('complementary', { name: 'Tool' });
    this.rows = page.getByRole('navigation', { name: 'Project' }).locator('button.row');
  }

  read<K extends keyof StudioApi>(name: K): Promise<ReturnType<StudioApi[K]>> {
    return this.studio.read(name, ...([] as unknown as Parameters<StudioApi[K]>));
  }

  sectors(): Promise<readonly SectorSettings[]> {
    return this.read('sectors');
  }

  async selectedIds(): Promise<readonly string[]> {
    const selection = await this.read('selection');
    return selection ? [...(selection.others ?? []), selection.id] : [];
  }

  async building(id: string): Promise<BuildingFacts | undefined> {
    return (await this.read('buildings')).find((b) => b.id === id);
  }

  /** A building that is seen between the panels, with nothing of a sector near it. */
  async openBuilding(): Promise<BuildingFacts> {
    const sectors = await this.sectors();
    const away = (b: BuildingFacts) => Math.min(...sectors.map((s) => Math.hypot(s.x - b.x, s.y - b.y)));
    const byDistance = [...(await this.read('buildings'))].sort((p, q) => away(q) - away(p));
    for (const building of byDistance) {
      const at = await this.studio.read('screenOf', building.x, building.y, building.heightM);
      if (at && at.x > 420 && at.x < 840 && at.y > 200 && at.y < 440) return building;
    }
    throw new Error('No building between the panels');
  }

  /** Clicks on a building's roof. */
  async select(building: BuildingFacts): Promise<void> {
    const at = await this.studio.read('screenOf', building.x, building.y, building.heightM);
    if (!at) throw new Error(`Building ${building.id} is not on the map`);
    await this.page.mouse.click(at.x, at.y);
    await expect.poll(() => this.read('selection')).toEqual({ kind: 'building', id: building.id });
  }

  async drag(from: Point, to: Point, key?: 'Shift'): Promise<void> {
    if (key) await this.page.keyboard.down(key);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    for (let step = 1; step <= 4; step++) {
      await this.page.mouse.move(from.x + ((to.x - from.x) * step) / 4, from.y + ((to.y - from.y) * step) / 4);
      await this.page.waitForTimeout(60);
    }
    await this.page.mouse.up();
    if (key) await this.page.keyboard.up(key);
  }

  /** Takes everything back, with nothing in hand and no card open. */
  async undoAll(): Promise<void> {
    await this.page.locator('.map-pane .maplibregl-canvas').focus();
    while ((await this.read('historyLength')).undoable > 0) await this.page.keyboard.press('Control+z');
    await this.studio.dismissAll();
  }
}
