import { expect, it } from 'vitest';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { beamMiddle, draggedTilt, lobeTip, tiltDropPx } from './sector-lobe.ts';

it('hangs the tilt handle from the axis of the lobe, clear of mast and tip', () => {
  const sector = sectorSettings('a', { x: 0, y: 0, heightM: 30, azimuthDeg: 90 });
  const [x, y, z] = beamMiddle(sector, 100);
  expect([x, z]).toEqual([60, 30]);
  expect(y).toBeCloseTo(0, 9);
  expect(lobeTip(sector, 100)[0]).toBe(100);
});

it('tilts by as much as the handle is drawn down, in half degrees', () => {
  for (const deg of [-10, -3.5, 0, 6, 29.5]) expect(draggedTilt(0, tiltDropPx(deg))).toBe(deg);
  expect(draggedTilt(6, 4)).toBe(7.5);
  expect(draggedTilt(6, -500)).toBe(-10);
  expect(draggedTilt(6, 500)).toBe(30);
});
