import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { savedProject } from '../../testing/saved-project.ts';
import { contentKey, type KeyedFile } from '../content-key.ts';
import { readZip } from '../zip.ts';
import { isProjectFile, type ProjectPackage, readProjectFile, writeProjectFile } from './project-file.ts';

const text = (words: string) => new TextEncoder().encode(words);

const CONTENTS: Readonly<Record<string, Uint8Array>> = {
  'drive test/walk.csv': text('x,y,rsrp\n1,2,-80\n'),
  // Names come from the user's disk: none of them may lead anywhere.
  '../../.bashrc': text('alias'),
  'C:\\Windows\\a': text('windows'),
  'verdict.jsonl': text('{"format":"boresight-study"}\n'),
};

let whole: ProjectPackage;
let bytes: Uint8Array;

beforeAll(async () => {
  const files: KeyedFile[] = [];
  const contents = new Map<string, Uint8Array>();
  for (const [name, content] of Object.entries(CONTENTS)) {
    const key = await contentKey(content);
    files.push({ name, key, bytes: content.length });
    contents.set(key, content);
  }
  const [verdict] = files.splice(-1);
  whole = { project: savedProject(files, verdict), files: contents, calibrations: [{ id: 'run-1', version: 1 }] };
  bytes = writeProjectFile(whole);
});

/** The project file with some of its entries replaced, or taken away by null. */
function repacked(changes: Readonly<Record<string, Uint8Array | null>>): Uint8Array {
  const entries = new Map<string, Uint8Array>(readZip('town', bytes));
  for (const [path, content] of Object.entries(changes)) {
    if (content) entries.set(path, content);
    else entries.delete(path);
  }
  return zipSync(Object.fromEntries(entries));
}

describe('a project file', () => {
  it('comes back as it was, with its files and calibrations', async () => {
    const back = await readProjectFile('town', bytes);
    expect(back.project).toEqual(whole.project);
    expect([...back.files]).toEqual([...whole.files]);
    expect(back.calibrations).toEqual(whole.calibrations);
  });

  it('has the same bytes for the same project', () => {
    expect(writeProjectFile(whole)).toEqual(bytes);
  });

  it('begins with its manifest and keeps files under their keys, whatever their names were', () => {
    const paths = [...readZip('town', bytes).keys()];
    expect(paths[0]).toBe('manifest.json');
    expect(paths.slice(3)).toHaveLength(4);
    for (const path of paths.slice(3)) expect(path).toMatch(/^files\/[0-9a-f]{32}(\.[a-z]+)?$/);
    expect(isProjectFile(readZip('town', bytes))).toBe(true);
    expect(isProjectFile(new Map([['manifest.json', text('{"format":"other"}')]]))).toBe(false);
  });

  it('refuses a newer version before it reads anything else', async () => {
    const manifest = text(JSON.stringify({ format: 'boresight-project', version: 9, files: [] }));
    const newer = repacked({ 'manifest.json': manifest, 'project.json': text('in words of tomorrow') });
    await expect(readProjectFile('town', newer)).rejects.toThrow(/newer Boresight \(version 9/);
  });

  it('refuses every single byte that was changed, or reads the same project', async () => {
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = bytes.slice();
      damaged[at] = damaged[at]! ^ 0x55;
      const outcome = await readProjectFile('town', damaged).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome.name).toBe('UserError');
        refused++;
      } else {
        // Times, attributes and the like: the zip's own, of which nothing is read.
        expect(outcome).toEqual(whole);
      }
    }
    expect(refused).toBeGreaterThan(bytes.length / 14);
  });

  it('refuses a file that is cut off anywhere', async () => {
    for (let length = 0; length < bytes.length; length += 97)
      await expect(readProjectFile('town', bytes.subarray(0, length))).rejects.toThrow(/town/);
  });

  it('refuses a package without a part, or with another file in its place', async () => {
    const [path] = [...readZip('town', bytes).keys()].filter((p) => p.endsWith('.csv'));
    await expect(readProjectFile('town', repacked({ [path ?? '']: null }))).rejects.toThrow(/town lacks files\//);
    await expect(readProjectFile('town', repacked({ 'project.json': null }))).rejects.toThrow(/lacks project.json/);
    const other = repacked({ [path ?? '']: text('x,y,rsrp\n1,2,-90\n') });
    await expect(readProjectFile('town', other)).rejects.toThrow(/walk.csv is not the file that the project was made/);
    await expect(readProjectFile('town', text('not a zip'))).rejects.toThrow(/not a zip/);
    const escaping = zipSync({ '../manifest.json': text('{}') });
    await expect(readProjectFile('town', escaping)).rejects.toThrow(/unsafe path/);
  });

  it('is not written without a file that the project needs', () => {
    expect(() => writeProjectFile({ ...whole, files: new Map() })).toThrow(/walk.csv is not at hand/);
  });
});
