import { expect, it } from 'vitest';
import { sceneFromFootprints } from './build-scene.ts';
import { sceneMesh } from './mesh-from-prisms.ts';
import { block } from './mesh-sample.ts';

it('D11: stands buildings on flat ground at z = 0, of an ITU material, that can be left out', () => {
  const scene = sceneFromFootprints('town', {
    buildings: [block('a', 0, 0, 10, 10, 9)],
    frame: null,
    source: 'footprints',
    groundBoundsM: null,
    issues: [],
  });
  expect([scene.groundZM, scene.groundMaterial]).toEqual([0, 'medium_dry_ground']);
  // Beyond the last wall, so that what is seen from there is reflected too.
  expect(scene.groundBoundsM).toEqual({ minX: -200, maxX: 210, minY: -200, maxY: 210 });
  expect(sceneMesh(scene).objects).toEqual(['a', 'ground']);
  expect(sceneMesh({ ...scene, groundZM: null }).objects).toEqual(['a']);
});
