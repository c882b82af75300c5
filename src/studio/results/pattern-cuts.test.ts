import { expect, it } from 'vitest';
import { horizontalCut, verticalCut } from './pattern-cuts.ts';

it('loses 3 dB at half the beam width and 30 dB at the back of TR 38.901', () => {
  for (const cut of [horizontalCut('tr38901'), verticalCut('tr38901')]) {
    expect(cut(0)).toBeCloseTo(0, 9);
    expect(cut(32.5)).toBeCloseTo(3, 9);
    expect(cut(-32.5)).toBeCloseTo(3, 9);
    expect(cut(180)).toBeCloseTo(30, 9);
  }
});

it('is a circle for an isotropic antenna and has a null overhead for a dipole', () => {
  expect(horizontalCut('iso')(123)).toBeCloseTo(0, 9);
  expect(verticalCut('dipole')(90)).toBe(40);
  expect(verticalCut('dipole')(180)).toBeCloseTo(0, 9);
});
