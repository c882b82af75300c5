import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { Editing } from './pages/editing.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: every test takes back what it did. */
let page: Page;
let editing: Editing;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  editing = new Editing(page);
  await editing.studio.openDemo();
  await editing.studio.untilRefined();
});

test.afterEach(async () => {
  await editing.undoAll();
  expect(faults).toEqual([]);
});

test.afterAll(() => page.context().close());

test('adds a site by a click, with the template and the antenna in hand, as one step', async () => {
  const before = await editing.sectors();
  await page.getByRole('button', { name: 'Add a site' }).click();
  await expect(editing.toolCard).toContainText('Add a site');
  await editing.studio.pictures('editing-add-site', { widths: [1280] });
  await page.mouse.click(640, 420);
  const added = (await editing.sectors()).slice(before.length);
  expect(added.map((s) => s.azimuthDeg)).toEqual([0, 120, 240]);
  expect(new Set(added.map((s) => s.frequencyHz))).toEqual(new Set([before[0]?.frequencyHz]));
  expect(await editing.read('selection')).toEqual({ kind: 'site', id: added[0]?.siteId });
  expect(await editing.read('steps')).toEqual([`Add ${added[0]?.siteId}`]);
  await expect(editing.toolCard).toBeHidden();
  await expect(editing.inspector).toContainText('site · 3 sectors');
  await expectAccessible(page);
  await editing.studio.untilRefined();
  await editing.studio.pictures('editing-site-added', { widths: [1280] });
});

test('adds a small cell with the keyboard alone', async () => {
  const before = await editing.sectors();
  await page.keyboard.press('a');
  await editing.toolCard.getByText('Small cell').click();
  await page.locator('.map-pane .maplibregl-canvas').focus();
  await page.keyboard.press('Enter');
  const added = (await editing.sectors()).slice(before.length);
  expect(added).toHaveLength(1);
  expect(added[0]).toMatchObject({ pattern: 'hw_dipole', powerDbm: 33 });
});

test('renames without a solve, and undo gives the name back to what is in hand', async () => {
  const [first] = await editing.sectors();
  await editing.rows.filter({ hasText: /GHz/ }).first().click();
  const served = (await editing.read('map'))?.served;
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: `Name of sector ${first?.id}` });
  await field.fill('Market-B');
  await expect(page.getByText('There is another sector called Market-B.')).toBeVisible();
  await field.press('Escape');
  expect((await editing.sectors())[0]).toEqual(first);
  await page.keyboard.press('F2');
  await field.fill('Market-North');
  await field.press('Enter');
  expect((await editing.sectors())[0]).toEqual({ ...first, id: 'Market-North' });
  expect(await editing.read('selection')).toEqual({ kind: 'sector', id: 'Market-North' });
  expect((await editing.read('run')).phase).toBe('refined');
  expect((await editing.read('map'))?.served).toEqual(served);
  await expect(editing.rows.filter({ hasText: /GHz/ }).first()).toBeFocused();
  await page.keyboard.press('Control+z');
  expect(await editing.read('selection')).toEqual({ kind: 'sector', id: first?.id });
});

test('duplicates, copies the antenna and deletes with keys', async () => {
  const before = await editing.sectors();
  const sectorRows = editing.rows.filter({ hasText: /GHz/ });
  await sectorRows.nth(1).click();
  await page.keyboard.press('Control+d');
  const copied = await editing.sectors();
  expect(copied).toHaveLength(before.length + 1);
  const id = (await editing.read('selection'))?.id;
  expect(copied.find((s) => s.id === id)).toMatchObject({ azimuthDeg: before[1]?.azimuthDeg });

  const carrier = editing.inspector.getByLabel('Carrier', { exact: true });
  await carrier.selectOption('n78');
  expect((await editing.sectors()).find((s) => s.id === id)?.frequencyHz).toBe(3.55e9);
  await page.locator('.map-pane .maplibregl-canvas').focus();
  await page.keyboard.press('Control+c');
  await sectorRows.nth(0).click();
  await page.keyboard.press('Control+v');
  expect((await editing.sectors())[0]).toMatchObject({ frequencyHz: 3.55e9, azimuthDeg: before[0]?.azimuthDeg });
  await page.keyboard.press('Delete');
  expect((await editing.sectors()).some((s) => s.id === before[0]?.id)).toBe(false);
  expect(await editing.read('selection')).toBeNull();
  expect(await editing.read('steps')).toHaveLength(4);
});

