import { expect, type Page, type Route, test } from '@playwright/test';
import { drawnTown, TOWN } from '../src/testing/drawn-town.ts';
import { pmtilesOf } from '../src/testing/map-tiles.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { CityImport } from './pages/city-import.ts';

const ENDPOINT = 'https://overpass.test/api/interpreter';
const BOX = { lat: TOWN.latDeg, lon: TOWN.lonDeg, widthKm: 0.6, heightKm: 0.5 };

let page: Page;
let city: CityImport;
const faults: string[] = [];
/** Requests that left the page's own site. */
const outside: string[] = [];

test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  context.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith('http://127.0.0.1')) outside.push(request.url());
  });
  await page.route('**/?adapter=*', allowOverpass);
  city = new CityImport(page);
  await city.studio.openDemo();
  await city.studio.untilRefined();
});

test.afterAll(() => page.context().close());

/** The site as one who hosts it may build it: its policy names the server, in the page and in the header. */
async function allowOverpass(route: Route): Promise<void> {
  const answer = await route.fetch();
  const allow = (policy: string) =>
    policy.replace(/connect-src ('self'|&#39;self&#39;)/, `connect-src $1 ${new URL(ENDPOINT).origin}`);
  const headers = answer.headers();
  headers['content-security-policy'] = allow(headers['content-security-policy'] ?? '');
  await route.fulfill({ response: answer, headers, body: allow(await answer.text()) });
}

test('cuts a box out of a dropped PMTiles file', async () => {
  await city.drop('town.pmtiles', pmtilesOf(drawnTown(24), { zoom: 15 }));
  await expect(city.dialog.getByText('town.pmtiles')).toBeVisible();
  await expect(city.dialog.getByText('Reading the map')).toBeHidden();
  await city.setBox({ ...BOX, widthKm: 20 });
  await expect(city.dialog.getByText(/The box is 20\.00 × 0\.50 km; a scene takes up to 10 km a side/)).toBeVisible();
  await expect(city.dialog.getByRole('button', { name: 'Build the scene' })).toBeDisabled();
  await city.setBox(BOX);
  await expect(city.dialog.getByText(/of 400 tiles/)).toBeVisible();
  await city.studio.pictures('import-box', { widths: [1280] });
  await expectAccessible(page);

  await city.number('Name of the scene').fill('Drawn town');
  await city.number('Kind unknown').fill('8');
  await city.build();
  await expect
    .poll(() => city.studio.read('scene'))
    .toMatchObject({ name: 'Drawn town', extruded: true, placed: true });
  const scene = await city.studio.read('scene');
  expect(scene?.buildings).toBeGreaterThan(60);
  expect(scene?.buildings).toBeLessThan(24 * 24);
  const {
    tagged,
    levels,
    class: ofClass,
    assumed,
  } = scene?.heightSources ?? { tagged: 0, levels: 0, class: 0, assumed: 0 };
  expect(tagged + levels + ofClass + assumed).toBe(scene?.buildings);
  for (const count of [tagged, levels, ofClass, assumed]) expect(count).toBeGreaterThan(10);
  expect(scene?.origin?.heightRules.assumedM).toBe(8);
  expect(outside).toEqual([]);
});

test('counts and colours buildings by where their heights come from', async () => {
  await city.studio.untilRefined();
  await city.studio.dismissAll();
  const project = page.getByRole('navigation', { name: 'Project' });
  await expect(project.getByText(/\d+ tagged · \d+ by levels · \d+ by default · \d+ assumed/)).toBeVisible();
  await project.getByRole('button', { name: 'Heights' }).click();
  await expect(project.getByRole('list', { name: /source of their height/ })).toContainText('counted from levels');
  await city.studio.pictures('import-sources', { widths: [1280] });
  await expectAccessible(page);
  await project.getByRole('button', { name: 'Heights' }).click();
});

test('draws, moves and sizes the box with mouse and keys', async () => {
  await city.drop('town.pmtiles', pmtilesOf(drawnTown(24), { zoom: 15 }));
  await expect(city.dialog.getByText('town.pmtiles')).toBeVisible();
  await expect(city.dialog.getByText('Reading the map')).toBeHidden();
  const before = (await city.studio.read('cityImport')).box;
  const frame = (await city.plan.boundingBox())!;
  await city.dialog.getByRole('button', { name: 'Draw a new box' }).click();
  await page.mouse.move(frame.x + frame.width * 0.3, frame.y + frame.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.5, frame.y + frame.height * 0.4);
  await page.mouse.move(frame.x + frame.width * 0.6, frame.y + frame.height * 0.7);
  await page.mouse.up();
  const drawn = (await city.studio.read('cityImport')).box!;
  expect(drawn.east - drawn.west).toBeLessThan(before!.east - before!.west);
  await city.plan.focus();
  await page.keyboard.press('ArrowRight');
  const moved = (await city.studio.read('cityImport')).box!;
  expect(moved.west - drawn.west).toBeCloseTo((drawn.east - drawn.west) / 20, 9);
  await page.keyboard.press('Shift+ArrowUp');
  const sized = (await city.studio.read('cityImport')).box!;
  expect(sized.north).toBeGreaterThan(moved.north);
  expect(sized.south).toBe(moved.south);
  await page.keyboard.press('Escape');
  await expect(city.dialog).toBeHidden();
});

test('says what is wrong with a file, and asks for nothing more', async () => {
  const bytes = pmtilesOf(drawnTown(4), { zoom: 15 });
  await city.drop('cut.pmtiles', bytes.subarray(0, bytes.length - 200));
  await expect(city.dialog.getByRole('alert')).toContainText(/cut\.pmtiles is cut short/);
  await page.keyboard.press('Escape');
});

test('asks a named server for a box, and shows beforehand what is sent', async () => {
  const asked: string[] = [];
  const headers = { 'access-control-allow-origin': '*' };
  let answer: (route: Route) => Promise<void> = (route) => route.fulfill({ status: 429, headers, body: 'slow down' });
  await page.route(`${ENDPOINT}**`, (route) => {
    asked.push(new URL(route.request().url()).searchParams.get('data') ?? '');
    return answer(route);
  });
  outside.length = 0;
  await city.open('OpenStreetMap, by Overpass');
  await expect(city.dialog.getByRole('button', { name: 'Ask', exact: true })).toBeDisabled();
  await city.dialog.getByRole('button', { name: 'The extent of this scene' }).click();
  await city.dialog.getByRole('textbox', { name: 'Overpass server' }).fill(ENDPOINT);
  await city.dialog.locator('summary', { hasText: 'The query' }).click();
  const shown = await city.dialog.locator('pre').textContent();
  await city.studio.pictures('import-overpass', { widths: [1280] });
  await expectAccessible(page);
  expect(outside).toEqual([]);

  const ask = city.dialog.getByRole('button', { name: 'Ask overpass.test' });
  await ask.click();
  await expect(city.dialog.getByRole('alert')).toContainText('too many requests from this address (429)');
  expect(asked).toEqual([shown]);
  await city.studio.pictures('import-refused', { widths: [1280] });

  answer = (route) =>
    route.fulfill({ status: 200, headers, contentType: 'text/html', body: '<!doctype html><p>hello</p>' });
  await ask.click();
  await expect(city.dialog.getByRole('alert')).toContainText('a page instead of data');

  answer = () => new Promise(() => undefined);
  await ask.click();
  await city.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(ask).toBeEnabled();
  await expect(city.dialog.getByRole('alert')).toBeHidden();

  answer = (route) => route.fulfill({ status: 200, headers, contentType: 'application/json', body: overpassAnswer() });
  await ask.click();
  await expect(city.dialog.getByText('4 buildings')).toBeVisible();
  await city.build();
  await expect
    .poll(() => city.studio.read('scene'))
    .toMatchObject({
      buildings: 4,
      heightSources: { tagged: 1, levels: 1, class: 1, assumed: 1 },
      origin: { from: 'Overpass at overpass.test', attribution: '© OpenStreetMap contributors (ODbL)' },
    });
  await expect(page.getByRole('navigation', { name: 'Project' })).toContainText('© OpenStreetMap contributors');
  expect(new Set(outside.map((url) => new URL(url).origin))).toEqual(new Set(['https://overpass.test']));
});

test('takes an answer that was fetched elsewhere, for the box that was asked for', async () => {
  await city.open('OpenStreetMap, by Overpass');
  await city.setBox(BOX);
  await city.drop('answer.json', new TextEncoder().encode(overpassAnswer()));
  await expect(city.dialog.getByText('answer.json')).toBeVisible();
  await expect(city.number('Width')).toHaveValue('0.6 km');
  await city.build();
  await expect.poll(async () => (await city.studio.read('scene'))?.buildings).toBe(4);
  await city.studio.untilRefined();
  await city.studio.pictures('import-built', { widths: [1280] });
});

test('says where the site may ask nobody, and how to go on', async ({ browser }) => {
  const other = await browser.newPage({ reducedMotion: 'reduce' });
  const asked: string[] = [];
  await other.route(`${ENDPOINT}**`, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  const there = new CityImport(other);
  await there.studio.openDemo();
  await there.open('OpenStreetMap, by Overpass');
  await expect(there.dialog.getByText('This site may ask no map server.')).toBeVisible();
  await there.setBox(BOX);
  await there.dialog.getByRole('textbox', { name: 'Overpass server' }).fill(ENDPOINT);
  await expect(there.dialog.getByRole('alert')).toContainText('This site may not ask https://overpass.test.');
  await expect(there.dialog.getByRole('button', { name: 'Ask overpass.test' })).toBeDisabled();
  await there.dialog.locator('summary', { hasText: 'The query' }).click();
  await expect(there.dialog.getByRole('button', { name: 'Copy the query' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await other.emulateMedia({ colorScheme });
    await other.screenshot({ path: `test-results/import-blocked-${colorScheme}.png` });
  }
  expect(asked).toEqual([]);
  await other.close();
});

test('leaves no error behind', () => {
  expect(faults).toEqual([]);
});

/** Four buildings about the town's middle, as a server gives them with `out body geom`. */
function overpassAnswer(): string {
  const block = (id: number, eastDeg: number, tags: Record<string, string>) => {
    const corner = (lon: number, lat: number) => ({ lat: TOWN.latDeg + lat, lon: TOWN.lonDeg + eastDeg + lon });
    const geometry = [corner(0, 0), corner(0.0004, 0), corner(0.0004, 0.0003), corner(0, 0.0003), corner(0, 0)];
    return { type: 'way', id, nodes: [1, 2, 3, 4, 1].map((n) => 10 * id + n), geometry, tags };
  };
  const elements = [
    block(1, 0, { building: 'yes', height: '18' }),
    block(2, 0.001, { building: 'yes', 'building:levels': '5' }),
    block(3, 0.002, { building: 'house' }),
    block(4, -0.001, { building: 'yes' }),
  ];
  return JSON.stringify({ version: 0.6, generator: 'test', elements });
}
