import type { Random } from '../units/random.ts';

const EDGES = [0, 1, 2, 0x7f, 0x80, 0xff];
const EDGES_32 = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0x00010000];
const WORDS = [
  '"',
  '<',
  '>',
  '&amp;',
  ',',
  '\n',
  '1e999',
  'NaN',
  '-',
  '[[[[[[',
  '{',
  '\u0000',
  '9'.repeat(30),
  '=',
  '__proto__',
];

/** A copy of the bytes with one to four kinds of damage: bits, bytes, numbers, cuts, doubles, shuffles, words. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let out = Uint8Array.from(bytes);
  for (let n = 1 + Math.floor(random.unit() * 4); n > 0 && out.length > 0; n--) out = damage(out, random);
  return out;
}

function damage(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const at = Math.floor(random.unit() * bytes.length);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random.unit() * list.length)]!;
  const length = 1 + Math.floor(random.unit() ** 3 * Math.min(2000, bytes.length - at));
  switch (Math.floor(random.unit() * 9)) {
    case 0:
      bytes[at]! ^= 1 << Math.floor(random.unit() * 8);
      return bytes;
    case 1:
      bytes[at] = pick(EDGES);
      return bytes;
    case 2:
      if (at + 4 <= bytes.length) new DataView(bytes.buffer).setUint32(at, pick(EDGES_32), random.unit() < 0.5);
      return bytes;
    case 3:
      return bytes.slice(0, at);
    case 4:
      return splice(bytes, at, length, new Uint8Array(0));
    case 5:
      return splice(bytes, at, 0, bytes.slice(at, at + length));
    case 6:
      return splice(
        bytes,
        at,
        0,
        Uint8Array.from({ length: Math.min(length, 50) }, () => random.unit() * 256),
      );
    case 7:
      bytes.copyWithin(at, Math.floor(random.unit() * bytes.length), Math.floor(random.unit() * bytes.length));
      return bytes;
    default:
      return splice(bytes, at, Math.floor(random.unit() * 3), new TextEncoder().encode(pick(WORDS)));
  }
}

function splice(bytes: Uint8Array, at: number, gone: number, come: Uint8Array): Uint8Array<ArrayBuffer> {
  const rest = bytes.subarray(Math.min(bytes.length, at + gone));
  const out = new Uint8Array(at + come.length + rest.length);
  out.set(bytes.subarray(0, at));
  out.set(come, at);
  out.set(rest, at + come.length);
  return out;
}
