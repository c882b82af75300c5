import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { filesUnder, projectRoot } from './boundaries/project-files.ts';

const CORE = join(projectRoot, 'node_modules/@mantine/core');
const INDEX = join(CORE, 'esm/index.mjs');
const SHEETS = join(CORE, 'styles');
/** They belong to no component. */
const COMMON = ['baseline', 'default-css-variables', 'global'];

const CLASS = /\bm_[0-9a-f]{6,10}\b/g;
const classesIn = (text: string): string[] => text.match(CLASS) ?? [];

/** Names that the sources import from a package, types among them. */
export function importedNames(sources: readonly string[], from: string): string[] {
  const imports = new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*['"]${from}['"]`, 'g');
  const names = sources.flatMap((source) => [...source.matchAll(imports)].flatMap(([, list = '']) => list.split(',')));
  return [
    ...new Set(
      names.map(
        (name) =>
          name
            .trim()
            .replace(/^type\s+/, '')
            .split(/\s+as\s+/)[0] ?? '',
      ),
    ),
  ].filter(Boolean);
}

/** Class names of the components with these names, and of all components that they are made of. */
function classesOf(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const queue = [...readFileSync(INDEX, 'utf8').matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)].flatMap(
    ([, list = '', path = '']) =>
      list.split(',').some((name) => names.includes(name.trim().split(' as ').at(-1) ?? ''))
        ? resolve(dirname(INDEX), path)
        : [],
  );
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('.module.mjs')) for (const name of classesIn(text)) found.add(name);
    for (const [, path = ''] of text.matchAll(/from "(\.[^"]+\.mjs)"/g)) queue.push(resolve(dirname(file), path));
  }
  return found;
}

/** Mantine's style sheet without the components that the sources do not use. */
export function usedMantineStyles(sources: readonly string[]): string {
  const used = classesOf(importedNames(sources, '@mantine/core'));
  const whole = readFileSync(join(CORE, 'styles.css'), 'utf8');
  const sheets = readdirSync(SHEETS)
    .filter((name) => name.endsWith('.css') && !name.includes('.layer.'))
    .map((name) => ({ name: name.slice(0, -4), text: readFileSync(join(SHEETS, name), 'utf8') }));
  const components = sheets
    .filter(({ name, text }) => !COMMON.includes(name) && classesIn(text).some((found) => used.has(found)))
    // In the order of the whole: later components may override those that they are made of.
    .map((sheet) => ({ ...sheet, at: whole.indexOf(classesIn(sheet.text)[0] ?? '') }))
    .sort((a, b) => a.at - b.at);
  const common = COMMON.map((name) => sheets.find((sheet) => sheet.name === name)?.text ?? '');
  return [...common, ...components.map(({ text }) => text)].join('\n');
}

/** `@mantine/core/styles.css` holds every component there is; the built page waits for those alone that it has. */
export function mantineStyles(): Plugin {
  return {
    name: 'mantine-styles',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!id.split('?')[0]?.endsWith('@mantine/core/styles.css')) return null;
      return usedMantineStyles(
        filesUnder(['src'], ['.ts', '.tsx']).map((path) => readFileSync(join(projectRoot, path), 'utf8')),
      );
    },
  };
}
