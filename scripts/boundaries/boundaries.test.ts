import { describe, expect, it } from 'vitest';
import { fileImports } from './import-graph.ts';
import { filesUnder, readText, shaderIncludes } from './project-files.ts';
import { readSource } from './read-source.ts';
import { checkSources, fileShape, shadersUsed, type Violation } from './rules.ts';

const show = (violations: readonly Violation[]): string[] =>
  violations.map(({ path, line, rule }) => `${path}:${line} ${rule}`);

/** Sources given as path -> text. */
const check = (files: Record<string, string>): string[] =>
  show(checkSources(Object.entries(files).map(([path, text]) => readSource(path, text))));

describe('the project', () => {
  const paths = filesUnder(['src', 'e2e', 'bench', 'scripts'], ['.ts', '.tsx']);
  const sources = paths.map((path) => readSource(path, readText(path)));
  const shaders = filesUnder(['shaders'], ['.wgsl']);

  it('keeps its rooms, names and sizes', () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(show(checkSources(sources))).toEqual([]);
  });

  it('has scripts and shaders of readable size', () => {
    const others = [...shaders, ...filesUnder(['scripts', 'bin'], ['.mjs'])];
    expect(show(others.flatMap((path) => fileShape(path, readText(path).split('\n').length - 1)))).toEqual([]);
  });

  it('uses every shader', () => {
    expect(show(shadersUsed(shaders, fileImports(sources), shaderIncludes))).toEqual([]);
  });
});

