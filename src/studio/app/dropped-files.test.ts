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

  it('takes several tables together, and the parts of a chosen folder', async () => {
    expect(await namesOf('mon.csv', 'panel.msi', 'tue.txt', 'city.zip')).toEqual([
      ['panel.msi', 'panel.msi'],
      ['city.zip', 'city.zip'],
      ['mon.csv and 1 more', 'mon.csv,tue.txt'],
    ]);
    const inFolder = (path: string) =>
      Object.defineProperty(new File(['x'], path.split('/').pop()!), 'webkitRelativePath', { value: path });
    const [group] = await readDropped([inFolder('week/mon.csv'), inFolder('week/day2/tue.csv')], async () => false);
    expect([group?.name, ...(group?.files ?? []).map(({ name }) => name)]).toEqual(['week', 'mon.csv', 'day2/tue.csv']);
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
