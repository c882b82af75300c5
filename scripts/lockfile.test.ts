import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './boundaries/project-files.ts';
import { missingBuilds } from './complete-lockfile.mjs';

const text = readFileSync(join(projectRoot, 'package-lock.json'), 'utf8');
const lock = JSON.parse(text) as { packages: Record<string, { version?: string; resolved?: string }> };
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;

it('names no registry, so that everyone installs from their own', () => {
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(Object.keys(lock.packages).filter((path) => lock.packages[path]?.resolved)).toEqual([]);
});

it('holds the builds for all systems (`node scripts/complete-lockfile.mjs` adds those that a registry lacked)', () => {
  expect(Object.keys(missingBuilds(lock.packages))).toEqual([]);
});

it('agrees with package.json, whose versions are exact', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
});

it('derives a missing build from the package that names it', () => {
  const packages = {
    '': {},
    'node_modules/linter': {
      version: '1.2.3',
      dev: true,
      optionalDependencies: { '@linter/cli-linux-x64-musl': '1.2.3' },
    },
  };
  expect(missingBuilds(packages)).toEqual({
    'node_modules/@linter/cli-linux-x64-musl': {
      version: '1.2.3',
      dev: true,
      optional: true,
      cpu: ['x64'],
      libc: ['musl'],
      os: ['linux'],
    },
  });
});
