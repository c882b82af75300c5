import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { readGeoTiffMap } from '../src/io/formats/geotiff-map.ts';
import { cellCentre } from '../src/raster/raster-grid.ts';
import { pointInRing } from '../src/scene/ring.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { StudioPage } from './pages/studio-page.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** Files of the layer on the screen, and the report: what they hold against what the studio says. */
let page: Page;
let studio: StudioPage;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  studio = new StudioPage(page);
  await studio.openDemo();
  await studio.untilRefined();
});

test.afterAll(() => page.context().close());

interface Exported {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the Export menu's entry gives to the browser. */
async function exported(entry: RegExp): Promise<Exported> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** RSRP at places, as the studio tells it. */
const levelsAt = (places: readonly { readonly x: number; readonly y: number }[]) =>
  page.evaluate((at) => at.map(({ x, y }) => window.studio.rsrpAt(x, y)), places);

test('offers every format and the report from the top bar', async () => {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('menuitem')).toHaveText([
    'Export RSRP as GeoTIFF',
    'Export RSRP as PNG with legend',
    'Export RSRP as KMZ',
    'Export RSRP as GeoJSON contours',
    'Export RSRP as CSV',
    'Report for printing',
  ]);
  await expectAccessible(page);
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `test-results/export-menu-${width}.png` });
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: 'test-results/export-menu-dark.png' });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press('Escape');
});

test('writes a GeoTIFF whose cells are those of the screen', async () => {
  const { name, bytes } = await exported(/GeoTIFF/);
  expect(name).toMatch(/-rsrp\.tif$/);
  const map = await readGeoTiffMap(bytes, name);
  const shown = await studio.read('map');
  expect([map.columns, map.rows]).toEqual([shown?.columns, shown?.rows]);
  expect(map.description).toMatchObject({ layer: 'rsrp', unit: 'dBm', engine: 'Sweep' });
  expect(map.frame).not.toBeNull();
  const cells = [...map.values.keys()].filter((cell) => cell % 7 === 0);
  const levels = await levelsAt(cells.map((cell) => cellCentre(map.grid!, cell)));
  expect(cells.map((cell) => (Number.isNaN(map.values[cell]!) ? null : map.values[cell]))).toEqual(levels);
  expect(levels.filter((level) => level !== null).length).toBeGreaterThan(50);
});

test('writes a CSV with the same levels', async () => {
  const { name, bytes } = await exported(/CSV/);
  expect(name).toMatch(/-rsrp\.csv$/);
  const [header, ...lines] = text(bytes).trim().split('\n');
  expect(header).toBe('x [m],y [m],lat [deg],lon [deg],rsrp [dBm]');
  expect(lines).toHaveLength((await studio.read('map'))?.coveredCells ?? 0);
  const rows = lines.filter((_, i) => i % 11 === 0).map((line) => line.split(',').map(Number));
  const levels = await levelsAt(rows.map(([x, y]) => ({ x: x!, y: y! })));
  rows.forEach((row, i) => {
    expect(Math.fround(row[4]!)).toBe(levels[i]);
  });
});

test('writes a picture with legend, world file and coordinate system in one zip', async () => {
  const { name, bytes } = await exported(/PNG/);
  expect(name).toMatch(/-rsrp-png\.zip$/);
  const files = unzipSync(bytes);
  const stem = name.replace(/-png\.zip$/, '');
  expect(Object.keys(files)).toEqual([`${stem}.pgw`, `${stem}.png.aux.xml`, `${stem}.png`]);
  const png = files[`${stem}.png`]!;
  const view = new DataView(png.buffer, png.byteOffset);
  const map = await studio.read('map');
  const pixelsPerCell = Math.floor(view.getUint32(16) / (map?.columns ?? 1));
  expect(view.getUint32(16)).toBe(pixelsPerCell * (map?.columns ?? 0));
  expect(view.getUint32(20)).toBeGreaterThan(pixelsPerCell * (map?.rows ?? 0) + 30);
  expect(Number(text(files[`${stem}.pgw`]).split('\n')[0])).toBeCloseTo((map?.cellSizeM ?? 0) / pixelsPerCell, 9);
});

test('writes an overlay with its sectors, and contours that hold the cells of their class', async () => {
  const kmz = unzipSync((await exported(/KMZ/)).bytes);
  expect(Object.keys(kmz)).toEqual(['doc.kml', 'map.png', 'legend.png']);
  const sectors = await studio.read('sectors');
  expect(text(kmz['doc.kml']).match(/<Placemark>/g)).toHaveLength(sectors.length);

  const { bytes } = await exported(/GeoJSON/);
  const { features } = JSON.parse(text(bytes)) as {
    features: { properties: { from?: number; to?: number }; geometry: { coordinates: number[][][][] } }[];
  };
  expect(features.length).toBeGreaterThan(3);
  const [, ...lines] = text((await exported(/CSV/)).bytes)
    .trim()
    .split('\n');
  let held = 0;
  for (const line of lines.filter((_, i) => i % 29 === 0)) {
    const [, , lat, lon, level] = line.split(',').map(Number) as [number, number, number, number, number];
    const within = features.filter(({ geometry }) =>
      geometry.coordinates.some(([outer, ...holes]) => {
        const isIn = (ring: number[][]) => pointInRing(Float64Array.from(ring.flat()), lon, lat);
        return isIn(outer!) && !holes.some(isIn);
      }),
    );
    expect(within).toHaveLength(1);
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = within[0]!.properties;
    expect(level).toBeGreaterThanOrEqual(from);
    expect(level).toBeLessThan(to);
    held++;
  }
  expect(held).toBeGreaterThan(20);
});

