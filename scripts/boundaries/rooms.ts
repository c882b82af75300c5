/** The rooms of src/, from the ground up: a file may import from its own room and from those before it. */
export const ROOMS = [
  'units',
  'algebra',
  'raster',
  'radio',
  'scene',
  'sites',
  'measurements',
  'metrics',
  'gpu',
  'propagation',
  'learning',
  'calibration',
  'planning',
  'io',
  'engine',
] as const;

/** The faces stand above all rooms. None sees another, but the studio, which talks to the engine through the worker. */
export const FACES = ['cli', 'worker', 'studio'] as const;

/** Files that only tests import (builders, fixtures): `src/testing/` may use every room. */
export const TESTING = 'testing';

/** Packages that only one place may import: a package name or a scope, and the folders of src/ that may. */
export const PACKAGE_HOMES: readonly { packages: RegExp; folders: readonly string[] }[] = [
  { packages: /^(react|react-dom|@mantine\/.+|@tabler\/.+|uplot|@fontsource.*)$/, folders: ['studio'] },
  { packages: /^(maplibre-gl|@deck\.gl\/.+|@luma\.gl\/.+)$/, folders: ['studio/map'] },
  { packages: /^zustand$/, folders: ['studio/store'] },
  { packages: /^comlink$/, folders: ['worker', 'studio'] },
  { packages: /^onnxruntime-web$/, folders: ['learning'] },
  { packages: /^webgpu$/, folders: ['gpu', 'cli'] },
];

/** Globals that reach the network or the disk: only io/ may name them. */
export const IO_GLOBALS = new Set([
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'indexedDB',
  'localStorage',
  'sessionStorage',
  'caches',
  'showOpenFilePicker',
  'showSaveFilePicker',
]);

/** Node modules that reach the disk or the network. */
export const IO_MODULES = new Set(['fs', 'fs/promises', 'http', 'https', 'net', 'dgram', 'tls', 'child_process']);

/** Files outside io/ that may look at the disk all the same, each with the reason. */
export const DISK_READERS: Readonly<Record<string, string>> = {
  'src/gpu/node-gpu.ts': 'looks which Vulkan drivers are installed, before Dawn loads one',
};

/** Longest file, in lines. */
export const LINE_CAP = 600;

/** Data tables that may be longer, each with the reason. */
export const LONG_FILES: Readonly<Record<string, string>> = {};

/** Words that say nothing about a file's job. */
export const VAGUE_NAME = /(^|[-/])(heatmaps?|managers?|helpers?|utils?)([-./]|$)/;
