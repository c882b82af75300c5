import { posix } from 'node:path';
import type { SourceFacts } from './read-source.ts';

/** An import of a file of the project. */
export interface FileImport {
  from: string;
  to: string;
  line: number;
  typeOnly: boolean;
}

/** Path from the project's root that a relative specifier names (its `?query` dropped); undefined for packages. */
export function targetOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier.split('?')[0] ?? specifier);
}

/** Every import of one project file by another. */
export function fileImports(sources: readonly SourceFacts[]): FileImport[] {
  return sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, line, typeOnly }) => {
      const to = targetOf(path, specifier);
      return to === undefined ? [] : [{ from: path, to, line, typeOnly }];
    }),
  );
}

function runTimeImports(imports: readonly FileImport[]): Map<string, FileImport[]> {
  const byFile = new Map<string, FileImport[]>();
  for (const edge of imports) if (!edge.typeOnly) byFile.set(edge.from, [...(byFile.get(edge.from) ?? []), edge]);
  return byFile;
}

/** Files that the given ones load at run time, each with the import that led to it first. */
export function reachable(
  starts: readonly string[],
  imports: readonly FileImport[],
): Map<string, FileImport | undefined> {
  const byFile = runTimeImports(imports);
  const seen = new Map<string, FileImport | undefined>(starts.map((start) => [start, undefined]));
  const queue = [...starts];
  for (let file = queue.pop(); file !== undefined; file = queue.pop())
    for (const edge of byFile.get(file) ?? [])
      if (!seen.has(edge.to)) {
        seen.set(edge.to, edge);
        queue.push(edge.to);
      }
  return seen;
}

/** One import of every cycle of run-time imports: the one that closes it. */
export function cycles(imports: readonly FileImport[]): FileImport[] {
  const byFile = runTimeImports(imports);
  const state = new Map<string, 'open' | 'done'>();
  const closing: FileImport[] = [];
  const visit = (file: string): void => {
    state.set(file, 'open');
    for (const edge of byFile.get(file) ?? []) {
      if (state.get(edge.to) === 'open') closing.push(edge);
      else if (!state.has(edge.to)) visit(edge.to);
    }
    state.set(file, 'done');
  };
  for (const file of byFile.keys()) if (!state.has(file)) visit(file);
  return closing;
}
