import { describe, expect, it } from 'vitest';
import { savedProject } from '../../testing/saved-project.ts';
import type { Json, JsonObject } from './json-document.ts';
import { readProjectJson, writeProjectJson } from './project-json.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const written = (): JsonObject => JSON.parse(writeProjectJson(savedProject()));
const read = (json: Json) => readProjectJson('town', bytesOf(JSON.stringify(json)));

/** The project with the value at a path of keys replaced, or taken away by `undefined`. */
function changed(path: readonly (string | number)[], value: Json | undefined): Json {
  const json = structuredClone(written()) as unknown as Record<string | number, never>;
  const at = path.slice(0, -1).reduce((part, key) => part[key]!, json);
  const last = path.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value as never;
  return json as unknown as Json;
}

describe('a project as JSON', () => {
  it('comes back as it was', () => {
    const project = savedProject([{ name: 'walk.csv', key: 'ba7816bf8f01cfea', bytes: 12 }]);
    expect(readProjectJson('town', bytesOf(writeProjectJson(project)))).toEqual(project);
  });

  it('names the file of its verdict, where it has one', () => {
    const project = savedProject([], { name: 'verdict.jsonl', key: 'ba7816bf8f01cfea', bytes: 12 });
    expect(readProjectJson('town', bytesOf(writeProjectJson(project)))).toEqual(project);
    expect(read(written())).not.toHaveProperty('verdict');
    expect(() => read({ ...written(), verdict: { name: 'v', key: '../../etc', bytes: 1 } })).toThrow(
      /town, verdict: "key" is "..\/..\/etc"; it must be 8 to 64 small letters/,
    );
  });

  it('keeps what was said of the columns of its measurements', () => {
    const files = [{ name: 'walk.csv', key: 'ba7816bf8f01cfea', bytes: 12 }];
    const mapping = { position: { kind: 'projected', x: 'a', y: 'b', epsg: 32632 }, rsrp: 'c' } as const;
    const saved = savedProject(files);
    const id = saved.document.measurementId ?? '';
    const mappings = [{ mapping, header: ['a', 'b', 'c'] }];
    const project = { ...saved, sources: { ...saved.sources, [id]: { kind: 'files' as const, files, mappings } } };
    expect(readProjectJson('town', bytesOf(writeProjectJson(project)))).toEqual(project);
    const broken = (value: unknown) =>
      writeProjectJson({
        ...project,
        sources: { ...project.sources, [id]: { kind: 'files', files, mappings: value } },
      } as never);
    expect(() => readProjectJson('town', bytesOf(broken(['a'])))).toThrow(
      /"mappings" is \["a"\]; it must be a list of/,
    );
    expect(() => readProjectJson('town', bytesOf(broken([{ mapping: {} }])))).toThrow(
      /mapping 1 of the project: position/,
    );
  });

  it('may leave out what SINR takes', () => {
    const { noiseFigureDb: _, load: __, ...settings } = savedProject().document.settings;
    expect(read(changed(['document', 'settings'], settings)).document.settings).toEqual(settings);
  });

  it('keeps scenarios of planning with listed users, and refuses what they cannot be', () => {
    const users = { name: 'users.csv', x: [1, -2.5], y: [3, 4], demandBps: [1e5, null] };
    const plans = [
      { name: 'Evening', seed: 7, scenario: { power: { draws: 3 } }, users },
      { name: 'Night', seed: 0, scenario: {} },
    ];
    const project = { ...savedProject(), document: { ...savedProject().document, plans } };
    expect(readProjectJson('town', bytesOf(writeProjectJson(project)))).toEqual(project);
    const refused =
      (...other: unknown[]) =>
      () =>
        read(changed(['document', 'plans'], other as Json));
    expect(refused(plans[0], plans[0])).toThrow(/"plans" is .*free of twins \("Evening" is there twice\)/);
    expect(refused({ ...plans[1], scenario: 'none' })).toThrow(/plans 1: "scenario" is "none"; it must be an object/);
    expect(refused({ ...plans[1], seed: -1 })).toThrow(/"seed" is -1/);
    expect(refused({ ...plans[0], users: { ...users, demandBps: [1] } })).toThrow(/list of 2 rates, one a user/);
    expect(refused({ ...plans[0], users: { ...users, demandBps: [1, -1] } })).toThrow(/rates from 0/);
    expect(refused({ ...plans[0], users: { ...users, y: [1] } })).toThrow(
      /"y" is \[1\]; it must be a list of 2 numbers/,
    );
  });

  it('keeps what planning asks of the network with its files, and refuses files that no source holds', () => {
    const files = { population: { name: 'persons.tif', source: 'file:ba7816bf8f01cfea' } };
    const networkSetup = { asked: { antennas: { starts: 2 }, later: true }, files };
    const { document, sources, ...rest } = savedProject();
    const raster = { name: 'persons.tif', key: 'ba7816bf8f01cfea', bytes: 12 };
    const project = {
      ...rest,
      document: { ...document, networkSetup },
      sources: { ...sources, [files.population.source]: { kind: 'files' as const, files: [raster] } },
    };
    expect(readProjectJson('town', bytesOf(writeProjectJson(project)))).toEqual(project);
    expect(() => readProjectJson('town', bytesOf(writeProjectJson({ ...project, sources })))).toThrow(
      /"file:ba7816bf8f01cfea" is not there/,
    );
    expect(() => read(changed(['document', 'networkSetup'], { asked: 'much', files: {} }))).toThrow(
      /networkSetup: "asked" is "much"; it must be an object/,
    );
  });

  it('keeps plain settings that a later program of the same version adds', () => {
    const settings = read(changed(['document', 'settings', 'vegetation'], true)).document.settings;
    expect(settings).toMatchObject({ vegetation: true, azimuths: 4096 });
  });

  it.each<[string, readonly (string | number)[], Json | undefined, RegExp]>([
    ['another format', ['format'], 'other', /town is no project of Boresight/],
    ['no version', ['version'], undefined, /"version" must be a whole number from 1, not null/],
    [
      'a newer version',
      ['version'],
      2,
      /newer Boresight \(version 2 of the format; this one reads up to 1\).*untouched/,
    ],
    ['no name', ['document', 'name'], undefined, /town, document: "name" is missing/],
    ['a place out of the world', ['document', 'sectors', 1, 'x'], 1e9, /town, document, sectors 2: "x" is 1000000000/],
    ['an unknown polarisation', ['document', 'sectors', 0, 'polarisation'], 'left', /"polarisation" is "left"/],
    ['two sectors of one id', ['document', 'sectors', 1, 'id'], 'Mast-A', /"Mast-A" is there twice/],
    ['a sector of no site', ['document', 'sectors', 1, 'siteId'], 'Tower', /Mast-B is of "Tower"/],
    ['a scene from nowhere', ['sources'], {}, /"synthetic-7 Old town" is not there/],
    ['an antenna that is missing', ['patterns'], [], /"measured panel" of Mast-A is not there/],
    ['a building of words', ['document', 'buildingEdits', 'new 1', 'holes', 0], ['a'], /holes 1: "list" is \["a"\]/],
    ['cells without a size', ['document', 'settings', 'cellSizeM'], 0, /"cellSizeM" is 0/],
    [
      'half a hop',
      ['document', 'settings', 'maxDepth'],
      2.5,
      /"maxDepth" is 2.5; it must be a whole number from 0 to 100/,
    ],
    [
      'part of an azimuth',
      ['document', 'settings', 'azimuths'],
      1024.5,
      /"azimuths" is 1024.5; it must be a whole number/,
    ],
    ['a noise figure of words', ['document', 'settings', 'noiseFigureDb'], 'low', /"noiseFigureDb" is "low"/],
    ['noise out of range', ['document', 'settings', 'noiseFigureDb'], 51, /"noiseFigureDb" is 51.*from 0 to 50/],
    ['a load of more than all', ['document', 'settings', 'load'], 1.1, /"load" is 1.1.*from 0 to 1/],
    ['a time that is none', ['changed'], 'yesterday', /"changed" is "yesterday"/],
    [
      'a file of no key',
      ['sources', 's'],
      { kind: 'files', files: [{ name: 'a', key: '../../a', bytes: 1 }] },
      /"key"/,
    ],
    [
      'part of a byte',
      ['sources', 's'],
      { kind: 'files', files: [{ name: 'a', key: 'ba7816bf8f01cfea', bytes: 1.5 }] },
      /"bytes" is 1.5; it must be a whole number/,
    ],
    [
      'a city between two seeds',
      ['sources', 'synthetic-7 Old town', 'seed'],
      7.5,
      /"seed" is 7.5; it must be a whole number/,
    ],
    ['an antenna with a gap', ['patterns', 0, 'horizontalLossDb'], [1, 2], /"horizontalLossDb".*360 numbers/],
    ['an antenna above its peak', ['patterns', 0, 'horizontalLossDb', 7], -3, /losses of 0 dB or more/],
    ['a camera out of the sky', ['view', 'camera', 'pitchDeg'], 200, /"pitchDeg" is 200/],
  ])('refuses %s', (_, path, value, message) => {
    expect(() => read(changed(path, value))).toThrow(message);
  });

  it('refuses what is no JSON', () => {
    expect(() => readProjectJson('town', bytesOf(writeProjectJson(savedProject()).slice(0, 400)))).toThrow(
      /town is not valid JSON/,
    );
  });
});

