import { readFile, stat } from 'node:fs/promises';
import { badInput } from '../units/errors.ts';

const BYTE_LIMIT = 2 ** 31;

/**
 * The bytes of one file.
 * @throws UserError when it is missing, a folder, empty of rights, or larger than 2 GiB
 */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw badInput(`${path} is a folder; name the file in it`);
    if (info.size > BYTE_LIMIT) throw badInput(`${path} has ${info.size} bytes; files up to ${BYTE_LIMIT} are read`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') throw badInput(`No such file: ${path}`);
    if (cause instanceof Error && cause.name === 'UserError') throw cause;
    throw badInput(`Cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
