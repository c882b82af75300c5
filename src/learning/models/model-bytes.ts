import { badInput } from '../../units/errors.ts';
import type { ExpectedFile } from './model-source.ts';

const DOWNLOAD_AGAIN = 'Download the model again.';

/** SHA-256 as lower-case hex. @throws UserError where the page is not served securely, as browsers then have no SHA-256 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle)
    throw badInput(
      'Checksums of models cannot be computed here: browsers do so only for pages from https or localhost. Open the studio from there.',
    );
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Refuses bytes that are not the file that the card describes, before anything tries to run them: nothing at all, a web page, a
 * pointer in place of a large file, a part of the file, another file.
 * @param place what the user knows the file by, for the message
 * @throws UserError('bad-input')
 */
export async function checkModelBytes(place: string, bytes: Uint8Array, expected: ExpectedFile): Promise<void> {
  if (bytes.length === 0) throw badInput(`${place} is empty (0 bytes). ${DOWNLOAD_AGAIN}`);
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  if (start.startsWith('<!doctype') || start.startsWith('<html') || start.startsWith('<?xml'))
    throw badInput(
      `${place} is a web page (it begins with "${start.slice(0, 20)}"), not a model: the server has no such file, or asks for a sign-in. Put the file in its place.`,
    );
  if (start.startsWith('version https://git-lfs'))
    throw badInput(
      `${place} is a pointer of Git LFS (${bytes.length} bytes) in place of the file. Run "git lfs pull" and try again.`,
    );
  if (expected.bytes !== null && bytes.length !== expected.bytes) {
    const fault = bytes.length < expected.bytes ? 'is cut short' : 'is another file';
    throw badInput(
      `${place} ${fault}: ${bytes.length} bytes, and the model's card says ${expected.bytes}. ${DOWNLOAD_AGAIN}`,
    );
  }
  const found = await sha256Hex(bytes);
  if (found !== expected.sha256)
    throw badInput(
      `${place} is damaged or another file: its SHA-256 is ${found.slice(0, 12)}…, and the model's card says ${expected.sha256.slice(0, 12)}…. ${DOWNLOAD_AGAIN}`,
    );
}
