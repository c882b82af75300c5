import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundleFaults, pageFiles, staticImports, weighSite } from './bundle.mjs';

let site: string;

beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'boresight-site-'));
  mkdirSync(join(site, 'assets'));
  const files = {
    'index.html': '<script src="./first.js"></script><script type="module" src="./assets/index-1.js"></script>',
    'first.js': '1',
    'assets/index-1.js': 'import{a}from"./page-1.js";const later=()=>import("./map-panes-1.js");',
    'assets/page-1.js': 'export const a=1;',
    'assets/map-panes-1.js': 'import"./page-1.js";import{m as n}from"./map-12345678.js";',
    'assets/map-12345678.js': 'export const m=1;',
    'assets/map-12345678.css': '.a{}',
    'assets/engine-worker-1.js': 'const models=()=>import("./browser-runtime-1.js");',
    'assets/browser-runtime-1.js': '1',
    'assets/maplibre-gl-worker-1.js': '1',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(site, path), text);
});
afterEach(() => rmSync(site, { recursive: true }));

const filesOf = (part: string) =>
  weighSite(site)
    .find((weighed) => weighed.part === part)
    ?.files.map(({ path }) => path)
    .sort();

it('tells imports that come at once from those on demand, minified or not', () => {
  expect(
    staticImports('import{a as b}from"./a.js";import"./b.js";export{c}from "./c.js";x=import("./d.js");"from ./e.js"'),
  ).toEqual(['a.js', 'b.js', 'c.js']);
});

it('finds what a page loads by itself', () => {
  const html =
    '<link rel="icon" href="./icon.svg"><link rel="modulepreload" href="./assets/a.js"><link rel="stylesheet" href="./assets/a.css"><script src="./b.js"></script>';
  expect(pageFiles(html)).toEqual(['assets/a.js', 'assets/a.css', 'b.js']);
});

it('weighs the entry with all that it imports, and the later parts without it', () => {
  expect(filesOf('entry')).toEqual(['assets/index-1.js', 'assets/page-1.js', 'first.js', 'index.html']);
  expect(filesOf('map')).toEqual(['assets/map-12345678.css', 'assets/map-12345678.js', 'assets/map-panes-1.js']);
  expect(filesOf('engine')).toEqual(['assets/engine-worker-1.js']);
  expect(bundleFaults(weighSite(site))).toEqual([]);
});

it('fails with figures where a part is too heavy', () => {
  writeFileSync(join(site, 'assets/page-1.js'), randomBytes(301_000));
  const faults = bundleFaults(weighSite(site));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^entry: \d{3}\.\d kB gzip, the budget is 300\.0 kB\. Heaviest: assets\/page-1\.js \d{3}/);
});

it('fails where map or model runtime come along, and where a part is missing', () => {
  writeFileSync(join(site, 'assets/index-1.js'), 'import"./map-12345678.js";');
  writeFileSync(join(site, 'assets/engine-worker-1.js'), 'import"./browser-runtime-1.js";');
  rmSync(join(site, 'assets/maplibre-gl-worker-1.js'));
  expect(bundleFaults(weighSite(site))).toEqual([
    'map worker: no such file in the site.',
    'entry: brings assets/map-12345678.js along, which must wait until it is asked for.',
    'engine: brings assets/browser-runtime-1.js along, which must wait until it is asked for.',
  ]);
});
