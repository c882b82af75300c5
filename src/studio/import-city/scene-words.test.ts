import { describe, expect, it } from 'vitest';
import { localFrame } from '../../raster/geo-frame.ts';
import { boxCentre, boxSizeM } from '../../raster/lonlat-box.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { heightSourceWords } from './height-source-words.ts';
import { sceneExtent } from './scene-extent.ts';

describe('words on a scene', () => {
  it('count buildings by the source of their height, and leave out what there is none of', () => {
    expect(heightSourceWords({ tagged: 1204, levels: 310, class: 86, assumed: 0 })).toBe(
      '1,204 tagged · 310 by levels · 86 by default',
    );
    expect(heightSourceWords({ tagged: 0, levels: 0, class: 0, assumed: 7 })).toBe('7 assumed');
  });
});

describe('sceneExtent', () => {
  it('is the box of a scene with a place, and none without', () => {
    const boundsM = { minX: -500, maxX: 500, minY: -200, maxY: 200 };
    const frame = localFrame({ latDeg: 47.5, lonDeg: 8.2 });
    const box = sceneExtent({ frame, boundsM } as SceneView)!;
    expect(boxCentre(box).latDeg).toBeCloseTo(47.5, 5);
    expect(Math.abs(boxSizeM(box).widthM / 1000 - 1)).toBeLessThan(0.005);
    expect(Math.abs(boxSizeM(box).heightM / 400 - 1)).toBeLessThan(0.005);
    expect(sceneExtent({ frame: null, boundsM } as SceneView)).toBeNull();
    expect(sceneExtent(null)).toBeNull();
  });
});