describe('the checker', () => {
  it('lets arrows point down and within a room', () => {
    expect(
      check({
        'src/io/a.ts': "import { b } from '../units/b.ts';\nimport { c } from './c.ts';\nexport const a = b + c;",
        'src/studio/x.ts': "import type { Port } from '../worker/port.ts';\nexport type X = Port;",
        'src/units/b.test.ts': "import { b } from './b.ts';\nimport { expect } from 'vitest';\nexpect(b).toBe(1);",
      }),
    ).toEqual([]);
  });

  it.each([
    ['a static import', "import { x } from '../engine/x.ts';\nexport { x };"],
    ['a type', "import type { X } from '../engine/x.ts';\nexport type Y = X;"],
    ['a re-export', "export { x } from '../engine/x.ts';"],
    ['a dynamic import', "export const load = () => import('../engine/x.ts');"],
    ['a worker', "export const w = () => new Worker(new URL('../engine/x.ts', import.meta.url));"],
  ])('catches an arrow that points up: %s', (_name, text) => {
    expect(check({ 'src/radio/slab.ts': `// first line\n${text}` })).toEqual([
      'src/radio/slab.ts:2 radio/ may not import from engine/, which stands above it (src/engine/x.ts)',
    ]);
  });

  it('catches faces that see each other, rooms nobody knows, and test support in the product', () => {
    expect(
      check({
        'src/cli/a.ts': "import { b } from '../studio/b.ts';\nexport const a = b;",
        'src/worker/a.ts': "import { b } from '../studio/b.ts';\nexport const a = b;",
        'src/attic/a.ts': "import { b } from '../units/b.ts';\nexport const a = b;",
        'src/scene/a.ts': "import { b } from '../testing/b.ts';\nexport const a = b;",
      }),
    ).toEqual([
      'src/cli/a.ts:1 cli/ may not import from another face (src/studio/b.ts)',
      'src/worker/a.ts:1 worker/ may not import from another face (src/studio/b.ts)',
      'src/attic/a.ts:1 src/attic/ is not one of the rooms',
      'src/scene/a.ts:1 src/testing/ is for tests only',
    ]);
  });

  it.each([
    ['src/engine/a.ts', 'react', 'react only in studio/'],
    ['src/studio/panels/a.ts', 'maplibre-gl', 'maplibre-gl only in studio/map/'],
    ['src/studio/charts/a.ts', '@deck.gl/core', '@deck.gl/core only in studio/map/'],
    ['src/studio/panels/a.ts', 'zustand', 'zustand only in studio/store/'],
    ['src/propagation/a.ts', 'onnxruntime-web/webgpu', 'onnxruntime-web only in learning/'],
    ['src/scene/a.ts', 'node:fs', 'node:fs only in io/'],
    ['src/cli/a.ts', 'fs/promises', 'fs/promises only in io/'],
    ['src/engine/a.ts', 'node:path', 'node:path only in cli/ and in files named *-node*.ts'],
    ['src/io/formats/ply.ts', 'node:fs', 'node:fs only in cli/ and in files named *-node*.ts'],
  ])('catches in %s the package %s', (path, specifier, rule) => {
    expect(check({ [path]: `import * as thing from '${specifier}';\nexport const a = thing;` })).toEqual([
      `${path}:1 ${rule}`,
    ]);
  });

  it.each([
    ["export const a = () => fetch('x');", 'fetch only in io/'],
    ['export const a = globalThis.indexedDB;', 'indexedDB only in io/'],
    ['export const a = navigator.storage.getDirectory();', 'navigator.storage only in io/'],
    ['export const a = (device: GPUDevice) => device;', 'GPUDevice only in gpu/'],
    ['export const a = process.env;', 'process only in cli/ and *-node*.ts files'],
    ['export const a = (x: any) => x;', 'no `any`: name the type or take `unknown` and narrow it'],
    ['// @ts-ignore\nexport const a = 1;', 'no @ts-ignore'],
    ['export default 1;', 'named exports only'],
    ["export * from './b.ts';", 'no `export *`: import from the file that defines it'],
    ["export { b } from './b';", './b lacks its extension'],
  ])('catches %s', (text, rule) => {
    expect(check({ 'src/planning/a.ts': text })).toEqual([`src/planning/a.ts:1 ${rule}`]);
  });

  it('does not mistake properties, text and comments for the names it guards', () => {
    expect(
      check({
        'src/planning/a.ts':
          "// fetch any GPUDevice\nexport const a = { fetch: 1, text: 'GPUDevice: any' };\nexport const b = a.fetch;",
      }),
    ).toEqual([]);
  });

  it('catches a file for Node that the studio would load', () => {
    expect(
      check({
        'src/studio/a.ts': "import { b } from '../engine/b.ts';\nexport const a = b;",
        'src/engine/b.ts': "import { c } from '../io/read-node.ts';\nexport const b = c;",
        'src/io/read-node.ts': "import { readFileSync } from 'node:fs';\nexport const c = readFileSync;",
      }),
    ).toEqual(['src/engine/b.ts:1 src/io/read-node.ts needs Node and the studio loads it']);
  });

  it('catches a circle of imports, but not of types', () => {
    const circle = (type: string) => ({
      'src/scene/a.ts': "import { b } from './b.ts';\nexport const a = b;",
      'src/scene/b.ts': `import ${type}{ a } from './a.ts';\nexport const b: typeof a = 1;`,
    });
    expect(check(circle(''))).toEqual(['src/scene/b.ts:1 import cycle through src/scene/a.ts']);
    expect(check(circle('type '))).toEqual([]);
  });

  it('catches tests that are switched off', () => {
    expect(check({ 'src/units/a.test.ts': "import { it } from 'vitest';\nit.only('x', () => {});" })).toEqual([
      'src/units/a.test.ts:2 no it.only: a test runs or is removed',
    ]);
  });

  it('catches long files and names that say nothing', () => {
    expect(show(fileShape('src/radio/slab.ts', 600))).toEqual([]);
    expect(show(fileShape('src/radio/slab.ts', 601))).toEqual(['src/radio/slab.ts:601 601 lines; the cap is 600']);
    expect(show(fileShape('src/radio/slab-utils.ts', 10))).toHaveLength(1);
    expect(show(fileShape('src/radio/slabTables.ts', 10))).toEqual(['src/radio/slabTables.ts:1 not kebab-case']);
    expect(show(fileShape('shaders/sweep-trace.wgsl', 10))).toEqual(['shaders/sweep-trace.wgsl:1 not snake_case']);
  });

  it('catches shaders that nothing imports and imports of shaders that are not there', () => {
    const imports = fileImports([
      readSource('src/gpu/a.ts', "import code from '../../shaders/a.wgsl';\nexport const a = code;"),
      readSource('src/gpu/b.ts', "import code from '../../shaders/absent.wgsl';\nexport const b = code;"),
    ]);
    const includes = (path: string) => (path === 'shaders/a.wgsl' ? ['shaders/lib/c.wgsl'] : []);
    expect(show(shadersUsed(['shaders/a.wgsl', 'shaders/lib/c.wgsl', 'shaders/d.wgsl'], imports, includes))).toEqual([
      'shaders/d.wgsl:1 no import leads to this shader',
      'src/gpu/b.ts:1 shaders/absent.wgsl does not exist',
    ]);
  });
});
