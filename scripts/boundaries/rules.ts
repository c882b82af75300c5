import { isBuiltin } from 'node:module';
import { cycles, type FileImport, fileImports, reachable, targetOf } from './import-graph.ts';
import type { Mention, SourceFacts } from './read-source.ts';
import {
  DISK_READERS,
  FACES,
  IO_GLOBALS,
  IO_MODULES,
  LINE_CAP,
  LONG_FILES,
  PACKAGE_HOMES,
  ROOMS,
  TESTING,
  VAGUE_NAME,
} from './rooms.ts';

/** One breach, as `path:line rule`. */
export interface Violation {
  path: string;
  line: number;
  rule: string;
}

const HEIGHTS = new Map<string, number>([
  ...ROOMS.map((room, index): [string, number] => [room, index]),
  ...FACES.map((face): [string, number] => [face, ROOMS.length]),
  [TESTING, ROOMS.length + 1],
]);

/** Room of a file ('io' for src/io/formats/ply.ts); undefined for files that lie in src/ itself. */
export const roomOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];

export const isTest = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) || path.startsWith('e2e/') || roomOf(path) === TESTING;

const within = (path: string, folder: string): boolean => path.startsWith(`src/${folder}/`);

const isNodeOnly = (path: string): boolean => within(path, 'cli') || /(^|[-/])node([-./]|$)/.test(path);

const builtinName = (specifier: string): string => specifier.replace(/^node:/, '');

/** Arrows point down: no room imports from one above it, no face from another. */
export function roomOrder(imports: readonly FileImport[]): Violation[] {
  const violations: Violation[] = [];
  for (const { from, to, line } of imports) {
    const fromRoom = roomOf(from);
    const toRoom = roomOf(to);
    if (fromRoom === undefined || toRoom === undefined || fromRoom === toRoom) continue;
    const report = (rule: string): void => {
      violations.push({ path: from, line, rule });
    };
    const fromHeight = HEIGHTS.get(fromRoom);
    const toHeight = HEIGHTS.get(toRoom);
    if (fromHeight === undefined) report(`src/${fromRoom}/ is not one of the rooms`);
    else if (toHeight === undefined) report(`src/${toRoom}/ is not one of the rooms`);
    else if (toRoom === TESTING) {
      if (!isTest(from)) report(`src/${TESTING}/ is for tests only`);
    } else if (fromHeight === ROOMS.length && toHeight === ROOMS.length) {
      if (fromRoom !== 'studio' || toRoom !== 'worker') report(`${fromRoom}/ may not import from another face (${to})`);
    } else if (toHeight > fromHeight)
      report(`${fromRoom}/ may not import from ${toRoom}/, which stands above it (${to})`);
  }
  return violations;
}

/** Packages and Node modules stay in the folders that own them. */
export function packageHomes(source: SourceFacts): Violation[] {
  const { path } = source;
  if (roomOf(path) === undefined || isTest(path)) return [];
  return source.imports.flatMap(({ specifier, line, typeOnly }) => {
    if (specifier.startsWith('.')) return [];
    if (specifier.startsWith('node:') || isBuiltin(specifier)) {
      if (IO_MODULES.has(builtinName(specifier)) && !within(path, 'io') && DISK_READERS[path] === undefined)
        return [{ path, line, rule: `${specifier} only in io/` }];
      return isNodeOnly(path) ? [] : [{ path, line, rule: `${specifier} only in cli/ and in files named *-node*.ts` }];
    }
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    const home = PACKAGE_HOMES.find(({ packages }) => packages.test(name));
    if (typeOnly || !home || home.folders.some((folder) => within(path, folder))) return [];
    return [{ path, line, rule: `${name} only in ${home.folders.map((folder) => `${folder}/`).join(', ')}` }];
  });
}

