import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { box } from '../propagation/sweep/sweep-fixture.ts';
import { gridOfBounds } from '../raster/raster-grid.ts';
import { editedBuilding, movedBuilding } from '../scene/building-edits.ts';
import type { Scene } from '../scene/scene.ts';
import { SETTINGS, TOWN, TRUE_SECTOR } from '../testing/calibration-town.ts';
import { SceneShelf } from './scene-shelf.ts';

const named = (id: string) => TOWN.buildings.find((b) => b.id === id)!;
const EAST = { ...editedBuilding(named('east')), heightM: 40, wallMaterial: 'glass' };
const SOUTH = movedBuilding(editedBuilding(named('south')), -12.5, 20);
const NEW = box('tower', 140, 20, 160, 40, 50);

const solve = (scene: Scene) =>
  createEngine(null).solve('sweep', {
    scene,
    sector: TRUE_SECTOR,
    grid: gridOfBounds({ minX: -200, minY: -200, maxX: 200, maxY: 200 }, 20),
    receiverZM: 1.5,
    settings: { ...SETTINGS, azimuths: 256, maxDepth: 2 },
    materials: {},
  });

function townShelf(): SceneShelf {
  const shelf = new SceneShelf();
  shelf.keep('town', TOWN);
  return shelf;
}

describe('SceneShelf', () => {
  it('computes in an edited scene what it would in one that was built so', async () => {
    const shelf = townShelf();
    shelf.edit('town', { kiosk: null, east: EAST, south: SOUTH, tower: editedBuilding(NEW) }, 'edited');
    const built = [
      named('west'),
      { ...box('east', 30, -60, 130, 10, 40), wallMaterial: 'glass' },
      named('north'),
      box('south', -102.5, -130, 27.5, -70, 15),
      NEW,
    ];
    const [edited, asBuilt, before] = await Promise.all([
      solve(shelf.of('edited')),
      solve({ ...TOWN, buildings: built }),
      solve(shelf.of('town')),
    ]);
    expect(edited.pathGain).toEqual(asBuilt.pathGain);
    expect(edited.provenance).toEqual(asBuilt.provenance);
    expect(edited.pathGain).not.toEqual(before.pathGain);
  });

  it('computes on open ground once the last building is pulled down', async () => {
    const shelf = townShelf();
    shelf.edit('town', Object.fromEntries(TOWN.buildings.map((b) => [b.id, null])), 'bare');
    const map = await solve(shelf.of('bare'));
    expect(map.validity.every((valid) => valid === 1)).toBe(true);
  });

  it('keeps an edited scene until it is dropped', () => {
    const shelf = townShelf();
    shelf.edit('town', { kiosk: null }, 'edited');
    const scene = shelf.of('edited');
    shelf.edit('town', { kiosk: null }, 'edited');
    expect(shelf.of('edited')).toBe(scene);
    shelf.drop('edited');
    expect(() => shelf.of('edited')).toThrow('edited is not open');
    expect(shelf.of('town')).toBe(TOWN);
  });
});
