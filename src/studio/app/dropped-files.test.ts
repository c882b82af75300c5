import { describe, expect, it } from 'vitest';
import { readDropped } from './dropped-files.ts';

const namesOf = async (...names: string[]) =>
  (
    await readDropped(
      names.map((name) => new File(['x'], name)),
      async () => false,
    )
  ).map(({ name, files }) => [...[name, files.map((file) => file.name).join()]]);

describe('readDropped', () => {
  it('opens single files one by one', async () => {
    expect(await namesOf('drive.csv', 'antenna.msi')).toEqual([
      ['drive.csv', 'drive.csv'],
      ['antenna.msi', 'antenna.msi'],
    ]);
  });

  it('keeps a network with its card, and a mesh with its scene', async () => {
    expect(await namesOf('model-256.onnx', 'golden-256.f32', 'card.json')).toEqual([
      ['card.json', 'model-256.onnx,golden-256.f32,card.json'],
    ]);
    expect(await namesOf('a.ply', 'scene.xml')).toEqual([['scene.xml', 'a.ply,scene.xml']]);
  });

  it('leaves a map where it is, and opens what comes with it', async () => {
    const files = ['city.pmtiles', 'drive.csv'].map((name) => new File(['x'], name));
    const groups = await readDropped(files, async (file) => file.name === 'city.pmtiles');
    expect(groups.map(({ name, files: read, map }) => [name, read.length, map])).toEqual([
      ['drive.csv', 1, undefined],
      ['city.pmtiles', 0, files[0]],
    ]);
  });
});
