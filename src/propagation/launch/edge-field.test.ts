import { describe, expect, it } from 'vitest';
import { WEDGE_TERMS, wedgeTermsInto } from '../../radio/utd.ts';
import cases from '../../radio/utd-cases.json' with { type: 'json' };
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { buildBvh } from '../mesh/bvh.ts';
import { interact } from '../mesh/interaction.ts';
import { createLaunchField } from '../mesh/launch-field.ts';
import { meshOfQuads, quad, sectorAt } from '../mesh/mesh-fixture.ts';
import { DIRECTION, FIELD, RAY_STATE_LENGTH } from '../mesh/ray-state.ts';
import { createSlabTable } from '../mesh/slab-table.ts';
import { wedgesOf } from '../mesh/wedges.ts';
import type { WedgeModel } from '../solve-request.ts';
import { createEdgeField } from './edge-field.ts';
import { AIMED_EDGE, AIMED_NORMAL, AIMED_TANGENT, aimWedges, type SectorWedges } from './sector-wedges.ts';

const FREQUENCY = 1e9;
const WAVELENGTH = SPEED_OF_LIGHT / FREQUENCY;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Two faces that meet in the upright line x = y = 0: one along +x, one along -y; the free side takes the other three quarters. */
function corner(material: string) {
  return meshOfQuads([
    quad(material, [0, 0, -50], [80, 0, -50], [80, 0, 50], [0, 0, 50]),
    quad(material, [0, 0, -50], [0, -80, -50], [0, -80, 50], [0, 0, 50]),
  ]);
}

/** Field of the corner's one wedge for a transmitter at an angle about it, a distance from it and a height. */
function fieldOf(
  material: string,
  polarisation: 'V' | 'H',
  place: { degrees: number; away: number; z: number },
  model?: WedgeModel,
) {
  const mesh = corner(material);
  const at = { x: place.away * Math.cos(radians(place.degrees)), y: place.away * Math.sin(radians(place.degrees)) };
  const sector = sectorAt(at.x, at.y, place.z, { frequencyHz: FREQUENCY, polarisation });
  const wedges = aimWedges(wedgesOf(mesh), buildBvh(mesh), sector);
  expect(wedges.count).toBe(1);
  const slabs = mesh.materials.map((name) => createSlabTable(name, 0.1, FREQUENCY));
  const field = createEdgeField({ wedges, slabs, sector, model });
  return {
    power: (degrees: number, away: number, z: number) => {
      layAt(field.lay, wedges, degrees, away, z);
      return field.power();
    },
    bound: (degrees: number, away: number, z: number) => {
      layAt(field.lay, wedges, degrees, away, z);
      return field.bound();
    },
  };
}

function layAt(
  lay: (w: number, x: number, y: number, along: number) => void,
  wedges: SectorWedges,
  degrees: number,
  away: number,
  z: number,
) {
  const p = [away * Math.cos(radians(degrees)), away * Math.sin(radians(degrees)), z];
  const v = wedges.values;
  const part = (axis: number) => p.reduce((sum, value, k) => sum + (value - v[k]!) * v[axis + k]!, 0);
  lay(0, part(AIMED_TANGENT), part(AIMED_NORMAL), part(AIMED_EDGE));
}

/** Power that a face reflects of the wave that meets it on the way to the wedge of the reflection test. */
function reflectedPower(material: string, polarisation: 'V' | 'H', degrees: number, normal: readonly number[]): number {
  const ray = new Float64Array(RAY_STATE_LENGTH);
  const length = Math.hypot(2000, 1250);
  ray.set(
    [-2000 * Math.cos(radians(degrees)), -2000 * Math.sin(radians(degrees)), -1250].map((v) => v / length),
    DIRECTION,
  );
  createLaunchField(sectorAt(0, 0, 0, { frequencyHz: FREQUENCY, polarisation }), ray)();
  interact(ray, Float64Array.from(normal), 0, createSlabTable(material, 0.1, FREQUENCY), true, false, 0, 0.5);
  return ray.subarray(FIELD, FIELD + 6).reduce((sum, v) => sum + v * v, 0);
}

