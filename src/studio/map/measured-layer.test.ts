import { expect, it } from 'vitest';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { SCALE_FACTS } from '../results/value-scale.ts';
import type { MapPicture } from './map-picture.ts';
import { measuredPoints } from './measured-layer.ts';
import { placeScene } from './scene-placement.ts';

/** One row of three cells of 10 m. */
const grid = { columns: 3, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const measurements = {
  x: Float64Array.of(5, 15, 16, 95),
  y: Float64Array.of(5, 5, 4, 5),
  rsrpDbm: Float32Array.of(-70, -130, -130, -70),
} as unknown as MeasurementsView;
const picture = {
  ...{ measurements, residuals: null, scale: null, levels: SCALE_FACTS.rsrp.initial, theme: 'light', marked: null },
} as unknown as MapPicture;
const placement = placeScene(null);

it('has all points alike while none are marked', () => {
  const points = measuredPoints(picture, placement)!;
  expect([points.plain.length, points.marked]).toEqual([4, null]);
});

it('sets the points of marked cells apart from the others, each in its own colour', () => {
  const all = measuredPoints(picture, placement)!.plain;
  const { plain, marked } = measuredPoints({ ...picture, marked: { grid, marks: Uint8Array.of(0, 1, 0) } }, placement)!;
  expect([...marked!.positions]).toEqual([...all.positions.slice(3, 9)]);
  expect([...marked!.colours]).toEqual([...all.colours.slice(3, 9)]);
  // The last lies outside the grid.
  expect([...plain.positions]).toEqual([...all.positions.slice(0, 3), ...all.positions.slice(9)]);
  expect([...plain.colours]).toEqual([...all.colours.slice(0, 3), ...all.colours.slice(9)]);
  expect([...plain.colours.slice(0, 3)]).not.toEqual([...marked!.colours.slice(0, 3)]);
});

it('has none where there are no measurements', () => {
  expect(measuredPoints({ ...picture, measurements: null }, placement)).toBeNull();
});
