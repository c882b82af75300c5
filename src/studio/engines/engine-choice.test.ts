import { describe, expect, it } from 'vitest';
import { modelFacts } from '../../testing/model-facts.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { engineLabel, engineOf, heededSettings, modelOf } from './engine-choice.ts';
import { engineOptions, otherEngine } from './engine-options.ts';

const CITY = { extruded: true, buildings: [] };
const MESH = { extruded: false, buildings: [] };
const UNET = modelFacts({ id: 'unet', name: 'U-Net' });

describe('engineOf', () => {
  it.each([
    ['auto', CITY, 'sweep'],
    [undefined, CITY, 'sweep'],
    ['auto', MESH, 'launch'],
    ['auto', null, 'sweep'],
    ['reference', CITY, 'reference'],
    ['model:unet', MESH, 'model:unet'],
  ] as const)('takes %s for %o as %s', (choice, scene, engine) => {
    expect(engineOf(choice, scene)).toBe(engine);
  });
});

it('names engines as people know them, a model that is gone by its id', () => {
  expect(engineLabel('sweep', [])).toBe('Sweep');
  expect(engineLabel('model:unet', [UNET])).toBe('U-Net');
  expect(engineLabel('model:gone', [UNET])).toBe('gone');
  expect(modelOf('model:unet', [UNET])).toBe(UNET);
  expect(modelOf('sweep', [UNET])).toBeNull();
});

it('heeds cells and receivers alone where a model predicts', () => {
  const { settings } = EMPTY_PROJECT;
  expect(heededSettings(settings, 'model:unet')).toEqual([settings.cellSizeM, settings.receiverHeightM]);
  expect(heededSettings(settings, 'launch')).toHaveLength(8);
  expect(heededSettings(settings, 'reference')).toHaveLength(8);
  expect(heededSettings(settings, 'sweep')).toHaveLength(7);
});

describe('engineOptions', () => {
  it('says what auto finds, and bars the sweep where nothing stands upright', () => {
    expect(engineOptions([], CITY)[0]?.items.map(({ label }) => label)).toEqual([
      ...['Auto · sweep', 'Sweep', 'Launch', 'Reference · slow'],
    ]);
    const [computed] = engineOptions([], MESH);
    expect(computed?.items[0]?.label).toBe('Auto · launch');
    expect(computed?.items[1]?.disabled).toBe(true);
  });

  it('lists models under a heading of their own, and lets a refused one be tried again', () => {
    const refused = modelFacts({ id: 'b', name: 'B', own: true, state: 'refused', refusal: 'cut short' });
    expect(engineOptions([UNET, refused], CITY)[1]).toEqual({
      group: 'Learned',
      items: [
        { value: 'model:unet', label: 'U-Net' },
        { value: 'model:b', label: 'B · yours · refused' },
      ],
    });
  });
});

it('puts the smallest model beside the sweep and the sweep beside a model', () => {
  const refused = modelFacts({ id: 'b', state: 'refused', parameters: 1 });
  const large = modelFacts({ id: 'large', parameters: 9e9 });
  expect(otherEngine('auto', [refused, large, UNET], CITY)).toBe('model:unet');
  expect(otherEngine('model:unet', [UNET], CITY)).toBe('auto');
  expect(otherEngine('reference', [], CITY)).toBe('sweep');
  expect(otherEngine('auto', [refused], CITY)).toBeNull();
});
