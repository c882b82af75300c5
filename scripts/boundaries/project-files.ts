import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveWgsl } from '../wgsl-plugin.ts';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Paths of the files under the given folders whose name ends in one of the extensions, from the project's root. */
export function filesUnder(folders: readonly string[], extensions: readonly string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(projectRoot, folder)))
    .flatMap((folder) =>
      readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
        .filter((path) => extensions.some((extension) => path.endsWith(extension))),
    );
}

export const readText = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

/** Shaders that a shader includes, directly or not. */
export function shaderIncludes(path: string): string[] {
  const seen = new Set<string>();
  const start = join(projectRoot, path);
  resolveWgsl(start, seen);
  seen.delete(start);
  return [...seen].map((file) => file.slice(projectRoot.length).replaceAll('\\', '/'));
}
