import { PathLayer, ScatterplotLayer } from '@deck.gl/layers';
import { expect, it } from 'vitest';
import { drawnAt } from './drawn-scale.ts';

const line = new PathLayer({ id: 'line', data: [], widthUnits: 'pixels', getWidth: 2 });
const points = new ScatterplotLayer({
  id: 'points',
  data: [],
  radiusUnits: 'meters',
  radiusMinPixels: 1.5,
  radiusMaxPixels: 5,
  lineWidthUnits: 'pixels',
});

it('makes what is sized in pixels as many times as thick, and what is sized in metres keep its metres', () => {
  const [thickLine, largePoints] = drawnAt([line, points], 3);
  expect(thickLine?.props).toMatchObject({ id: 'line', widthScale: 3 });
  expect(largePoints?.props).toMatchObject({ radiusMinPixels: 4.5, radiusMaxPixels: 15, lineWidthScale: 3 });
  expect((largePoints as ScatterplotLayer).props.radiusScale).toBe(1);
});

it('leaves everything as it is in a window of usual size', () => {
  expect(drawnAt([line, points], 1)).toEqual([line, points]);
});
