const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** Bits of the IEEE 754 half nearest to a number, ties to even. */
export function halfBits(value: number): number {
  float[0] = value;
  const bits = word[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fffffff;
  if (size >= 0x7f800000) return size > 0x7f800000 ? sign | 0x7e00 : sign | 0x7c00;
  if (size >= 0x477ff000) return sign | 0x7c00;
  if (size < 0x33000001) return sign;
  const exponent = size >>> 23;
  if (exponent < 113) {
    // A subnormal half: the mantissa with its hidden bit, moved down.
    const shift = 126 - exponent;
    const mantissa = (size & 0x7fffff) | 0x800000;
    return sign | roundedShift(mantissa, shift);
  }
  return sign | roundedShift(size - ((127 - 15) << 23), 13);
}

function roundedShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

/** Value of a half-precision number from its 16 bits (IEEE 754 binary16). */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
