import type { ReadHooks } from '../../learning/models/model-source.ts';
import { badInput, UserError } from '../../units/errors.ts';

/**
 * The bytes at an address, with progress while they come.
 * @param bytes that are expected, for the progress; null where that is not known
 * @throws UserError('bad-input') when nothing answers, with another status than success, or when the connection breaks off;
 *   UserError('aborted')
 */
export async function download(url: string, bytes: number | null, hooks: ReadHooks = {}): Promise<Uint8Array> {
  const { signal, onProgress } = hooks;
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok) throw badInput(`${url} answers with status ${response.status}: the site lacks this file.`);
    if (!response.body) return new Uint8Array(await response.arrayBuffer());
    const parts: Uint8Array[] = [];
    let received = 0;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      received += part.value.length;
      onProgress?.(received, Math.max(bytes ?? received, received));
    }
    return joined(parts, received);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (signal?.aborted) throw new UserError('aborted', 'The download was cancelled.');
    throw badInput(
      `${url} cannot be reached (${cause instanceof Error ? cause.message : cause}): check the connection and try again.`,
    );
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
