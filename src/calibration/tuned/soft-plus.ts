/**
 * A soft hinge: s ln(1 + e^{v/s}), about 0 well below v = 0 and about v well above it, with a bend some 4 s wide. In the unit of v.
 * @param softness s > 0, in the same unit
 */
export function softPlus(v: number, softness: number): number {
  const t = v / softness;
  return softness * (t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t)));
}
