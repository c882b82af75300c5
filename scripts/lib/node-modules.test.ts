import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { missingPackages } from './node-modules.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boresight-modules-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, packages: Record<string, object>): void {
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}

it('names what is missing or of another version, not packages for other systems', () => {
  write('package-lock.json', {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/c': { version: '3.0.0' },
    'node_modules/other-system': { version: '1.0.0', optional: true },
  });
  write('node_modules/.package-lock.json', {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.9.0' },
  });
  expect(missingPackages(root)).toEqual(['node_modules/b', 'node_modules/c']);
});

it('names everything where nothing is installed', () => {
  write('package-lock.json', { '': {}, 'node_modules/a': { version: '1.0.0' } });
  expect(missingPackages(root)).toEqual(['node_modules/a']);
});