test('changes several sectors together, by the same and to the same', async () => {
  const before = await editing.sectors();
  const sectorRows = editing.rows.filter({ hasText: /GHz/ });
  await sectorRows.nth(0).click();
  await sectorRows.nth(2).click({ modifiers: ['Shift'] });
  await sectorRows.nth(4).click({ modifiers: ['Control'] });
  await expect(editing.inspector).toContainText('4 sectors');
  await expect(editing.inspector.getByPlaceholder('mixed').first()).toBeVisible();
  await expectAccessible(page);
  await editing.studio.pictures('editing-several', { widths: [1280] });
  await editing.inspector.getByText('change by').click();
  const tilt = editing.inspector.getByLabel('Change Downtilt by [°]');
  await tilt.fill('2');
  await tilt.press('Enter');
  const chosen = [0, 1, 2, 4];
  const tilted = await editing.sectors();
  expect(tilted.map((s, i) => s.downtiltDeg - (before[i]?.downtiltDeg ?? 0))).toEqual(
    before.map((_, i) => (chosen.includes(i) ? 2 : 0)),
  );
  await editing.studio.pictures('editing-several-by', { widths: [1280] });
  expect(await editing.read('historyLength')).toEqual({ undoable: 1, redoable: 0 });
});

test('takes sectors with a box, and moves them together by the mouse in one step', async () => {
  const before = await editing.sectors();
  const [a] = before;
  const b = before.find((s) => s.siteId !== a?.siteId);
  const from = await editing.studio.read('screenOfSector', a?.id ?? '');
  const to = await editing.studio.read('screenOfSector', b?.id ?? '');
  if (!a || !b || !from || !to) throw new Error('Two sites are needed');
  await editing.drag(
    { x: Math.min(from.x, to.x) - 12, y: Math.min(from.y, to.y) - 12 },
    { x: Math.max(from.x, to.x) + 12, y: Math.max(from.y, to.y) + 12 },
    'Shift',
  );
  const ids = await editing.selectedIds();
  expect(ids).toEqual(expect.arrayContaining([a.id, b.id]));
  await editing.studio.dragSector(a.id, 24, 16);
  const after = await editing.sectors();
  const shifts = after
    .filter((s) => ids.includes(s.id))
    .map((s) => {
      const was = before.find((o) => o.id === s.id);
      return [(s.x - (was?.x ?? 0)).toFixed(6), (s.y - (was?.y ?? 0)).toFixed(6)].join();
    });
  expect(new Set(shifts).size).toBe(1);
  expect(shifts[0]).not.toBe('0.000000,0.000000');
  expect(await editing.read('historyLength')).toEqual({ undoable: 1, redoable: 0 });
});

test('tilts a sector by the handle on its beam', async () => {
  const [sector] = await editing.sectors();
  await editing.rows.filter({ hasText: /GHz/ }).first().click();
  const handle = page.getByRole('slider', { name: `Downtilt of sector ${sector?.id}` });
  const box = await handle.boundingBox();
  if (!box) throw new Error('No handle');
  await editing.drag({ x: box.x + 8, y: box.y + 8 }, { x: box.x + 8, y: box.y + 34 });
  const tilted = (await editing.sectors())[0]?.downtiltDeg ?? 0;
  expect(tilted).toBeGreaterThan(sector?.downtiltDeg ?? 0);
  expect(await editing.read('steps')).toEqual([`Tilt ${sector?.id}`]);
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  expect((await editing.sectors())[0]?.downtiltDeg).toBe(tilted - 0.5);
});

