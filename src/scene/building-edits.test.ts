import { describe, expect, it } from 'vitest';
import { UserError } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import { sceneFromFootprints } from './build-scene.ts';
import {
  type BuildingEdits,
  buildingOf,
  editedBuilding,
  editedScene,
  editedSceneId,
  movedBuilding,
  sourceSceneId,
  withBuildingEdits,
} from './building-edits.ts';
import { buildingsOverlapped } from './building-problem.ts';
import { block } from './mesh-sample.ts';
import type { Building, Scene } from './scene.ts';

const sceneOf = (buildings: readonly Building[]): Scene =>
  sceneFromFootprints('town', { buildings, frame: null, source: 'footprints', groundBoundsM: null, issues: [] });

const A = block('a', 0, 0, 10, 20, 5);
const B = block('b', 30, 0, 40, 20, 8);
const C = block('c', 60, 0, 70, 20, 12);
const TOWN = sceneOf([A, B, C]);
const raised = { ...editedBuilding(B), heightM: 30, wallMaterial: 'glass' };

describe('editedScene', () => {
  it('is the very scene without edits', () => {
    expect(editedScene(TOWN, {})).toBe(TOWN);
  });

  it('is the scene that would have been built so from the start', () => {
    const moved = movedBuilding(editedBuilding(C), 5, -2.5);
    const fresh = editedBuilding(block('d', 0, 40, 10, 50, 7));
    const edited = editedScene(TOWN, { d: fresh, b: raised, a: null, c: moved });
    const built = sceneOf([
      { ...B, heightM: 30, wallMaterial: 'glass' },
      block('c', 65, -2.5, 75, 17.5, 12),
      block('d', 0, 40, 10, 50, 7),
    ]);
    expect(edited.buildings).toEqual(built.buildings);
    expect(edited.boundsM).toEqual({ minX: 0, minY: -2.5, maxX: 75, maxY: 50 });
    expect(edited.groundBoundsM).toEqual(TOWN.groundBoundsM);
    expect(TOWN.buildings).toEqual([A, B, C]);
  });

  it('knows where a height comes from until it is another', () => {
    const tagged = { ...TOWN, buildings: [{ ...A, heightSource: 'tagged' as const }, B] };
    const sourceAfter = (heightM: number) =>
      editedScene(tagged, { a: { ...editedBuilding(A), wallMaterial: 'glass', heightM } }).buildings[0]?.heightSource;
    expect([sourceAfter(5), sourceAfter(6)]).toEqual(['tagged', undefined]);
  });

  it('leaves the mesh that a scene was read from behind: it shows what was there before', () => {
    const mesh = { positions: new Float64Array(9), indices: new Uint32Array(3) } as Scene['mesh'];
    expect(editedScene({ ...TOWN, mesh }, { b: raised }).mesh).toBeNull();
  });

  it('refuses a mesh that is no upright prisms', () => {
    expect(() => editedScene({ ...TOWN, extruded: false }, { b: raised })).toThrow(
      /town is a mesh .* cannot be edited/,
    );
  });

  it('refuses an id that two buildings share', () => {
    const scene = { ...TOWN, buildings: [A, { ...B, id: 'a' }] };
    expect(() => editedScene(scene, { a: null })).toThrow('two buildings called a');
  });

  const ring = (...outer: number[]) => ({ ...editedBuilding(B), outer });
  it.each([
    ['height 0', { ...raised, heightM: 0 }, 'height 0 m'],
    ['no height', { ...raised, heightM: Number.NaN }, 'height NaN m'],
    ['a bow-tie', ring(30, 0, 40, 20, 40, 0, 30, 20), 'crosses itself at x = 35.0, y = 10.0'],
    ['a line', ring(30, 0, 40, 0, 35, 0), 'covers less than'],
    ['numbers that are none', ring(30, 0, Number.NaN, 0, 35, 9), 'are no numbers'],
    ['a place beyond the ground', movedBuilding(raised, 1000, 0), 'reaches beyond the ground'],
    ['a courtyard outside', { ...raised, holes: [[50, 0, 50, 5, 55, 5]] }, 'courtyard does not lie within'],
  ])('refuses %s', (_, b, words) => {
    const refused = () => editedScene(TOWN, { b });
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(words);
  });

  it('takes rings whichever way they run', () => {
    const [x0, y0, x1, y1, x2, y2, x3, y3] = editedBuilding(B).outer;
    const turned = { ...editedBuilding(B), outer: [x3!, y3!, x2!, y2!, x1!, y1!, x0!, y0!] };
    expect([...editedScene(TOWN, { b: turned }).buildings[1]!.outer].slice(0, 2)).toEqual([30, 0]);
  });
});

