import { createServer } from 'vite';
import { projectRoot } from './processes.mjs';

/** Vite without pages: what loads the project's TypeScript in Node by `ssrLoadModule`. */
export function sourceServer(plugins = []) {
  return createServer({
    configFile: false,
    root: projectRoot,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins,
  });
}
