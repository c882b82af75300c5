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
  await build({ logLevel: 'error' });
  const port = await freePort();
  const server = await preview({ logLevel: 'error', preview: { port, strictPort: true, host: '127.0.0.1' } });
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
