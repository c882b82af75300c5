import { once } from 'node:events';
import { createServer } from 'node:net';
import { build, preview } from 'vite';

/** A free port of this machine. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** Builds the studio and serves it as users get it. */
export async function builtSite(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  await buildForUsers();
  const port = await freePort();
  const server = await preview({ logLevel: 'error', preview: { port, strictPort: true, host: '127.0.0.1' } });
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** What loads the benches says that this is development, and a build would believe it: with React's checks, twice as slow. */
async function buildForUsers(): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ logLevel: 'error' });
  } finally {
    process.env.NODE_ENV = before;
  }
}
