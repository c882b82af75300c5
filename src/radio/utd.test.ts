import { describe, expect, it } from 'vitest';
import { exactKnifeEdgeLossDb, fresnelIntegrals } from './knife-edge.ts';
import { auxiliaryFresnelInto, transitionFunction, WEDGE_TERMS, wedgeTermsInto } from './utd.ts';
import cases from './utd-cases.json' with { type: 'json' };

const radians = (degrees: number) => (degrees * Math.PI) / 180;
type Pair = readonly [number, number];
const times = (a: Pair, b: Pair): Pair => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const turn = (angle: number): Pair => [Math.cos(angle), Math.sin(angle)];

/** The sum of the terms for a conductor: soft (E along the edge, -1 at the faces) or hard (+1). */
function conductor(phi: number, source: number, n: number, wavelengths: number, r: number): Pair {
  const t = new Float64Array(WEDGE_TERMS);
  wedgeTermsInto(t, phi, source, n, wavelengths);
  return [t[0]! + t[2]! + r * (t[4]! + t[6]!), t[1]! + t[3]! + r * (t[5]! + t[7]!)];
}

describe('auxiliary Fresnel functions', () => {
  it.each([0, 0.3, 1, 1.999, 2.001, 3.7, 20])('stand for C and S at %d', (z) => {
    const out = new Float64Array(2);
    auxiliaryFresnelInto(out, 0, z);
    const { c, s } = fresnelIntegrals(z);
    const u = (Math.PI / 2) * z * z;
    expect(0.5 + out[0]! * Math.sin(u) - out[1]! * Math.cos(u)).toBeCloseTo(c, 7);
    expect(0.5 - out[0]! * Math.cos(u) - out[1]! * Math.sin(u)).toBeCloseTo(s, 7);
  });

  it('are the polynomials of the script', () => {
    const at = (coefficients: readonly number[], s: number) => coefficients.reduceRight((sum, c) => sum * s + c, 0);
    const out = new Float64Array(2);
    auxiliaryFresnelInto(out, 0, 1.3);
    expect(out[0]).toBeCloseTo(at(cases.fit.nearF, 0.3), 15);
    expect(out[1]).toBeCloseTo(at(cases.fit.nearG, 0.3), 15);
    auxiliaryFresnelInto(out, 0, 4);
    expect(out[0]! * Math.PI * 4).toBeCloseTo(at(cases.fit.farF, -0.5), 15);
    expect(out[1]! * Math.PI ** 2 * 64).toBeCloseTo(at(cases.fit.farG, -0.5), 14);
  });
});

describe('transitionFunction', () => {
  it('is that of the Faddeeva function within 1e-6', () => {
    for (const [x, re, im] of cases.transition as [number, number, number][]) {
      const f = transitionFunction(x);
      expect(Math.hypot(f.re - re, f.im - im) / Math.hypot(re, im)).toBeLessThan(1e-6);
    }
  });

  it('tends to 1', () => {
    expect(transitionFunction(1e6).re).toBeCloseTo(1, 6);
    expect(transitionFunction(1e6).im).toBeCloseTo(0, 5);
  });
});

