import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../boundaries/project-files.ts';

const dist = join(projectRoot, 'dist');
const files = readdirSync(dist, { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(dist.length + 1)
      .replaceAll('\\', '/'),
  )
  .filter((path) => !path.startsWith('cli/'));
const textOf = (path: string): string => readFileSync(join(dist, path), 'utf8');
const HASHED = /-[\w-]{8}\.\w+$/;

/** Values of src and href in a page. */
const references = (html: string): string[] =>
  [...html.matchAll(/\s(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');

/** Values of url(...) in a style sheet, data URLs left out. */
const styleUrls = (css: string): string[] =>
  [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)]
    .map((match) => match[1] ?? '')
    .filter((url) => !/^(data:|#)/.test(url));

describe('the built site', () => {
  it('has one page that loads its own files by relative paths', () => {
    expect(files.filter((path) => path.endsWith('.html'))).toEqual(['index.html']);
    const found = references(textOf('index.html'));
    expect(found.some((reference) => reference.endsWith('.js'))).toBe(true);
    for (const reference of found.filter((value) => !value.startsWith('data:'))) {
      expect(reference, 'works under any path of any server').toMatch(/^\.\//);
      expect(existsSync(join(dist, reference)), reference).toBe(true);
    }
  });

  it('names every asset by its content, so that it can be cached for ever', () => {
    const assets = files.filter((path) => path.startsWith('assets/'));
    expect(assets.length).toBeGreaterThan(0);
    expect(assets.filter((path) => !HASHED.test(path))).toEqual([]);
  });

  it('has style sheets whose fonts and pictures lie beside them', () => {
    for (const path of files.filter((name) => name.endsWith('.css')))
      for (const url of styleUrls(textOf(path))) {
        expect(url, path).not.toMatch(/^(\/|https?:)/);
        expect(existsSync(join(dist, dirname(path), url)), `${path}: ${url}`).toBe(true);
      }
  });

  it('loads no chunk or worker from the root of the server', () => {
    const scripts = files.filter((path) => /\.m?js$/.test(path));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((path) => /["'`]\/assets\//.test(textOf(path)))).toEqual([]);
  });

  it('carries nothing that only Node can run', () => {
    const scripts = files.filter((path) => /\.m?js$/.test(path));
    expect(scripts.filter((path) => /\bfrom\s*["']node:|import\(["']node:|dawn\.node/.test(textOf(path)))).toEqual([]);
  });
});
