import { badInput } from '../../units/errors.ts';

/** Anything JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

const DEPTH_LIMIT = 64;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON from bytes. Nesting is counted before parsing, so that `[` a hundred thousand times costs no stack; numbers that
 * overflow to infinity are refused.
 * @throws UserError with the byte of the fault
 */
export function parseJson(name: string, bytes: Uint8Array): Json {
  if (bytes.length === 0) throw badInput(`${name} is empty (0 bytes): choose another file.`);
  scan(name, bytes);
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw badInput(`${name} is not UTF-8 text. Save it as UTF-8.`);
  }
  try {
    return JSON.parse(text, refuseOverflow) as Json;
  } catch (cause) {
    if (cause instanceof RangeError) throw badInput(`${name}: ${cause.message}`);
    throw badInput(`${name} is not valid JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function refuseOverflow(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`the number at ${JSON.stringify(key)} overflows (beyond 1.8e308). Give a finite number.`);
  }
  return value;
}

/** Walks the bytes outside strings: depth, and the literals that are JavaScript but not JSON. */
function scan(name: string, bytes: Uint8Array): void {
  let depth = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x22) i = stringEnd(bytes, i);
    else if (byte === 0x5b || byte === 0x7b) {
      depth++;
      if (depth > DEPTH_LIMIT) throw badInput(`${name}, byte ${i}: nested over ${DEPTH_LIMIT} deep; no map file is.`);
    } else if (byte === 0x5d || byte === 0x7d) depth--;
    else if (byte === 0x4e || byte === 0x49) {
      const word = /^[A-Za-z]+/.exec(String.fromCharCode(...bytes.subarray(i, i + 16)))![0];
      throw badInput(
        `${name}, byte ${i}: ${word} is not JSON (numbers must be finite; write null for a missing value).`,
      );
    }
  }
}

function stringEnd(bytes: Uint8Array, start: number): number {
  for (let i = start + 1; i < bytes.length; i++) {
    if (bytes[i] === 0x5c) i++;
    else if (bytes[i] === 0x22) return i;
  }
  return bytes.length;
}