/** Names that belong to one room, and constructs that are not used at all. */
export function names(source: SourceFacts): Violation[] {
  const { path } = source;
  const product = roomOf(path) !== undefined && !isTest(path);
  const ruleFor = ({ kind, name }: Mention): string | undefined => {
    if (kind === 'any') return 'no `any`: name the type or take `unknown` and narrow it';
    if (kind === 'silenced-type-error') return `no ${name}`;
    if (kind === 'switched-off-test') return `no ${name}: a test runs or is removed`;
    if (path.startsWith('src/') && !path.endsWith('.d.ts') && kind === 'default-export') return 'named exports only';
    if (path.startsWith('src/') && kind === 'export-all') return 'no `export *`: import from the file that defines it';
    if (!product) return undefined;
    if (name === 'GPUDevice' && !within(path, 'gpu')) return 'GPUDevice only in gpu/';
    if (kind === 'global' && (IO_GLOBALS.has(name) || name === 'navigator.storage') && !within(path, 'io'))
      return `${name} only in io/`;
    if (kind === 'global' && name === 'process' && !isNodeOnly(path))
      return 'process only in cli/ and *-node*.ts files';
    return undefined;
  };
  const violations = source.mentions.flatMap((mention) => {
    const rule = ruleFor(mention);
    return rule ? [{ path, line: mention.line, rule }] : [];
  });
  return violations.filter(
    ({ line, rule }, index) => violations.findIndex((other) => other.line === line && other.rule === rule) === index,
  );
}

/** The browser never loads a file that needs Node. */
export function browserFree(sources: readonly SourceFacts[], imports: readonly FileImport[]): Violation[] {
  const entries = sources
    .map(({ path }) => path)
    .filter((path) => !isTest(path) && /^src\/(studio|worker)\//.test(path));
  return [...reachable(entries, imports)].flatMap(([path, by]) =>
    by && isNodeOnly(path)
      ? [{ path: by.from, line: by.line, rule: `${path} needs Node and the studio loads it` }]
      : [],
  );
}

/** No circle of run-time imports: such files cannot be understood, tested or loaded one by one. */
export const noCycles = (imports: readonly FileImport[]): Violation[] =>
  cycles(imports).map(({ from, to, line }) => ({ path: from, line, rule: `import cycle through ${to}` }));

/** Relative imports name their file in full, so that Node, Vite and a reader find the same one. */
export const fullNames = (source: SourceFacts): Violation[] =>
  source.imports.flatMap(({ specifier, line }) => {
    const to = targetOf(source.path, specifier);
    return to === undefined || /(\.[a-z]+|\.\.\/?)$/.test(specifier.split('?')[0] ?? '')
      ? []
      : [{ path: source.path, line, rule: `${specifier} lacks its extension` }];
  });

/** Files can be read in one sitting and found by name. */
export function fileShape(path: string, lineCount: number): Violation[] {
  const violations: Violation[] = [];
  if (lineCount > LINE_CAP && LONG_FILES[path] === undefined)
    violations.push({ path, line: LINE_CAP + 1, rule: `${lineCount} lines; the cap is ${LINE_CAP}` });
  if (VAGUE_NAME.test(path)) violations.push({ path, line: 1, rule: 'a name that says nothing about its job' });
  const pattern = path.endsWith('.wgsl') ? /^[a-z0-9_]+\.wgsl$/ : /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+$/;
  if (!pattern.test(path.split('/').pop() ?? ''))
    violations.push({ path, line: 1, rule: path.endsWith('.wgsl') ? 'not snake_case' : 'not kebab-case' });
  return violations;
}

/** Every shader is part of the product: imported by it, or included by one that is. */
export function shadersUsed(
  shaders: readonly string[],
  imports: readonly FileImport[],
  includesOf: (path: string) => readonly string[],
): Violation[] {
  const used = new Set<string>();
  const queue = imports.filter(({ from, to }) => to.endsWith('.wgsl') && roomOf(from)).map(({ to }) => to);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (used.has(path)) continue;
    used.add(path);
    queue.push(...includesOf(path));
  }
  const orphans = shaders.filter((path) => !used.has(path));
  const absent = imports.filter(({ to }) => to.endsWith('.wgsl') && !shaders.includes(to));
  return [
    ...orphans.map((path) => ({ path, line: 1, rule: 'no import leads to this shader' })),
    ...absent.map(({ from, line, to }) => ({ path: from, line, rule: `${to} does not exist` })),
  ];
}

/** Every rule that looks at TypeScript sources. */
export function checkSources(sources: readonly SourceFacts[]): Violation[] {
  const imports = fileImports(sources);
  return [
    ...roomOrder(imports),
    ...browserFree(sources, imports),
    ...noCycles(imports),
    ...sources.flatMap((source) => [
      ...packageHomes(source),
      ...names(source),
      ...fullNames(source),
      ...fileShape(source.path, source.lineCount),
    ]),
  ];
}
