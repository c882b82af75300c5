import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { filesUnder, projectRoot, readText } from './boundaries/project-files.ts';

const pages = [...readdirSync(projectRoot).filter((name) => name.endsWith('.md')), ...filesUnder(['docs'], ['.md'])];

it('links only to pages and pictures that are there', () => {
  const broken = pages.flatMap((page) =>
    [...readText(page).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => !existsSync(join(projectRoot, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(pages.length).toBeGreaterThan(5);
  expect(broken).toEqual([]);
});

it('keeps the pages that sources point to', () => {
  const sources = [...filesUnder(['src', 'shaders', 'bench', 'e2e'], ['.ts', '.tsx', '.wgsl'])];
  const missing = sources.flatMap((path) =>
    [...readText(path).matchAll(/\bdocs\/[\w/-]+\.md\b/g)]
      .filter(([page]) => !existsSync(join(projectRoot, page)))
      .map(([page]) => `${path}: ${page}`),
  );
  expect(missing).toEqual([]);
});
