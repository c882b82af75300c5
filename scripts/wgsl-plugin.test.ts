import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resolveWgsl } from './wgsl-plugin.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boresight-wgsl-'));
  mkdirSync(join(root, 'lib'));
  writeFileSync(join(root, 'lib', 'constants.wgsl'), 'const c = 1.0;\n');
  writeFileSync(join(root, 'lib', 'slab.wgsl'), '// #include "constants.wgsl"\nfn slab() {}\n');
});
afterEach(() => rmSync(root, { recursive: true }));

it('puts every included file in once, where it is first named', () => {
  const pass = join(root, 'pass.wgsl');
  writeFileSync(pass, '// #include "lib/slab.wgsl"\n  // #include "lib/constants.wgsl"\nfn main() {}\n');
  const read: string[] = [];
  const code = resolveWgsl(pass, new Set(), (path) => read.push(path));
  expect(code.replace(/\s+/g, ' ').trim()).toBe('const c = 1.0; fn slab() {} fn main() {}');
  expect(read).toEqual([pass, join(root, 'lib', 'slab.wgsl'), join(root, 'lib', 'constants.wgsl')]);
});

it('fails on an include that is not there', () => {
  const pass = join(root, 'pass.wgsl');
  writeFileSync(pass, '// #include "lib/absent.wgsl"\n');
  expect(() => resolveWgsl(pass)).toThrow(/absent\.wgsl/);
});