test('edits a building: height, walls, place, and the map follows', async () => {
  const building = await editing.openBuilding();
  const before = await editing.read('map');
  await editing.select(building);
  await expect(editing.inspector).toContainText('building');
  await expectAccessible(page);
  await editing.studio.pictures('editing-building', { widths: [1280] });
  await page.getByRole('slider', { name: `Height of building ${building.id}` }).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowUp');
  expect(await editing.building(building.id)).toMatchObject({ heightM: building.heightM + 20 });
  await editing.inspector.getByLabel('Walls').selectOption('metal');
  await page.getByRole('button', { name: `Move building ${building.id} (arrow keys: 1 m)` }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  const now = await editing.building(building.id);
  expect(now).toMatchObject({ wallMaterial: 'metal', heightM: building.heightM + 20 });
  expect(now?.x).toBeCloseTo(building.x + 10, 3);
  await editing.studio.untilMapChanges(before?.version ?? 0);
  await editing.studio.untilRefined();
  expect((await editing.read('map'))?.served).not.toEqual(before?.served);
  await editing.studio.pictures('editing-building-edited', { widths: [1280] });
  await editing.undoAll();
  await editing.studio.untilRefined();
  // Maps of the city as it was are still there: nothing is computed again.
  expect((await editing.read('map'))?.served).toEqual(before?.served);
});

test('moves a building with the mouse in one step, and pulls it down', async () => {
  const building = await editing.openBuilding();
  await editing.select(building);
  const box = await page.getByRole('button', { name: `Move building ${building.id}` }).boundingBox();
  if (!box) throw new Error('No handle');
  await editing.drag({ x: box.x + 8, y: box.y + 8 }, { x: box.x + 38, y: box.y + 22 });
  const moved = await editing.building(building.id);
  expect(Math.hypot((moved?.x ?? 0) - building.x, (moved?.y ?? 0) - building.y)).toBeGreaterThan(5);
  expect(await editing.read('steps')).toEqual([`Move building ${building.id}`]);
  await page.keyboard.press('Delete');
  expect(await editing.building(building.id)).toBeUndefined();
  expect(await editing.read('selection')).toBeNull();
  await page.keyboard.press('Control+z');
  expect(await editing.building(building.id)).toEqual(moved);
});

test('draws a rectangle and an outline, and refuses what crosses itself', async () => {
  const count = (await editing.read('buildings')).length;
  await page.keyboard.press('b');
  for (const [x, y] of [
    [560, 400],
    [640, 380],
    [650, 420],
  ] as const)
    await page.mouse.click(x, y);
  const [drawn] = (await editing.read('buildings')).slice(count);
  expect(drawn).toMatchObject({ id: 'New 1', heightM: 12 });
  expect(await editing.read('selection')).toEqual({ kind: 'building', id: 'New 1' });
  await editing.studio.pictures('editing-building-drawn', { widths: [1280] });

  await page.keyboard.press('b');
  await editing.toolCard.getByText('Outline').click();
  for (const [x, y] of [
    [480, 190],
    [600, 260],
    [600, 190],
    [480, 260],
  ] as const)
    await page.mouse.click(x, y);
  await editing.studio.pictures('editing-outline', { widths: [1280] });
  await page.locator('.map-pane .maplibregl-canvas').focus();
  await page.keyboard.press('Enter');
  await expect(editing.studio.message(/crosses itself/)).toBeVisible();
  expect(await editing.read('buildings')).toHaveLength(count + 1);
  await page.keyboard.press('Escape');
  await expect(editing.toolCard).toBeHidden();
});

test('lists what was done and goes to any of it', async () => {
  const before = await editing.sectors();
  await editing.rows.filter({ hasText: /GHz/ }).first().click();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+d');
  await page.getByText('History', { exact: true }).click();
  const steps = page.getByRole('list').filter({ hasText: 'As it was opened' }).getByRole('button');
  await expect(steps).toHaveCount(4);
  await expect(steps.first()).toHaveAttribute('aria-current', 'step');
  await steps.nth(2).click();
  expect(await editing.sectors()).toHaveLength(before.length + 1);
  expect(await editing.read('historyLength')).toEqual({ undoable: 1, redoable: 2 });
  await expectAccessible(page);
  await editing.studio.pictures('editing-history', { widths: [1280] });
  await steps.nth(0).click();
  expect(await editing.sectors()).toHaveLength(before.length + 3);
  await steps.last().click();
  expect(await editing.sectors()).toEqual(before);
  await page.getByText('History', { exact: true }).click();
});
