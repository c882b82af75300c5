import { sha256Hex } from '../learning/models/model-bytes.ts';

/** A file by its name and what is in it. */
export interface KeyedFile {
  /** Path inside its folder, or the file's name. */
  readonly name: string;
  /** The content's key: files of one key have the same bytes. */
  readonly key: string;
  /** Length [bytes]. */
  readonly bytes: number;
}

/**
 * A name for these bytes that is the same on every device and in every session: 32 hexadecimal digits of their SHA-256, or, on pages
 * that are not served securely and so have none, `plain-` with 64 bits of a hash that only chance must not defeat.
 */
export async function contentKey(bytes: Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle) return `plain-${plainHash(bytes)}`;
  return (await sha256Hex(bytes)).slice(0, 32);
}

/** The key of files that were opened together: of their names and contents, in any order. */
export async function keyOfFiles(files: readonly KeyedFile[]): Promise<string> {
  const listed = files.map(({ name, key }) => JSON.stringify([name, key])).sort();
  return contentKey(new TextEncoder().encode(listed.join()));
}

export async function keyedFiles(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<KeyedFile[]> {
  return Promise.all(
    files.map(async ({ name, bytes }) => ({ name, key: await contentKey(bytes), bytes: bytes.length })),
  );
}

/** Two multiplicative hashes of 32 bits, and the length. */
function plainHash(bytes: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < bytes.length; i++) {
    a = Math.imul(a ^ bytes[i]!, 0x01000193);
    b = Math.imul(b + bytes[i]! + 1, 0x85ebca6b);
    b ^= b >>> 15;
  }
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return `${hex(a)}${hex(b)}-${bytes.length.toString(16)}`;
}