test('exports another layer by the palette, under its name', async () => {
  await studio.command('show best server');
  const [download] = await Promise.all([page.waitForEvent('download'), studio.command('best server csv')]);
  expect(download.suggestedFilename()).toMatch(/-best-server\.csv$/);
  const lines = text(new Uint8Array(await readFile(await download.path())))
    .trim()
    .split('\n');
  expect(lines[0]).toContain(',best-server,best-server name');
  const ids = (await studio.read('sectors')).map(({ id }) => id);
  for (const line of lines.slice(1)) {
    const [code, name] = line.split(',').slice(-2);
    expect(name).toBe(ids[Number(code)]);
  }
  await studio.command('show rsrp');
});

test('makes a report that prints on A4, light, alone', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /Report/ }).click();
  const report = page.getByRole('dialog', { name: 'Report' });
  await expect(report.getByRole('button', { name: /Print/ })).toBeFocused();
  await page.screenshot({ path: 'test-results/report-dark-window.png' });
  const errors = await studio.read('errors');
  await expect(report).toContainText(errors!.covered.mae.toFixed(1));
  for (const { id } of await studio.read('sectors'))
    await expect(report.getByRole('rowheader', { name: id })).toBeVisible();
  await expect(report.getByRole('img')).toHaveJSProperty('complete', true);
  // Legend and provenance share out the same ground.
  const shares = await report.locator('.report-legend tbody td:nth-child(3)').allTextContents();
  const total = shares.reduce((sum, area) => sum + Number.parseFloat(area), 0);
  const provenance = await report
    .getByRole('table')
    .filter({ hasText: 'mechanism' })
    .locator('td:nth-child(2)')
    .allTextContents();
  expect(total).toBeCloseTo(
    provenance.reduce((sum, area) => sum + Number.parseFloat(area), 0),
    2,
  );
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/report-window.png' });
  const pdf = await page.pdf({ path: 'test-results/report.pdf', preferCSSPageSize: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? [];
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.length).toBeLessThan(5);
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  // With a page for every sector: its map, its own error, and the hash of its levels.
  const { length: sectors } = await studio.read('sectors');
  await report.getByLabel('A page for every sector').click();
  await expect(report.getByRole('button', { name: /Print/ })).toBeEnabled({ timeout: 60_000 });
  const own = report.getByRole('region', { name: /^Sector / });
  await expect(own).toHaveCount(sectors);
  for (const one of await own.all()) {
    await expect(one).toContainText(/[0-9a-f]{64}/);
    await expect(one).toContainText('rows name this sector');
  }
  await own.first().scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/report-sector.png' });
  const long = await page.pdf({ path: 'test-results/report-sectors.pdf', preferCSSPageSize: true });
  const longPages = long.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? [];
  expect(longPages.length).toBe(pages.length + sectors);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#root')).toBeHidden();
  await page.emulateMedia({ media: null });
  await page.keyboard.press('Escape');
  await expect(report).toHaveCount(0);
});

/** Two blocks in metres, without a place on the Earth. */
const BLOCKS = [
  [-60, -40, -20, 40],
  [30, -40, 70, 40],
]
  .map(([x0, y0, x1, y1], k) => {
    const corners = [0, 20].flatMap((z) => [
      `${x0} ${y0} ${z}`,
      `${x1} ${y0} ${z}`,
      `${x1} ${y1} ${z}`,
      `${x0} ${y1} ${z}`,
    ]);
    const faces = ['4 3 2 1', '5 6 7 8', '1 2 6 5', '2 3 7 6', '3 4 8 7', '4 1 5 8'];
    const shifted = faces.map((face) => face.replace(/\d/g, (n) => String(Number(n) + 8 * k)));
    return [`o block${k}`, ...corners.map((c) => `v ${c}`), ...shifted.map((face) => `f ${face}`)].join('\n');
  })
  .join('\n');

test('says what a scene without a place cannot be written as, and writes the rest in its metres', async () => {
  const before = await studio.read('map');
  await studio.drop('blocks.obj', BLOCKS);
  await studio.untilMapChanges(before?.version ?? 0);
  await studio.untilRefined();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /KMZ/ }).click();
  await expect(studio.message(/a \.kmz is in degrees and this scene has no place on the Earth/)).toBeVisible();
  const { name, bytes } = await exported(/GeoTIFF/);
  expect(name).toBe('blocks-rsrp.tif');
  const map = await readGeoTiffMap(bytes, name);
  expect(map.frame).toBeNull();
  const cells = [...map.values.keys()].filter((cell) => cell % 5 === 0);
  const levels = await levelsAt(cells.map((cell) => cellCentre(map.grid!, cell)));
  expect(cells.map((cell) => (Number.isNaN(map.values[cell]!) ? null : map.values[cell]))).toEqual(levels);
});

test('meets no error on the way', () => {
  expect(faults).toEqual([]);
});
