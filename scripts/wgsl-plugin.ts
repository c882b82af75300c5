import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

const INCLUDE = /^[ \t]*\/\/[ \t]*#include[ \t]+"([^"]+)"[ \t]*$/gm;

/** Text of a WGSL file with every `// #include "path"` line replaced, once per file, by the file it names (relative to it). */
export function resolveWgsl(file: string, seen = new Set<string>(), onFile: (path: string) => void = () => {}): string {
  seen.add(file);
  onFile(file);
  return readFileSync(file, 'utf8').replace(INCLUDE, (_line, name: string) => {
    const path = resolve(dirname(file), name);
    return seen.has(path) ? '' : resolveWgsl(path, seen, onFile);
  });
}

/** `import code from '../shaders/x.wgsl'` gives the shader's text, includes resolved; editing an included file reloads it. */
export function wgsl(): Plugin {
  return {
    name: 'wgsl',
    enforce: 'pre',
    load(id) {
      const file = id.split('?')[0] ?? id;
      if (!file.endsWith('.wgsl')) return null;
      const code = resolveWgsl(file, new Set(), (path) => this.addWatchFile(path));
      return { code: `export default ${JSON.stringify(code)};`, map: null };
    },
  };
}