describe('createEdgeField', () => {
  it('is the conductor of the closed form, soft along the edge and hard across it', () => {
    for (const [polarisation, r] of [
      ['V', -1],
      ['H', 1],
    ] as const) {
      const field = fieldOf('metal', polarisation, { degrees: 35, away: 20, z: 0 });
      for (const degrees of [20, 100, 180, 217, 240, 262]) {
        const t = new Float64Array(WEDGE_TERMS);
        wedgeTermsInto(t, radians(degrees), radians(35), 1.5, (20 * 12) / 32 / WAVELENGTH);
        const re = t[0]! + t[2]! + r * (t[4]! + t[6]!);
        const im = t[1]! + t[3]! + r * (t[5]! + t[7]!);
        const exact = (re * re + im * im) / 32 ** 2;
        expect(Math.abs(10 * Math.log10(field.power(degrees, 12, 0) / exact))).toBeLessThan(0.02);
      }
    }
  });

  it('brings a quarter of the direct power at grazing, whatever the faces are made of', () => {
    for (const material of ['metal', 'concrete', 'wood']) {
      const field = fieldOf(material, 'V', { degrees: 60, away: 200, z: 30 });
      const length = Math.hypot(400, 30);
      const loss = -10 * Math.log10(field.power(240 + 1e-7, 200, 0) * length ** 2);
      // What the other terms add is of the order of 1/sqrt(k L).
      expect(loss).toBeGreaterThan(5.5);
      expect(loss).toBeLessThan(6.6);
    }
  });

  it('is the same with transmitter and receiver exchanged, summed over two polarisations', () => {
    for (const [a, b] of [
      [35, 240],
      [70, 200],
      [100, 120],
      [150, 255],
    ] as const) {
      const both = (from: number, to: number, fromZ: number, toZ: number, away: number, toAway: number) =>
        (['V', 'H'] as const).reduce(
          (sum, p) => sum + fieldOf('concrete', p, { degrees: from, away, z: fromZ }).power(to, toAway, toZ),
          0,
        );
      expect(both(a, b, 4, -9, 20, 11) / both(b, a, -9, 4, 11, 20)).toBeCloseTo(1, 6);
    }
  });

  it('meets each reflection boundary with a quarter of what the face reflects there, oblique rays and all materials', () => {
    for (const material of ['metal', 'concrete', 'glass']) {
      for (const polarisation of ['V', 'H'] as const) {
        // The transmitter lights the 0-face alone, then both faces: its reflection boundaries lie at pi - 50 and 2 pi - 120 degrees.
        for (const [source, boundary, normal] of [
          [50, 130, [0, 1, 0]],
          [120, 240, [-1, 0, 0]],
        ] as const) {
          const field = fieldOf(material, polarisation, { degrees: source, away: 2000, z: 2500 });
          const length = Math.hypot(4000, 2500);
          const reflected = reflectedPower(material, polarisation, source, normal);
          const share = (field.power(boundary + 1e-7, 2000, 0) * length ** 2) / reflected;
          expect(Math.abs(10 * Math.log10(4 * share))).toBeLessThan(0.6);
        }
      }
    }
  });

  it('never exceeds its bound', () => {
    for (const material of ['metal', 'brick', 'glass']) {
      const field = fieldOf(material, 'H', { degrees: 50, away: 15, z: 6 });
      for (let degrees = 3; degrees < 270; degrees += 7) {
        expect(field.power(degrees, 9, -3)).toBeLessThanOrEqual(field.bound(degrees, 9, -3) * (1 + 1e-9));
      }
    }
  });

  it('puts the terms together as Sionna RT does when asked to', () => {
    // |D2 - D3 - R (D1 - D4)| of a conductor, the n-face in shadow.
    const field = fieldOf('metal', 'V', { degrees: 35, away: 20, z: 0 }, 'sionna');
    const t = new Float64Array(WEDGE_TERMS);
    wedgeTermsInto(t, radians(250), radians(35), 1.5, (20 * 12) / 32 / WAVELENGTH);
    const part = (k: number) => t[2 + k]! - t[4 + k]! - (t[k]! - t[6 + k]!);
    const expected = (part(0) ** 2 + part(1) ** 2) / 32 ** 2;
    expect(Math.abs(10 * Math.log10(field.power(250, 12, 0) / expected))).toBeLessThan(0.05);
  });
});

describe('against the exact field behind a conducting wedge', () => {
  // n = 1.5, source 20 wavelengths from the edge and 25 degrees over a face, observer 15 wavelengths behind it (scripts/utd-cases.py).
  const shadow = (cases.wedge as number[][]).filter(
    ([n, , inc, r, obs]) => n === 1.5 && inc === 25 && r === 15 && obs! > 205,
  );
  const errorsDb = (polarisation: 'V' | 'H', model: WedgeModel) =>
    shadow.map(([, source, inc, receiver, obs, soft, hard]) => {
      const field = fieldOf('metal', polarisation, { degrees: inc!, away: source! * WAVELENGTH, z: 0 }, model);
      // The field of a line source falls as the root of the way, that of a point with the way.
      const cylinder = (source! + receiver!) * WAVELENGTH * source! * WAVELENGTH;
      const power = field.power(obs!, receiver! * WAVELENGTH, 0) * cylinder;
      return 10 * Math.log10(power / (polarisation === 'V' ? soft! : hard!) ** 2);
    });

  it('errs by less than 0.1 dB in either polarisation', () => {
    expect(shadow).toHaveLength(4);
    for (const error of [...errorsDb('V', 'luebbers'), ...errorsDb('H', 'luebbers')]) {
      expect(Math.abs(error)).toBeLessThan(0.1);
    }
  });

  it('errs by up to 6 dB along the edge and far more across it, where the terms are put together as in Sionna RT', () => {
    const rounded = (polarisation: 'V' | 'H') => errorsDb(polarisation, 'sionna').map((e) => Number(e.toFixed(1)));
    expect(rounded('V')).toEqual([2.1, 4.5, 6, 6.4]);
    expect(rounded('H')).toEqual([-3.5, -9, -16.3, -27.2]);
  });
});
