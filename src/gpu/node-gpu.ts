import { existsSync } from 'node:fs';
import type { Gpu } from './gpu.ts';
import { requestGpu } from './request-gpu.ts';

/** Software Vulkan drivers, best first: Mesa lavapipe, then the SwiftShader that ships with Chromium. */
const SOFTWARE_DRIVERS = [
  '/usr/share/vulkan/icd.d/lvp_icd.json',
  '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json',
  '/usr/share/vulkan/icd.d/lvp_icd.aarch64.json',
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib64/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
];
/** Device nodes of a real GPU on Linux. */
const GPU_NODES = ['/dev/dri/renderD128', '/dev/nvidia0', '/dev/dxg'];

const CURE =
  'On Debian or Ubuntu install mesa-vulkan-drivers (25 or newer) or chromium, set VK_ICD_FILENAMES to a Vulkan driver, or use --adapter cpu.';

/** Dawn's instance: devices die with it, so it must not be collected while the process runs. */
let dawn: GPU | null = null;

/**
 * A GPU in Node through Dawn (npm `webgpu`). A real GPU is preferred; without one the loader is pointed at a software driver,
 * which must happen before Dawn is loaded. `prefer` = 'software' skips the hardware.
 */
export async function nodeGpu(prefer: 'auto' | 'software' = 'auto'): Promise<Gpu> {
  return requestGpu(await openDawn(prefer), CURE);
}

/** What others than our own solvers compute on: Dawn's entry, and the name of the adapter that it gives. Throws as `nodeGpu` does. */
export async function nodeGpuEntry(): Promise<{ readonly gpu: GPU; readonly name: string }> {
  const entry = await openDawn('auto');
  const probe = await requestGpu(entry, CURE);
  probe.dispose();
  return { gpu: entry, name: probe.adapterName };
}

async function openDawn(prefer: 'auto' | 'software'): Promise<GPU> {
  const hasHardware = process.platform !== 'linux' || GPU_NODES.some((node) => existsSync(node));
  if (!process.env.VK_ICD_FILENAMES && (prefer === 'software' || !hasHardware)) {
    const driver = SOFTWARE_DRIVERS.find((path) => existsSync(path));
    if (driver) process.env.VK_ICD_FILENAMES = driver;
  }
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  dawn ??= create([]) as unknown as GPU;
  return dawn;
}
