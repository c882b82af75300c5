import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder that is there while the tests of a file run, and gone after them. */
export function temporaryFolder(): {
  /** The path of a name in it. */
  readonly at: (name: string) => string;
  /** Writes a file into it; its path. */
  readonly file: (name: string, content: string | Uint8Array) => string;
} {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'boresight-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(at(name), content);
    return at(name);
  };
  return { at, file };
}
