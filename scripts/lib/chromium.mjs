import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const SYSTEM_BROWSERS = {
  linux: ['/usr/bin/chromium', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] ? [join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
  ),
};

/** A Chromium that the system has (CHROMIUM_PATH first), or undefined: Playwright then uses the one it downloaded. */
export function systemChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : undefined;
  return (SYSTEM_BROWSERS[process.platform] ?? []).find((path) => existsSync(path));
}

function playwrightCache() {
  if (process.env.PLAYWRIGHT_BROWSERS_PATH) return process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ms-playwright');
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright');
  return join(homedir(), '.cache', 'ms-playwright');
}

/** Folders of the Chromium builds that Playwright downloaded, newest first. */
export function playwrightChromiums() {
  const cache = playwrightCache();
  if (!existsSync(cache)) return [];
  const build = (name) => Number(name.split('-').pop());
  return readdirSync(cache)
    .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
    .sort((a, b) => build(b) - build(a))
    .map((name) => join(cache, name));
}

/** Device nodes of a real GPU on Linux. */
const GPU_NODES = ['/dev/dri/renderD128', '/dev/nvidia0', '/dev/dxg'];

/**
 * Arguments that give a headless Chromium WebGPU: on the real GPU where there is one, else on SwiftShader in a way that also
 * lets canvases be captured (without --enable-gpu they stay blank).
 */
export function gpuFlags() {
  const common = [
    '--enable-unsafe-webgpu',
    '--ignore-gpu-blocklist',
    '--enable-gpu',
    '--disable-background-networking',
  ];
  // Chromium's sandbox refuses to start for root, as in containers.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const hardware = process.platform !== 'linux' || GPU_NODES.some((path) => existsSync(path));
  if (hardware) return [...sandbox, ...common, ...(process.platform === 'linux' ? ['--enable-features=Vulkan'] : [])];
  return [
    ...sandbox,
    ...common,
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--enable-features=Vulkan',
    '--use-vulkan=swiftshader',
    '--use-webgpu-adapter=swiftshader',
  ];
}
