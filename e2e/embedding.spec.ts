import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { StudioPage } from './pages/studio-page.ts';

const QUICK = 'adapter=cpu&cell=50&azimuths=64&depth=1';

/** A page of another origin that embeds the studio and calls it, as docs/embedding.md says. */
const HOST = (studio: string) => `<!doctype html><meta charset="utf-8"><title>Host</title>
<iframe id="studio" src="${studio}" width="1100" height="620" allow="cross-origin-isolated"></iframe>
<script>
  const frame = document.getElementById('studio');
  const origin = new URL(frame.src).origin;
  const waiting = new Map();
  window.events = [];
  addEventListener('message', (message) => {
    if (message.origin !== origin || message.data?.boresight !== 1) return;
    const { id, ok, value, event } = message.data;
    if (event) events.push([event, value]);
    else waiting.get(id)?.(ok ? { value } : { message: message.data.message });
  });
  let next = 0;
  function ask(call, ...args) {
    const id = ++next;
    frame.contentWindow.postMessage({ boresight: 1, id, call, args }, origin);
    return new Promise((resolve) => waiting.set(id, resolve));
  }
</script>`;

type HostWindow = Window & {
  ask(call: string, ...args: unknown[]): Promise<{ value?: unknown; message?: string }>;
  events: [string, unknown][];
};

let server: Server;
let html = '';

test.beforeAll(async () => {
  server = createServer((_request, answer) => answer.writeHead(200, { 'Content-Type': 'text/html' }).end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
test.afterAll(() => server.close());

const hostOrigin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ask = (page: Page, call: string, ...args: unknown[]) =>
  page.evaluate(([name, values]) => (window as unknown as HostWindow).ask(name as string, ...(values as unknown[])), [
    call,
    args,
  ] as const);
const events = (page: Page) => page.evaluate(() => (window as unknown as HostWindow).events.map(([name]) => name));

test('answers the page that embeds it: sets, solves, reads, loads, and says what is wrong', async ({
  page,
  baseURL,
}) => {
  html = HOST(`${baseURL}/?embed=${encodeURIComponent(hostOrigin())}&${QUICK}`);
  await page.goto(hostOrigin());
  await expect.poll(() => events(page), { timeout: 60_000 }).toContain('ready');
  await expect(page.frameLocator('#studio').getByText(/^Embedded by 127\.0\.0\.1/)).toBeVisible();
  const first = (await ask(page, 'solve')).value as { sectors: number; coveredCells: number };
  expect(first.sectors).toBe(9);
  expect(first.coveredCells).toBeGreaterThan(100);
  const place = [300, 150] as const;
  const before = (await ask(page, 'readCell', ...place)).value as { rsrpDbm: number; server: string; refined: boolean };
  expect(before.refined).toBe(true);
  expect(before.rsrpDbm).toBeLessThan(0);

  // Ten decibels less of the serving sector's power can only lower the cell.
  await ask(page, 'set', `sectors.${before.server}.powerDbm`, 5);
  await ask(page, 'solve');
  const after = (await ask(page, 'readCell', ...place)).value as { rsrpDbm: number };
  expect(after.rsrpDbm).toBeLessThan(before.rsrpDbm);
  expect(await ask(page, 'readCell', 1e6, 1e6)).toEqual({ value: null });

  expect((await ask(page, 'set', 'sectors.Nobody.powerDbm', 5)).message).toMatch(/there is no sector "Nobody"/);
  expect((await ask(page, 'set', 'settings.maxDepth', 99)).message).toMatch(/99 is not a whole number from 0 to 7/);
  expect((await ask(page, 'load', [{ name: 'levels.csv', bytes: 'place,rsrp\nhere,-80\n' }])).message).toMatch(
    /levels\.csv: .*lat/s,
  );
  expect(await ask(page, 'load', [{ name: 'walk.csv', bytes: 'x,y,rsrp\n300,150,-80\n310,150,-82\n' }])).toEqual({
    value: [{ name: 'walk.csv', kind: 'measurements' }],
  });
  expect(await events(page)).toContain('map');
});

test('is silent towards a page that it was not told of', async ({ page, baseURL }) => {
  html = HOST(`${baseURL}/?embed=${encodeURIComponent('https://host.example')}&${QUICK}`);
  await page.goto(hostOrigin());
  await expect(page.frameLocator('#studio').getByRole('navigation', { name: 'Project' })).toBeVisible();
  const answer = await Promise.race([ask(page, 'solve'), page.waitForTimeout(4000).then(() => 'silence' as const)]);
  expect(answer).toBe('silence');
  expect(await events(page)).toEqual([]);
});

test('takes the same calls from a script in its own page', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openDemo(`?${QUICK}`);
  await page.waitForFunction(() => window.studio.sectors().length > 0);
  const id = (await studio.read('sectors'))[0]?.id ?? '';
  await page.evaluate((sector) => window.studio.set(`sectors.${sector}.azimuthDeg`, 200), id);
  const solved = await page.evaluate(() => window.studio.solve());
  expect(solved.refused).toEqual({});
  expect((await studio.read('sectors'))[0]?.azimuthDeg).toBe(200);
  expect((await studio.read('run')).phase).toBe('refined');
  expect((await studio.read('historyLength')).undoable).toBe(1);
});
