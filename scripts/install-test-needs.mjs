// Installs what the tests need beside npm packages: a Chromium, a Vulkan driver where the machine has no GPU, and GDAL where apt
// may install it.
import { pathToFileURL } from 'node:url';
import { aptInstall, canUseApt, ensureBackports, isDebian, mesaCandidate } from './lib/apt.mjs';
import { playwrightChromiums, systemChromium } from './lib/chromium.mjs';
import { ensureNodeModules, requireNode } from './lib/node-modules.mjs';
import { installed, run } from './lib/processes.mjs';
import { findAdapter, lavapipeManifests, OLDEST_MESA } from './lib/vulkan.mjs';

async function ensureChromium() {
  if (systemChromium() || playwrightChromiums().length > 0) return;
  if (canUseApt() && isDebian()) {
    console.log('Installing Chromium ...');
    if (await aptInstall(['chromium'])) return;
  }
  console.log("Downloading Playwright's Chromium ...");
  const withSystemLibraries = canUseApt() ? ['--with-deps'] : [];
  const { code, output } = await run([installed('playwright'), 'install', ...withSystemLibraries, 'chromium'], {
    quiet: true,
    timeoutMs: 15 * 60_000,
  });
  if (code !== 0) {
    console.error(output.trim().split('\n').slice(-5).join('\n'));
    throw new Error('No Chromium: install Chromium or Chrome, or name one in CHROMIUM_PATH, and run this again.');
  }
}

/** Lavapipe is some four times faster than SwiftShader and does 16-bit floats and subgroups, so it is worth installing. */
async function ensureDriver() {
  const adapter = await findAdapter();
  if (adapter && (!adapter.software || lavapipeManifests().includes(adapter.env.VK_ICD_FILENAMES))) return adapter;
  if (process.platform === 'linux' && canUseApt()) {
    console.log('Installing the Mesa software Vulkan driver ...');
    const release = (await mesaCandidate()) >= OLDEST_MESA ? [] : await ensureBackports();
    if (release && (await aptInstall([...release, 'mesa-vulkan-drivers', 'libvulkan1']))) {
      const installedAdapter = await findAdapter();
      if (installedAdapter) return installedAdapter;
    }
  }
  if (adapter) return adapter;
  throw new Error(
    `No WebGPU adapter: this machine shows no GPU and no software Vulkan driver. Install Mesa's mesa-vulkan-drivers ` +
      `(version ${OLDEST_MESA} or newer) or Chromium, which brings SwiftShader, and run this again.`,
  );
}

const hasGdal = async () => (await run(['ogrinfo', '--version'], { quiet: true })).code === 0;

/** GDAL reads what the tests export, as a reader that is not our own. Without it those tests say that they are skipped. */
async function ensureGdal() {
  if (await hasGdal()) return;
  if (canUseApt()) {
    console.log('Installing GDAL ...');
    if ((await aptInstall(['gdal-bin'])) && (await hasGdal())) return;
  }
  console.warn(
    'GDAL is missing and was not installed: that other programs read the exported maps is NOT tested. Install gdal-bin.',
  );
}

/** Makes a Chromium and a WebGPU adapter available; throws with a sentence that says what to install by hand. */
export async function installTestNeeds() {
  await ensureChromium();
  await ensureGdal();
  return ensureDriver();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  requireNode();
  await ensureNodeModules();
  try {
    const adapter = await installTestNeeds();
    console.log(`Chromium: ${systemChromium() ?? playwrightChromiums()[0]}`);
    console.log(`WebGPU adapter: ${adapter.description}`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
