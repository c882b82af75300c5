import {
  AIMED_ALONG,
  AIMED_ANGLE,
  AIMED_AWAY,
  AIMED_COS,
  AIMED_COS_N,
  AIMED_EDGE,
  AIMED_LENGTH,
  AIMED_LOOKS_PER_M,
  AIMED_N,
  AIMED_NORMAL,
  AIMED_ORIGIN,
  AIMED_SEEN,
  AIMED_SIN,
  AIMED_SIN_N,
  AIMED_STRIDE,
  AIMED_TANGENT,
  type SectorWedges,
} from './sector-wedges.ts';

/** Values of struct Wedge of shaders/launch_diffract.wgsl. */
const WEDGE_VALUES = 24;

/** Wedges as the shader reads them: float32 about the mesh's own origin; their bits and materials in whole words. */
export function packAimedWedges(
  { count, values: v, material }: SectorWedges,
  origin: readonly [number, number, number],
): { values: Float32Array; words: Uint32Array } {
  const values = new Float32Array(WEDGE_VALUES * count);
  const words = new Uint32Array(4 * count);
  for (let w = 0; w < count; w++) {
    const at = AIMED_STRIDE * w;
    const middle = (v[at + AIMED_N]! * Math.PI) / 2;
    const three = (axis: number) => [v[at + axis]!, v[at + axis + 1]!, v[at + axis + 2]!];
    const one = (...fields: number[]) => fields.map((field) => v[at + field]!);
    values.set(
      [
        ...three(AIMED_ORIGIN).map((value, k) => value - origin[k]!),
        ...one(AIMED_LENGTH),
        ...three(AIMED_EDGE),
        ...one(AIMED_LOOKS_PER_M),
        ...three(AIMED_TANGENT),
        ...one(AIMED_ALONG),
        ...three(AIMED_NORMAL),
        ...one(AIMED_AWAY),
        ...one(AIMED_SIN, AIMED_COS, AIMED_ANGLE, AIMED_N, AIMED_SIN_N, AIMED_COS_N),
        Math.sin(middle),
        Math.cos(middle),
      ],
      WEDGE_VALUES * w,
    );
    words.set([...one(AIMED_SEEN, AIMED_SEEN + 1), material[2 * w]!, material[2 * w + 1]!], 4 * w);
  }
  return { values, words };
}
