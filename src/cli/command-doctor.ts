import { availableParallelism, totalmem } from 'node:os';
import { createEngine } from '../engine/engine.ts';
import type { Gpu } from '../gpu/gpu.ts';
import { nodeGpu } from '../gpu/node-gpu.ts';
import { UserError } from '../units/errors.ts';
import { VERSION } from '../units/version.ts';
import type { Command } from './command.ts';
import { selfTest } from './self-test.ts';

/** Limits that decide how large a map and a scene can be. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
] as const;

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'which adapters there are, what they allow, and whether they compute right',
  usage: 'doctor [--json]',
  options: {},
  async run(_args, terminal) {
    const host = {
      version: VERSION,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      memory_gib: totalmem() / 2 ** 30,
      vulkan_driver: process.env.VK_ICD_FILENAMES ?? null,
    };
    const hostLines = [
      `boresight ${VERSION} on Node ${process.version}, ${host.platform}, ${host.cores} cores, ${host.memory_gib.toFixed(1)} GiB`,
    ];
    let gpu: Gpu;
    try {
      gpu = await nodeGpu();
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'no-adapter') throw error;
      terminal.result({ ...host, adapters: [] }, [...hostLines, 'no GPU adapter; --adapter cpu still computes']);
      throw error;
    }
    const engine = createEngine(gpu);
    try {
      const limits = Object.fromEntries(LIMITS.map((name) => [name, gpu.limits[name]]));
      const test = await selfTest(engine, terminal.signal);
      const kind = gpu.software ? 'software' : 'gpu';
      const driver = process.env.VK_ICD_FILENAMES ?? null;
      terminal.result(
        {
          ...host,
          vulkan_driver: driver,
          adapters: [{ name: gpu.adapterName, kind, limits, features: gpu.features, self_test: test }],
        },
        [
          ...hostLines,
          `adapter: ${gpu.adapterName} (${kind})${driver === null ? '' : `, driver ${driver}`}`,
          ...Object.entries(limits).map(([name, value]) => `  ${name} ${value}`),
          `  features: ${gpu.features.join(', ')}`,
          `self-test ${test.message}`,
        ],
      );
      if (!test.passed) {
        throw new UserError(
          'no-adapter',
          `${gpu.adapterName} fails the self-test; update its driver or use --adapter cpu`,
        );
      }
    } finally {
      engine.dispose();
    }
  },
};
