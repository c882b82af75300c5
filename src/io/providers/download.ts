import type { ReadHooks } from '../../learning/models/model-source.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { joinBytes } from '../join-bytes.ts';

/** How often an answer is asked for the rest when it breaks off. */
const MOST_RESUMES = 1;

interface Received {
  readonly parts: Uint8Array[];
  bytes: number;
  /** The server has begun to answer. */
  begun: boolean;
}

/**
 * The bytes at an address, with progress while they come. Where the connection breaks off, the rest is asked for once; the caller
 * checks the whole.
 * @param bytes that are expected, for the progress; null where that is not known
 * @throws UserError('bad-input') when nothing answers, with another status than success, or when the connection breaks off for good;
 *   UserError('aborted')
 */
export async function download(url: string, bytes: number | null, hooks: ReadHooks = {}): Promise<Uint8Array> {
  const received: Received = { parts: [], bytes: 0, begun: false };
  for (let resumes = 0; ; resumes++) {
    try {
      await receive(url, bytes, received, hooks);
      return joinBytes(received.parts);
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      if (hooks.signal?.aborted) throw new UserError('aborted', 'The download was cancelled.');
      if (resumes < MOST_RESUMES && received.begun) continue;
      const what = !received.begun ? 'cannot be reached' : `broke off after ${share(received.bytes, bytes)}`;
      throw badInput(
        `${url} ${what} (${cause instanceof Error ? cause.message : cause}): check the connection and try again.`,
      );
    }
  }
}

/** Adds what comes to what is there; a server that does not know of parts begins anew. */
async function receive(url: string, bytes: number | null, received: Received, hooks: ReadHooks): Promise<void> {
  const { signal, onProgress } = hooks;
  const headers = received.bytes > 0 ? { headers: { Range: `bytes=${received.bytes}-` } } : {};
  const response = await fetch(url, { ...headers, ...(signal ? { signal } : {}) });
  if (!response.ok) throw badInput(`${url} answers with status ${response.status}: the site lacks this file.`);
  received.begun = true;
  const isRest = response.headers.get('Content-Range')?.startsWith(`bytes ${received.bytes}-`) ?? false;
  if (response.status !== 206 || !isRest) {
    received.parts.length = 0;
    received.bytes = 0;
  }
  if (!response.body) return;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    received.parts.push(part.value);
    received.bytes += part.value.length;
    onProgress?.(received.bytes, Math.max(bytes ?? received.bytes, received.bytes));
  }
}

function share(received: number, bytes: number | null): string {
  const kilobytes = (of: number) => Math.round(of / 1000);
  return bytes === null ? `${kilobytes(received)} kB` : `${kilobytes(received)} of ${kilobytes(bytes)} kB`;
}
