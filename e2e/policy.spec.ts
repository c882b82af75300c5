import { expect, type Page, test } from '@playwright/test';
import { BASE_CHANNELS, CHANNELS } from '../src/learning/features/channel.ts';
import { goldenFeatures, goldenLandUse } from '../src/learning/models/golden.ts';
import { LAND_USE_NAMES } from '../src/scene/synthetic/land-use-classes.ts';
import { modelTree, tinyAnswer, tinyNetwork } from '../src/testing/model-files.ts';
import { CalibrationPanel } from './pages/calibration-panel.ts';
import { watchPolicy } from './pages/policy.ts';
import { Predictors } from './pages/predictors.ts';

/** One window through every state of the studio: what the policy refuses is collected over all of them. */
let page: Page;
let predictors: Predictors;
let refused: string[];

const SIZE = 64;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  refused = await watchPolicy(page);
  predictors = new Predictors(page);
  await predictors.studio.openDemo('?adapter=cpu&cell=40&azimuths=128&depth=1');
  await predictors.studio.untilRefined();
});

test.afterAll(() => page.close());

test('comes with a policy in the page and in the header, without inline scripts, and isolated', async ({ request }) => {
  const answer = await request.get('/');
  const html = await answer.text();
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  expect(policy?.replaceAll('&#39;', "'")).toBe(answer.headers()['content-security-policy']);
  expect(policy).toMatch(/^default-src &#39;none&#39;; script-src &#39;self&#39; &#39;wasm-unsafe-eval&#39;;/);
  expect(html.match(/<script(?![^>]*\bsrc=)/g)).toBeNull();
  expect(html).not.toMatch(/\son[a-z]+="/);
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
});

test('draws the map, moves a sector, opens files and shows every theme within the policy', async () => {
  const [sector] = await predictors.studio.read('sectors');
  await predictors.studio.dragSector(sector!.id, 40, 20);
  await predictors.studio.untilRefined();
  await predictors.studio.drop('levels.csv', 'place,rsrp\nhere,-80\n');
  await expect(predictors.studio.message(/lat/).first()).toBeVisible();
  await predictors.studio.dismissAll();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(500);
  }
  expect(refused).toEqual([]);
});

test('runs a network, compares it and shows what it sees within the policy', async () => {
  const golden = tinyAnswer(goldenFeatures(BASE_CHANNELS.length, SIZE), goldenLandUse(SIZE));
  const patch = {
    id: 'tiny',
    name: 'Tiny',
    metrics: { test: { mae: 6.25 } },
    grid: { orientation: 'row 0 north, column 0 west', cellSizeM: 40, receiverHeightM: 1.5 },
    inputs: {
      features: BASE_CHANNELS.map((channel) => ({
        channel,
        unit: CHANNELS[channel].unit,
        offset: 0,
        scale: 60,
        fill: 0,
      })),
      clip: 8,
      landUse: { classes: 24, codebook: LAND_USE_NAMES, codebookSha256: '0'.repeat(64) },
    },
  };
  const networks = [{ size: SIZE, bytes: tinyNetwork({ size: SIZE }), golden }];
  await predictors.drop(modelTree({ networks, patch }));
  await expect(predictors.studio.message(/Model "Tiny": now among the engines/)).toBeVisible();
  await predictors.studio.dismissAll();
  await predictors.choose('model:tiny');
  await predictors.studio.dismissAll();
  await page.keyboard.press('c');
  await predictors.untilCompared();
  await page.getByRole('button', { name: 'End comparison' }).first().click();
  await page.keyboard.press('Control+z');
  await predictors.studio.untilRefined();
  expect(refused).toEqual([]);
});

test('calibrates within the policy', async () => {
  const panel = new CalibrationPanel(page);
  await panel.open();
  await panel.untilSplit();
  await panel.run();
  await panel.untilResult();
  expect(refused).toEqual([]);
});

test('runs nothing that is smuggled in, and talks to no other address', async () => {
  const outcome = await page.evaluate(async () => {
    const hit: string[] = [];
    Object.assign(window, { hit: (what: string) => hit.push(what) });
    const box = document.createElement('div');
    box.innerHTML = `<img src="x:" onerror="hit('handler')"><a id="trap" href="javascript:hit('address')">x</a>`;
    document.body.append(box);
    const script = document.createElement('script');
    script.textContent = "hit('inline script')";
    document.body.append(script);
    const foreign = document.createElement('script');
    foreign.src = 'data:text/javascript,hit("data")';
    document.body.append(foreign);
    document.getElementById('trap')?.click();
    const answer = await fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    );
    // Later: what the browser's debugger runs by itself may evaluate.
    await new Promise((resume) => setTimeout(resume, 500));
    try {
      new Function("hit('eval')")();
    } catch (error) {
      if (!(error instanceof EvalError)) hit.push(String(error));
    }
    box.remove();
    return { hit, answer };
  });
  expect(outcome).toEqual({ hit: [], answer: 'refused' });
  for (const directive of ['script-src-attr', 'script-src-elem', 'script-src', 'connect-src'])
    expect(refused.some((words) => words.startsWith(`${directive} `))).toBe(true);
});

test('shows a name with markup in it as text', async () => {
  await predictors.studio.drop('<img src=x onerror=alert(1)>.csv', 'place,rsrp\nhere,-80\n');
  await expect(predictors.studio.message(/<img src=x onerror=alert\(1\)>\.csv was not opened/)).toBeVisible();
  await expect(page.locator('.notices img')).toHaveCount(0);
});
