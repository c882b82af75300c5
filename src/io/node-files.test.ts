import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileTree, writeFileAtomically, writeFileTree } from './node-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boresight-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe('readFileTree', () => {
  it('reads what writeFileTree wrote, folder below folder', async () => {
    await writeFileTree(
      folder,
      new Map([
        ['meshes/a.ply', bytes('ply')],
        ['scene.xml', bytes('<scene/>')],
      ]),
    );
    const tree = await readFileTree(folder);
    expect([...tree.keys()].sort()).toEqual(['meshes/a.ply', 'scene.xml']);
    expect(new TextDecoder().decode(tree.get('meshes/a.ply'))).toBe('ply');
  });

  it('reads the meshes that a lone XML names, and nothing else beside it', async () => {
    const xml = '<scene><shape><string name="filename" value="meshes/a.ply"/></shape></scene>';
    await writeFileTree(
      folder,
      new Map([
        ['meshes/a.ply', bytes('ply')],
        ['other.ply', bytes('no')],
        ['scene.xml', bytes(xml)],
      ]),
    );
    expect([...(await readFileTree(join(folder, 'scene.xml'))).keys()]).toEqual(['scene.xml', 'meshes/a.ply']);
  });

  it('says which path is missing and which folder is empty', async () => {
    await expect(readFileTree(join(folder, 'no.xml'))).rejects.toThrow(/No such file or folder: .*no\.xml/);
    await expect(readFileTree(folder)).rejects.toThrow(/holds no files/);
  });
});

describe('writeFileAtomically', () => {
  it('replaces the file and leaves nothing else', async () => {
    const path = join(folder, 'map.json');
    await writeFile(path, 'old');
    await writeFileAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['map.json']);
  });

  it('leaves no part behind when it fails', async () => {
    await expect(writeFileAtomically(folder, 'x')).rejects.toThrow(/Cannot write/);
    expect(await readdir(join(folder, '..'))).not.toContain(`${folder}.${process.pid}.part`);
  });
});
