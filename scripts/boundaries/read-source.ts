import { parseSync } from 'vite';

/** One mention of another file or package. */
export interface ImportSite {
  specifier: string;
  /** True where nothing is left of it at run time. */
  typeOnly: boolean;
  line: number;
}

/** A name used as a global, or a construct that the rules look for. */
export interface Mention {
  kind: 'global' | 'identifier' | 'any' | 'default-export' | 'export-all' | 'switched-off-test' | 'silenced-type-error';
  name: string;
  line: number;
}

export interface SourceFacts {
  /** Path from the project's root, with forward slashes. */
  path: string;
  lineCount: number;
  imports: ImportSite[];
  mentions: Mention[];
}

type AstNode = { type: string; start: number } & Record<string, unknown>;

const isNode = (value: unknown): value is AstNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

const isNamed = (value: unknown, name: string): boolean => isNode(value) && value.name === name;

function* children(node: AstNode): Generator<{ key: string; child: AstNode }> {
  for (const [key, value] of Object.entries(node)) {
    if (isNode(value)) yield { key, child: value };
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) yield { key, child: item };
  }
}

/** True where an identifier names a property or key (`response.fetch`, `{ fetch: 1 }`) and not a variable. */
const isPropertyName = (parent: AstNode, key: string): boolean =>
  !parent.computed &&
  ((parent.type === 'MemberExpression' && key === 'property') ||
    (key === 'key' &&
      ['Property', 'PropertyDefinition', 'MethodDefinition', 'TSPropertySignature'].includes(parent.type)) ||
    (key === 'key' && parent.type === 'TSMethodSignature'));

/** `new URL('./x.ts', import.meta.url)`: how a worker is named. */
function urlImport(node: AstNode): string | undefined {
  if (node.type !== 'NewExpression' || !isNamed(node.callee, 'URL')) return undefined;
  const [first, second] = node.arguments as AstNode[];
  const relative = first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined;
  const base = second?.type === 'MemberExpression' && isNode(second.object) ? second.object.type : undefined;
  return base === 'MetaProperty' ? relative : undefined;
}

/** `it.only`, `describe.skip`, `test.todo`, `test.fixme`. */
function switchedOffTest(node: AstNode): string | undefined {
  if (node.type !== 'MemberExpression' || !isNode(node.object) || !isNode(node.property)) return undefined;
  const suite = String(node.object.name);
  const mode = String(node.property.name);
  const found = /^(it|test|describe)$/.test(suite) && /^(only|skip|todo|fixme|fails)$/.test(mode);
  return found ? `${suite}.${mode}` : undefined;
}

/** Globals reached through an object: `globalThis.fetch`, `window.indexedDB`, `navigator.storage`. */
function reachedGlobal(node: AstNode): string | undefined {
  if (node.type !== 'MemberExpression' || !isNode(node.object) || !isNode(node.property)) return undefined;
  const owner = String(node.object.name);
  const name = String(node.property.name);
  if (/^(globalThis|window|self)$/.test(owner)) return name;
  return owner === 'navigator' && name === 'storage' ? 'navigator.storage' : undefined;
}

/** What one TypeScript file imports, and the names and constructs in it that the rules look for. */
export function readSource(path: string, text: string): SourceFacts {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const starts = lineStarts(text);
  const lineOf = (offset: number): number => lineAt(starts, offset);
  const imports: ImportSite[] = [];
  const addImport = (site: ImportSite): void => {
    // The parser lists `import { x } …; export { x }` both as an import and as a re-export.
    if (!imports.some((other) => other.specifier === site.specifier && other.line === site.line)) imports.push(site);
  };
  const mentions: Mention[] = [];

  for (const { start, moduleRequest, entries } of module.staticImports)
    addImport({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
      line: lineOf(start),
    });
  for (const { start, entries } of module.staticExports)
    for (const entry of entries)
      if (entry.moduleRequest)
        addImport({ specifier: entry.moduleRequest.value, typeOnly: entry.isType, line: lineOf(start) });
  for (const { start, moduleRequest } of module.dynamicImports) {
    const literal = /^['"`]([^'"`$]*)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[1]) addImport({ specifier: literal[1], typeOnly: false, line: lineOf(start) });
  }

  const visit = (node: AstNode): void => {
    const mention = (kind: Mention['kind'], name: string): void => {
      mentions.push({ kind, name, line: lineOf(node.start) });
    };
    if (node.type === 'TSAnyKeyword') mention('any', 'any');
    if (node.type === 'ExportDefaultDeclaration') mention('default-export', 'export default');
    if (node.type === 'ExportAllDeclaration') mention('export-all', 'export *');
    const url = urlImport(node);
    if (url) addImport({ specifier: url, typeOnly: false, line: lineOf(node.start) });
    const off = switchedOffTest(node);
    if (off) mention('switched-off-test', off);
    const reached = reachedGlobal(node);
    if (reached) mention('global', reached);
    for (const { key, child } of children(node)) {
      if (child.type === 'Identifier' || child.type === 'JSXIdentifier') {
        const name = String(child.name);
        mentions.push({
          kind: isPropertyName(node, key) ? 'identifier' : 'global',
          name,
          line: lineOf(child.start),
        });
      }
      visit(child);
    }
  };
  visit(program as unknown as AstNode);
  for (const { value, start } of comments) {
    const silenced = /@ts-(ignore|nocheck|expect-error)/.exec(value);
    if (silenced) mentions.push({ kind: 'silenced-type-error', name: silenced[0], line: lineOf(start) });
  }
  return { path, lineCount: starts.length - (text.endsWith('\n') ? 1 : 0), imports, mentions };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line number (from 1) of a character offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
