import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readNpy } from '../src/io/formats/npy.ts';
import { readFileTree } from '../src/io/node-files.ts';
import { StudioPage } from './pages/studio-page.ts';

/** The browser's own software driver, where the command line can load it too. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const CELL_M = 50;

test('computes maps with WebGPU in the browser when told to, the same bits as the command line on that driver', async ({
  page,
}) => {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const studio = new StudioPage(page);
  await studio.openDemo(`?adapter=gpu&cell=${CELL_M}&azimuths=64&depth=1`);
  await expect
    .poll(async () => (await studio.read('run'))?.refinedSectors ?? 0, { timeout: 180_000 })
    .toBeGreaterThan(0);
  await expect(page.getByText(/CPU engine/)).toHaveCount(0);
  expect((await studio.read('map'))?.coveredCells).toBeGreaterThan(100);
  expect(faults).toEqual([]);

  const sector = (await studio.read('sectors'))[0]!.id;
  const inBrowser = await studio.read('pathGainOf', sector);
  expect(inBrowser?.db.filter((level) => level !== null).length).toBeGreaterThan(100);
  // Elsewhere than on Linux the command line has no way to the browser's driver.
  if (process.platform !== 'linux' || !existsSync(SWIFTSHADER)) return;
  const { westM, northM, columns, rows } = inBrowser!.grid;
  expect(await onCommandLine(sector, [westM, northM - rows * CELL_M, westM + columns * CELL_M, northM])).toEqual(
    inBrowser!.db,
  );
});

async function onCommandLine(sector: string, bounds: readonly number[]): Promise<(number | null)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'boresight-'));
  try {
    const out = join(folder, 'map.npy');
    const options = `--layer path-gain --cell-size ${CELL_M} --azimuths 64 --max-depth 1 --refraction off --adapter gpu`;
    execFileSync(
      process.execPath,
      [
        ...['bin/boresight.mjs', 'predict', '--scene', 'synthetic:7', '--sites', 'public/demo/sites.csv'],
        ...['--sector', sector, `--bounds=${bounds.join(',')}`, ...options.split(' '), '--out', out],
      ],
      { env: { ...process.env, VK_ICD_FILENAMES: SWIFTSHADER }, stdio: 'ignore' },
    );
    const bytes = (await readFileTree(out)).get('map.npy')!;
    return Array.from(readNpy(bytes, 'map.npy').values, (level) => (Number.isNaN(level) ? null : level));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
