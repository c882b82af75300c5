import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { siteFiles } from './offline-plugin.ts';

let folder: string;

function write(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-site-'));
  write('index.html', '<script type="module" crossorigin src="./assets/index-12345678.js"></script>');
  write('assets/index-12345678.js', 'studio');
  write('assets/ort-wasm-simd-12345678.wasm', 'runtime');
  write('assets/inter-greek-wght-normal-12345678.woff2', 'font');
  write('assets/inter-latin-wght-normal-12345678.woff2', 'font');
  write('models/index.json', '{}');
  write('models/unet/card.json', '{}');
  write('models/unet/model-512.onnx', 'network');
  write('sw.js', 'an earlier one');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps all that the studio opens with, large and rare files on demand, networks not at all', () => {
  const { entry, kept, onDemand } = siteFiles(folder);
  expect(entry).toBe('assets/index-12345678.js');
  expect(Object.keys(kept)).toEqual([
    'assets/index-12345678.js',
    'assets/inter-latin-wght-normal-12345678.woff2',
    './',
    'models/index.json',
    'models/unet/card.json',
  ]);
  expect(kept['models/index.json']).toBe('sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=');
  expect(onDemand).toEqual(['assets/inter-greek-wght-normal-12345678.woff2', 'assets/ort-wasm-simd-12345678.wasm']);
});

it('is another version where a byte differs, and the same where none does', () => {
  const before = siteFiles(folder).version;
  write('sw.js', 'another');
  expect(siteFiles(folder).version).toBe(before);
  write('models/index.json', '{ }');
  expect(siteFiles(folder).version).not.toBe(before);
});
