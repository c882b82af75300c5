// `npm start`: the studio in the browser. Arguments: [--port N] [--no-open].
import { ensureNodeModules, requireNode } from './lib/node-modules.mjs';

requireNode();
const args = process.argv.slice(2);
const portAt = args.indexOf('--port');
const port = portAt === -1 ? undefined : Number(args[portAt + 1]);
if (portAt !== -1 && !(Number.isInteger(port) && port > 0 && port < 65536)) {
  console.error(`--port ${args[portAt + 1] ?? ''}: a port is a whole number from 1 to 65535.`);
  process.exit(1);
}
await ensureNodeModules();

const { createServer } = await import('vite');
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const server = await createServer({
  clearScreen: false,
  logLevel: 'warn',
  server: { port, open: hasScreen && !args.includes('--no-open') && !process.env.CI },
});
await server.listen();
const [url] = server.resolvedUrls?.local ?? [];
console.log(`\n  Boresight is at ${url}\n  Ctrl+C stops it.\n`);
