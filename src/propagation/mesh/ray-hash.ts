/**
 * A uniform number in (0, 1) that depends on nothing but its three keys, so that a ray takes the same turns in whatever order or
 * slices the rays are traced. Integer mixing after the finaliser of MurmurHash3.
 * @param seed,ray,turn integers; their lower 32 bits count
 */
export function hashUniform(seed: number, ray: number, turn: number): number {
  let h = mix((seed | 0) ^ 0x9e3779b9);
  h = mix(h ^ (ray | 0));
  h = mix((h + Math.imul(turn + 1, 0x85ebca6b)) | 0);
  return ((h >>> 0) + 0.5) / 4294967296;
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
