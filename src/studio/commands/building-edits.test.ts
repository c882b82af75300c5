import { describe, expect, it } from 'vitest';
import { editedSceneId, withBuildingEdits } from '../../scene/building-edits.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { TOWN } from '../../testing/calibration-town.ts';
import { sceneView } from '../../worker/scene-view.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import {
  type BuiltScene,
  buildingAdded,
  buildingEditProblem,
  buildingsAsOpened,
  buildingsChanged,
  buildingsDuplicated,
  buildingsMoved,
  buildingsRemoved,
  editingRefusal,
  mastsInside,
} from './building-edits.ts';
import { applyEdit, type Edit } from './edit.ts';

const OPENED = sceneView('town', TOWN);
const SCENE: BuiltScene = { now: OPENED, opened: OPENED };
const PROJECT = { ...EMPTY_PROJECT, sceneId: 'town' };

/** The scene after edits one after the other; each is taken back by its inverse. */
function built(...edits: readonly ((scene: BuiltScene) => Edit)[]): BuiltScene {
  let project = PROJECT as typeof EMPTY_PROJECT;
  let scene = SCENE;
  for (const edit of edits) {
    const there = applyEdit(project, edit(scene));
    expect(applyEdit(there.project, there.inverse).project).toEqual(project);
    project = there.project;
    const overlay = project.buildingEdits ?? {};
    expect(project.sceneId).toBe(editedSceneId('town', overlay));
    scene = { opened: OPENED, now: withBuildingEdits(OPENED, overlay) };
  }
  return scene;
}

const find = ({ now }: BuiltScene, id: string) => now.buildings.find((b) => b.id === id);

describe('editing buildings', () => {
  it('changes height and material of several and leaves the others', () => {
    const scene = built((s) => buildingsChanged(s, ['west', 'kiosk'], { heightM: 33, roofMaterial: 'metal' }, 'Raise'));
    expect(find(scene, 'west')).toMatchObject({ heightM: 33, roofMaterial: 'metal', wallMaterial: 'concrete' });
    expect(find(scene, 'kiosk')?.heightM).toBe(33);
    expect(find(scene, 'east')).toBe(find(SCENE, 'east'));
  });

  it('moves from where they are', () => {
    const twice = (s: BuiltScene) => buildingsMoved(s, ['kiosk'], 10, -5, 'Move');
    expect(Array.from(find(built(twice, twice), 'kiosk')?.outer ?? [])).toEqual([15, 15, 25, 15, 25, 25, 15, 25]);
  });

  it('forgets a new building that is deleted, and remembers that one of the file is', () => {
    const outer = [150, 150, 170, 150, 170, 170, 150, 170];
    const add = (s: BuiltScene) => buildingAdded(s, outer).edit;
    const scene = built(add);
    expect(find(scene, 'New 1')).toMatchObject({ heightM: 12, wallMaterial: 'concrete', roofMaterial: 'brick' });
    expect(buildingAdded(scene, outer).id).toBe('New 2');
    expect(built(add, (s) => buildingsRemoved(s, ['New 1'], 'Delete')).now).toBe(OPENED);
    const gone = built((s) => buildingsRemoved(s, ['kiosk'], 'Delete'));
    expect(find(gone, 'kiosk')).toBeUndefined();
    expect(
      built(
        (s) => buildingsRemoved(s, ['kiosk'], 'Delete'),
        () => buildingsAsOpened(['kiosk'], 'Back'),
      ).now,
    ).toBe(OPENED);
  });

  it('sets copies beside their models', () => {
    const scene = built((s) => buildingsDuplicated(s, ['kiosk', 'north']).edit);
    expect(Array.from(find(scene, 'New 2')?.outer ?? [])[0]).toBe(9);
    expect(find(scene, 'New 1')).toMatchObject({ heightM: 12, wallMaterial: 'glass' });
    expect(scene.now.buildings).toHaveLength(7);
  });
});

describe('edits that cannot be', () => {
  it('are told with the reason', () => {
    expect(buildingEditProblem(SCENE, buildingsChanged(SCENE, ['west'], { heightM: 0 }, ''))).toContain('height 0 m');
    expect(buildingEditProblem(SCENE, buildingsMoved(SCENE, ['west'], 400, 0, ''))).toContain('beyond the ground');
    expect(buildingEditProblem(SCENE, buildingAdded(SCENE, [0, 0, 9, 9, 9, 0, 0, 9]).edit)).toContain('crosses itself');
    expect(buildingEditProblem(SCENE, buildingsMoved(SCENE, ['west'], 4, 0, ''))).toBeNull();
  });

  it('are all those of a mesh that is no prisms', () => {
    const mesh = { ...OPENED, extruded: false };
    expect(editingRefusal(mesh)).toContain('not edited here');
    expect(buildingEditProblem({ now: mesh, opened: mesh }, buildingsAsOpened(['west'], ''))).toContain('mesh');
    expect(editingRefusal(OPENED)).toBeNull();
  });
});

it('finds masts that a building swallows', () => {
  const at = (id: string, x: number, heightM: number) => sectorSettings(id, { x, y: -20, heightM });
  const sectors = [at('in', -100, 18), at('above', -100, 18.5), at('beside', 0, 10)];
  expect(mastsInside(find(SCENE, 'west')!, sectors).map((s) => s.id)).toEqual(['in']);
});