describe('withBuildingEdits', () => {
  it('gives back any city from the edits that tell it from another', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const draw = (id: string) => {
        const x = random.unit() * 80;
        const y = random.unit() * 80;
        return block(id, x, y, x + 1 + random.unit() * 9, y + 1 + random.unit() * 9, 1 + random.unit() * 40);
      };
      const before = Array.from({ length: 6 }, (_, i) => editedBuilding(draw(`b${i}`)));
      const place = sceneOf(before.map((b, i) => buildingOf(`b${i}`, b)));
      const edits: Record<string, BuildingEdits[string]> = {};
      for (let i = 0; i < 9; i++) {
        const what = random.unit();
        if (what < 0.25 && i < 6) edits[`b${i}`] = null;
        else if (what < 0.7) edits[`b${i}`] = editedBuilding(draw(`b${i}`));
      }
      const wanted = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((i) => {
        const id = `b${i}`;
        const now = id in edits ? edits[id] : before[i];
        return now ? [buildingOf(id, now)] : [];
      });
      expect(withBuildingEdits(place, edits).buildings).toEqual(wanted);
      const back = Object.fromEntries(Object.keys(edits).map((id) => [id, before[Number(id.slice(1))] ?? null]));
      const there = withBuildingEdits(place, edits);
      const again = withBuildingEdits(there, back).buildings.toSorted((p, q) => (p.id < q.id ? -1 : 1));
      expect(again).toEqual(place.buildings);
    }
  });

  it('survives being written as JSON', () => {
    const edits: BuildingEdits = { a: null, b: raised };
    const read = JSON.parse(JSON.stringify(edits)) as BuildingEdits;
    expect(withBuildingEdits(TOWN, read)).toEqual(withBuildingEdits(TOWN, edits));
  });
});

describe('editedSceneId', () => {
  it('tells edits from one another, and not the order in which they were made', () => {
    const ab = editedSceneId('scene-1', { a: null, b: raised });
    expect(editedSceneId('scene-1', { b: raised, a: null })).toBe(ab);
    const others = [
      editedSceneId('scene-1', { a: null, b: { ...raised, heightM: 30.5 } }),
      editedSceneId('scene-1', { a: null }),
      editedSceneId('scene-1', { c: null }),
      editedSceneId('scene-2', { a: null, b: raised }),
    ];
    expect(new Set([ab, ...others]).size).toBe(5);
    expect(sourceSceneId(ab)).toBe('scene-1');
  });

  it('is that of the scene where nothing was edited', () => {
    expect(editedSceneId('scene-1', {})).toBe('scene-1');
    expect(sourceSceneId('scene-1')).toBe('scene-1');
  });
});

describe('buildingsOverlapped', () => {
  it('names the others that a building stands in, and none for a common wall', () => {
    expect(buildingsOverlapped(block('n', 35, 5, 65, 10, 4), TOWN.buildings).map((b) => b.id)).toEqual(['b', 'c']);
    expect(buildingsOverlapped(block('n', 10, 0, 20, 20, 4), TOWN.buildings)).toEqual([]);
    expect(buildingsOverlapped(B, TOWN.buildings)).toEqual([]);
  });
});
