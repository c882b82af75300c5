import { describe, expect, it } from 'vitest';
import { materialAt } from '../../radio/materials.ts';
import type { Building } from '../../scene/scene.ts';
import type { PathsState } from '../app/path-keeper.ts';
import { followWords, materialWords } from './follow-words.ts';
import { materialState } from './material-values.ts';
import { sceneMaterials } from './scene-materials.ts';

const building = (wallMaterial: string, roofMaterial: string): Building => ({
  id: `${wallMaterial}-${roofMaterial}`,
  outer: Float64Array.of(0, 0, 1, 0, 1, 1),
  holes: [],
  heightM: 10,
  wallMaterial,
  roofMaterial,
});

describe('materials of a scene', () => {
  it('are those of walls, roofs and ground, most walls first', () => {
    const rows = sceneMaterials({
      buildings: [building('brick', 'metal'), building('glass', 'glass'), building('glass', 'metal')],
      groundMaterial: 'brick',
      meshMaterials: [],
    });
    expect(rows).toEqual([
      { name: 'glass', walls: 2, roofs: 1, ground: false },
      { name: 'brick', walls: 1, roofs: 0, ground: true },
      { name: 'metal', walls: 0, roofs: 2, ground: false },
    ]);
  });

  it('are those of the triangles where there are no prisms, without unknown names', () => {
    const rows = sceneMaterials({
      buildings: [],
      groundMaterial: null,
      meshMaterials: ['wood', 'kryptonite', 'glass'],
    });
    expect(rows.map(({ name }) => name)).toEqual(['glass', 'wood']);
  });
});

describe('the values of a material', () => {
  it('are those of the Recommendation at the carrier, without further losses', () => {
    const { values, standard, changed } = materialState('concrete', 3.5e9, {});
    const { relativePermittivity, conductivitySm } = materialAt('concrete', 3.5e9);
    expect(values).toEqual({ relativePermittivity, conductivitySm, reflectionLossDb: 0, transmissionLossDb: 0 });
    expect(standard).toEqual(values);
    expect(changed).toBe(false);
  });

  it('are its own where it has some, whatever the carrier', () => {
    const own = { relativePermittivity: 7, conductivitySm: 0.3, reflectionLossDb: 2 };
    for (const frequencyHz of [1e9, 5e9]) {
      const state = materialState('glass', frequencyHz, { glass: own });
      expect(state.values).toEqual({ ...own, transmissionLossDb: 0 });
      expect(state.standard.relativePermittivity).toBe(materialAt('glass', frequencyHz).relativePermittivity);
      expect(state.changed).toBe(true);
    }
  });
});

describe('how a material scatters', () => {
  const concrete = { relativePermittivity: 5, conductivitySm: 0.1 };

  it('is left to the scene and the settings until somebody says it, and kept when other values change', () => {
    expect(materialState('concrete', 3.5e9, { concrete }).values).not.toHaveProperty('scatteringCoefficient');
    const { values } = materialState('concrete', 3.5e9, { concrete: { ...concrete, scatteringCoefficient: 0.45 } });
    expect({ ...values, conductivitySm: 0.2 }.scatteringCoefficient).toBe(0.45);
  });
});

describe('words for how the map follows', () => {
  const paths = (patch: Partial<PathsState>): PathsState => ({
    sectorId: 'A',
    state: 'kept',
    kept: { follows: 'materials', bytes: 1 },
    reason: null,
    ...patch,
  });

  it('say so where the engine takes none, or keeps no paths', () => {
    expect(materialWords('sweep', 'Sweep')).toBeNull();
    expect(materialWords('reference', 'Reference')).toContain('solved anew');
    expect(materialWords('model:unet', 'U-Net')).toContain('U-Net takes no materials');
  });

  it('promise at once only where paths that follow materials are kept', () => {
    expect(followWords(paths({}), 1, false)).toBe('The map of A follows at once.');
    expect(followWords(paths({}), 3, false)).toMatch(/A follows at once; other sectors are solved anew/);
    for (const [state, throughWalls] of [
      [null, false],
      [paths({}), true],
      [paths({ state: 'recording', kept: null }), false],
      [paths({ state: 'refused', kept: null, reason: 'too big' }), false],
      [paths({ kept: { follows: 'antennas', bytes: 1 } }), false],
    ] as const) {
      const text = followWords(state, 3, throughWalls);
      expect(text).toContain('solved anew');
      expect(text).not.toContain('at once');
    }
  });
});