describe('a project of an older version', () => {
  const rename = (project: JsonObject): JsonObject => {
    const { title, ...document } = project.document as JsonObject;
    return { ...project, document: { ...document, name: title ?? '' } };
  };
  const addMaterials = (project: JsonObject): JsonObject => ({
    ...project,
    document: { ...(project.document as JsonObject), materials: {} },
  });
  const schema = { version: 3, migrations: [rename, addMaterials] };

  it('is brought up step by step', () => {
    const { name, materials: _, ...document } = written().document as Record<string, Json>;
    const old = { ...written(), version: 1, document: { ...document, title: name ?? null } };
    const project = readProjectJson('town', bytesOf(JSON.stringify(old)), schema);
    expect(project.document.name).toBe('Old town, 2.1 GHz');
    expect(project.document.materials).toEqual({});
    expect(project.document.sectors).toEqual(savedProject().document.sectors);
  });

  it('is left as it was where a step fails', () => {
    const bytes = bytesOf(JSON.stringify(written()));
    const before = bytes.slice();
    const fails = () => {
      throw new TypeError('no such field');
    };
    const failing = { version: 2, migrations: [fails] };
    expect(() => readProjectJson('town', bytes, failing)).toThrow(
      /could not be brought from version 1 of the format to 2 \(no such field\).*left untouched/,
    );
    expect(bytes).toEqual(before);
  });
});
