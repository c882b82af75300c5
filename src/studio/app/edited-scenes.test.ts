import { describe, expect, it } from 'vitest';
import { cornerHeights } from '../../raster/corner-heights.ts';
import { gridOfBounds } from '../../raster/raster-grid.ts';
import type { BuildingEdits } from '../../scene/building-edits.ts';
import { editedBuilding, editedScene, editedSceneId } from '../../scene/building-edits.ts';
import { layTerrain } from '../../scene/lay-terrain.ts';
import { baseZ } from '../../scene/terrain.ts';
import { TOWN } from '../../testing/calibration-town.ts';
import { sceneView } from '../../worker/scene-view.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { EditedScenes } from './edited-scenes.ts';

const KIOSK = editedBuilding(TOWN.buildings.find((b) => b.id === 'kiosk')!);

function desk() {
  const registry = createRegistry();
  registry.scenes.set('scene-1', sceneView('scene-1', TOWN));
  const told: string[] = [];
  const failures: string[] = [];
  const scenes = new EditedScenes(
    {
      editScene: async (sourceId, _, id, terrainId) => {
        told.push(`edit ${sourceId} ${id}${terrainId === null ? '' : ` on ${terrainId}`}`);
        return { ok: true, value: null };
      },
      dropScene: async (id) => {
        told.push(`drop ${id}`);
      },
    },
    registry,
    (message) => failures.push(message),
  );
  return { registry, told, failures, scenes };
}

function project(buildingEdits: BuildingEdits): ProjectDocument {
  return { ...EMPTY_PROJECT, sceneId: editedSceneId('scene-1', buildingEdits), buildingEdits };
}

const raised = (heightM: number) => project({ kiosk: { ...KIOSK, heightM } });

describe('EditedScenes', () => {
  it('draws what the engine computes in', () => {
    const { registry, told, scenes } = desk();
    const edited = raised(9);
    scenes.follow(edited);
    const id = edited.sceneId ?? '';
    expect(told).toEqual([`edit scene-1 ${id}`]);
    expect(registry.scenes.get(id)).toEqual(sceneView(id, editedScene(TOWN, edited.buildingEdits ?? {})));
  });

  it('lays a terrain under the scene as the engine does, and says so where its file is gone', () => {
    const { registry, told, failures, scenes } = desk();
    const grid = gridOfBounds(TOWN.groundBoundsM, 25);
    const cornerZM = cornerHeights(grid, (x, y) => 300 + 0.1 * x - 0.05 * y);
    const terrain = { grid, cornerZM, name: 'hills.tif' };
    registry.terrains.set('hills', { ...terrain, id: 'hills', lowestM: 280, highestM: 320, issues: [] });
    const edits = { kiosk: { ...KIOSK, heightM: 9 } };
    const onHills = (terrainId: string): ProjectDocument => ({
      ...project(edits),
      sceneId: editedSceneId('scene-1', edits, terrainId),
      terrainId,
    });
    scenes.follow(onHills('hills'));
    const id = onHills('hills').sceneId ?? '';
    expect(told.at(-1)).toBe(`edit scene-1 ${id} on hills`);
    const view = registry.scenes.get(id)!;
    expect(view).toEqual(sceneView(id, layTerrain(editedScene(TOWN, edits), terrain)));
    expect(view.groundZM).toBeGreaterThan(280);
    // Heights of masts count from the foot of the building they stand on, and from the ground elsewhere.
    const { x, y } = { x: TOWN.groundBoundsM.minX + 1, y: TOWN.groundBoundsM.minY + 1 };
    expect(baseZ(view, x, y)).toBeCloseTo(300 + 0.1 * x - 0.05 * y, 6);
    scenes.follow(onHills('gone'));
    expect(failures).toEqual([expect.stringContaining('terrain is not at hand any more')]);
    expect(registry.scenes.get(onHills('gone').sceneId ?? '')?.terrain).toBeUndefined();
  });

  it('leaves a scene as it was opened alone', () => {
    const { registry, told, scenes } = desk();
    scenes.follow(project({}));
    expect(told).toEqual([]);
    expect([...registry.scenes.keys()]).toEqual(['scene-1']);
  });

  it('asks once for a scene that it has, and again for one that it let go', () => {
    const { registry, told, scenes } = desk();
    const first = raised(1);
    scenes.follow(first);
    for (let heightM = 2; heightM <= 12; heightM++) scenes.follow(raised(heightM));
    scenes.follow(first);
    expect(told).toHaveLength(12);
    scenes.follow(raised(13));
    // The first was used since: the second goes.
    expect(told.at(-1)).toBe(`drop ${raised(2).sceneId}`);
    expect(registry.scenes.size).toBe(13);
    scenes.follow(raised(2));
    expect(told.at(-2)).toBe(`edit scene-1 ${raised(2).sceneId}`);
    expect(registry.scenes.has(raised(2).sceneId ?? '')).toBe(true);
  });

  it('keeps the scene that another map is of, however many come', () => {
    const { registry, told, scenes } = desk();
    scenes.follow(raised(100), 'second');
    for (let heightM = 1; heightM <= 30; heightM++) scenes.follow(raised(heightM));
    expect(registry.scenes.has(raised(100).sceneId ?? '')).toBe(true);
    expect(registry.scenes.size).toBe(1 + 12);
    expect(told.filter((words) => words.startsWith('drop'))).toHaveLength(31 - 12);
    scenes.follow(raised(101), 'second');
    scenes.follow(raised(31));
    expect(registry.scenes.has(raised(100).sceneId ?? '')).toBe(false);
  });
});
