import { describe, expect, it } from 'vitest';
import { block } from '../../scene/mesh-sample.ts';
import { buildingChanges } from './city-features.ts';
import { placeScene } from './scene-placement.ts';

const PLACE = placeScene(null);
const A = block('a', 0, 0, 10, 10, 5);
const B = block('b', 20, 0, 30, 10, 8);
const C = block('c', 40, 0, 50, 10, 12);

describe('buildingChanges', () => {
  it('draws anew what changed or came, and takes away what changed or went', () => {
    const raised = { ...B, heightM: 30 };
    const changes = buildingChanges([A, B], [raised, C], PLACE);
    expect(changes?.remove).toEqual(['a', 'b']);
    expect(changes?.add.map((f) => [f.properties?.id, f.properties?.height])).toEqual([
      ['b', 30],
      ['c', 12],
    ]);
    expect(changes?.add[0]?.geometry.coordinates[0]).toHaveLength(5);
  });

  it('is nothing between the same buildings, in whatever order', () => {
    expect(buildingChanges([A, B, C], [C, A, B], PLACE)).toEqual({ remove: [], add: [] });
  });

  it('cannot tell buildings of one id apart', () => {
    expect(buildingChanges([A, { ...B, id: 'a' }], [A], PLACE)).toBeNull();
    expect(buildingChanges([A], [A, { ...B, id: 'a' }], PLACE)).toBeNull();
  });
});