describe('wedgeTermsInto', () => {
  it("completes geometrical optics to Sommerfeld's half-plane", () => {
    for (const [inc, kr, obs, softRe, softIm, hardRe, hardIm] of cases.halfPlane as number[][]) {
      const [phi, source] = [radians(obs!), radians(inc!)];
      for (const [r, re, im] of [
        [-1, softRe!, softIm!],
        [1, hardRe!, hardIm!],
      ] as const) {
        // Source at infinity: the distance parameter is that of the observer.
        const edge = times(conductor(phi, source, 2, kr! / (2 * Math.PI), r), turn(-kr!));
        const direct = phi < source + Math.PI ? turn(kr! * Math.cos(phi - source)) : [0, 0];
        const reflected = phi < Math.PI - source ? turn(kr! * Math.cos(phi + source)) : [0, 0];
        expect(edge[0] + direct[0]! + r * reflected[0]!).toBeCloseTo(re, 6);
        expect(edge[1] + direct[1]! + r * reflected[1]!).toBeCloseTo(im, 6);
      }
    }
  });

  it('completes geometrical optics to the exact field at a conducting wedge, in light and shadow', () => {
    for (const [n, source, inc, receiver, obs, soft, hard] of cases.wedge as Seven[]) {
      const [phi, phiSource] = [radians(obs), radians(inc)];
      const spread = Math.sqrt(source / (source + receiver));
      const way = (between: number) =>
        Math.sqrt(source ** 2 + receiver ** 2 - 2 * source * receiver * Math.cos(between));
      const wave = (length: number): Pair =>
        times([Math.sqrt(source / length), 0], turn(-2 * Math.PI * (length - source)));
      for (const [r, exact] of [
        [-1, soft],
        [1, hard],
      ] as const) {
        const edge = times(
          times(conductor(phi, phiSource, n, (source * receiver) / (source + receiver), r), [spread, 0]),
          turn(-2 * Math.PI * receiver),
        );
        const direct = phi < phiSource + Math.PI ? wave(way(phi - phiSource)) : [0, 0];
        const image = phi < Math.PI - phiSource ? wave(way(phi + phiSource)) : [0, 0];
        const total = Math.hypot(edge[0] + direct[0]! + r * image[0]!, edge[1] + direct[1]! + r * image[1]!);
        // The uniform theory is asymptotic: 6 wavelengths from the edge it errs by a few thousandths of the incident field.
        expect(Math.abs(total - exact)).toBeLessThan(0.006);
      }
    }
  });

  it('loses 6.02 dB at grazing, and jumps there by the field that is cut off', () => {
    for (const n of [1.2, 1.5, 2]) {
      const source = radians(40);
      const [lit, dark] = [-1, 1].map((side) => {
        const t = new Float64Array(WEDGE_TERMS);
        wedgeTermsInto(t, source + Math.PI + side * 1e-10, source, n, 50);
        return [t[2]!, t[3]!] as const;
      }) as unknown as [Pair, Pair];
      expect(20 * Math.log10(Math.hypot(...dark))).toBeCloseTo(-6.0206, 4);
      expect(dark[0] - lit[0]).toBeCloseTo(1, 5);
      expect(dark[1] - lit[1]).toBeCloseTo(0, 5);
    }
  });

  it("jumps at either face's reflection boundary by the reflected field", () => {
    const [n, source] = [1.5, radians(70)];
    const jump = (phi: number, at: number) => {
      const [a, b] = [-1e-10, 1e-10].map((step) => {
        const t = new Float64Array(WEDGE_TERMS);
        wedgeTermsInto(t, phi + step, source, n, 50);
        return t[at]!;
      }) as [number, number];
      return b - a;
    };
    expect(jump(Math.PI - source, 6)).toBeCloseTo(1, 5);
    // Of the n-face, seen from a source that lights it: 2 n pi - pi - phi'.
    const overBoth = radians(120);
    const t = new Float64Array(WEDGE_TERMS);
    wedgeTermsInto(t, 2 * n * Math.PI - Math.PI - overBoth - 1e-10, overBoth, n, 50);
    expect(t[4]).toBeCloseTo(0.5, 4);
  });

  it('is the knife edge where the shadow begins', () => {
    // Two sides of 50 wavelengths, the edge little above the line of sight: the exact edge of P.526, within the half-plane's share
    // of its faces.
    for (const bend of [0, 0.01, 0.03]) {
      const t = new Float64Array(WEDGE_TERMS);
      const source = radians(90);
      wedgeTermsInto(t, source + Math.PI + bend, source, 2, 25);
      const nu = Math.sqrt(2 * 25) * 2 * Math.sin(bend / 2);
      expect(-20 * Math.log10(Math.hypot(t[2]!, t[3]!))).toBeCloseTo(exactKnifeEdgeLossDb(nu), 2);
    }
  });

  it('is the same with source and observer exchanged', () => {
    const [a, b] = [conductor(0.5, 4, 1.5, 30, -1), conductor(4, 0.5, 1.5, 30, -1)];
    expect(a[0]).toBeCloseTo(b[0], 12);
    expect(a[1]).toBeCloseTo(b[1], 12);
  });
});

type Seven = [number, number, number, number, number, number, number];
