import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { playwrightChromiums, systemChromium } from './chromium.mjs';
import { run } from './processes.mjs';

/** Mesa's software driver answers WebGPU's needs from this version on; older ones (Debian 12's own 22.3) give no adapter. */
export const OLDEST_MESA = 25;

/** Asks Dawn, in a process of its own because the driver is chosen when the module loads, which adapter it would use. */
const PROBE = `
  import { create } from 'webgpu';
  const adapter = await create([]).requestAdapter();
  if (adapter) {
    const { description, isFallbackAdapter } = adapter.info;
    console.log('ADAPTER ' + JSON.stringify({ description, software: isFallbackAdapter === true }));
  }
  process.exit(0);
`;

/**
 * The adapter that the given driver gives.
 *
 * @param {string | undefined} icd path of a Vulkan driver manifest; undefined: what the environment and the system choose
 * @returns {Promise<{ description: string, software: boolean } | undefined>}
 */
export async function probeAdapter(icd) {
  const { output } = await run([process.execPath, '--input-type=module', '--eval', PROBE], {
    quiet: true,
    timeoutMs: 30_000,
    ...(icd ? { env: { VK_ICD_FILENAMES: icd, VK_DRIVER_FILES: undefined } } : {}),
  });
  const line = output.split('\n').find((text) => text.startsWith('ADAPTER '));
  return line ? JSON.parse(line.slice('ADAPTER '.length)) : undefined;
}

function filesIn(folder, pattern) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
}

/** Manifests of Mesa's lavapipe. */
export function lavapipeManifests() {
  return ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/etc/vulkan/icd.d'].flatMap((folder) =>
    filesIn(folder, /^lvp_icd.*\.json$/),
  );
}

/** Manifests of the SwiftShader that comes with Chromium, Chrome or Playwright's own download. */
export function swiftshaderManifests() {
  const browser = systemChromium();
  const folders = ['/usr/lib/chromium', '/opt/google/chrome', ...(browser ? [dirname(browser)] : [])];
  for (const build of playwrightChromiums()) folders.push(...filesIn(build, /linux/));
  return folders.flatMap((folder) => filesIn(folder, /^vk_swiftshader_icd\.json$/));
}

const mesaVersion = (description) => Number(/\bMesa (\d+)/.exec(description)?.[1] ?? Number.POSITIVE_INFINITY);

/**
 * Which adapter to compute on and the environment that selects it: what VK_ICD_FILENAMES already names, a hardware GPU,
 * lavapipe, SwiftShader.
 *
 * @returns {Promise<{ description: string, software: boolean, env: Record<string, string> } | undefined>} undefined: none
 */
export async function findAdapter() {
  const chosen = await probeAdapter(undefined);
  const named = process.env.VK_ICD_FILENAMES || process.env.VK_DRIVER_FILES;
  if (chosen && (named || !chosen.software)) return { ...chosen, env: {} };
  if (process.platform !== 'linux') return chosen && { ...chosen, env: {} };
  for (const icd of [...lavapipeManifests(), ...swiftshaderManifests()]) {
    const adapter = await probeAdapter(icd);
    if (adapter && mesaVersion(adapter.description) >= OLDEST_MESA)
      return { ...adapter, env: { VK_ICD_FILENAMES: icd } };
  }
  return undefined;
}
