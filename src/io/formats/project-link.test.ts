import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { savedProject } from '../../testing/saved-project.ts';
import { isProjectLink, linkProblem, readProjectLink, writeProjectLink } from './project-link.ts';
import type { SavedProject } from './saved-project.ts';

const WHOLE = savedProject([{ name: 'secret walk.csv', key: 'ba7816bf8f01cfea', bytes: 3 }], {
  name: 'secret verdict.jsonl',
  key: 'cb7816bf8f01cfea',
  bytes: 3,
});
/** Antennas of the project that are no files. */
const LINKABLE: SavedProject = {
  ...WHOLE,
  document: { ...WHOLE.document, sectors: WHOLE.document.sectors.map((s) => ({ ...s, pattern: 'tr38901' })) },
};
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('a link', () => {
  it('holds city, sites, settings, materials and view, and nothing of the files', () => {
    const link = writeProjectLink({ project: LINKABLE, demoMeasurements: true });
    expect(isProjectLink(link)).toBe(true);
    expect(link).toMatch(/^demo-project=[\w-]+$/);
    const { project, demoMeasurements } = readProjectLink(link);
    expect(demoMeasurements).toBe(true);
    expect(project.document).toEqual({ ...LINKABLE.document, measurementId: null });
    expect(project.view).toEqual(LINKABLE.view);
    expect(project.patterns.map(({ name }) => name)).toEqual(['Mast-B · calibrated']);
    expect(Object.values(project.sources)).toEqual([{ kind: 'synthetic', seed: 7, name: 'Old town' }]);
    expect(JSON.stringify(project)).not.toContain('secret');
    expect(project.history).toBeNull();
  });

  it('holds what planning asks of the network, and none of the files that it rests on', () => {
    const files = { population: { name: 'secret persons.tif', source: 'file:ba7816bf8f01cfea' } };
    const networkSetup = {
      asked: {
        objective: { weighBy: 'population' },
        antennas: { starts: 2, limits: { name: 'secret.csv', sectors: [] } },
      },
      files,
    };
    const raster = { name: 'secret persons.tif', key: 'ba7816bf8f01cfea', bytes: 3 };
    const project = {
      ...LINKABLE,
      document: { ...LINKABLE.document, networkSetup },
      sources: { ...LINKABLE.sources, 'file:ba7816bf8f01cfea': { kind: 'files' as const, files: [raster] } },
    };
    const read = readProjectLink(writeProjectLink({ project, demoMeasurements: false })).project;
    expect(read.document.networkSetup).toEqual({
      asked: { objective: { weighBy: 'population' }, antennas: { starts: 2 } },
      files: {},
    });
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  it('of nine sectors is short enough for a message', () => {
    const sectors = Array.from({ length: 9 }, (_, i) => ({
      ...LINKABLE.document.sectors[0]!,
      id: `S${i}`,
      x: i * 7.13,
    }));
    const project = { ...LINKABLE, document: { ...LINKABLE.document, sectors } };
    expect(writeProjectLink({ project, demoMeasurements: false }).length).toBeLessThan(2000);
  });

  it('is not made of a city or an antenna from a file', () => {
    expect(linkProblem(LINKABLE)).toBeNull();
    expect(linkProblem(WHOLE)).toMatch(/antenna "measured panel" came from a file/);
    const { 'measured-1': walk } = WHOLE.sources;
    expect(linkProblem({ ...LINKABLE, sources: { 'synthetic-7 Old town': walk! } })).toMatch(/city came from a file/);
  });

  it('is refused where it was cut off or altered', () => {
    const link = writeProjectLink({ project: LINKABLE, demoMeasurements: false });
    for (let length = 'project='.length; length < link.length; length += 41)
      expect(() => readProjectLink(link.slice(0, length))).toThrow(/^The link is not whole|^The link is empty/);
    expect(() => readProjectLink('project=%%%')).toThrow(/not whole/);
    expect(() => readProjectLink(`project=${'A'.repeat(300_000)}`)).toThrow(/longer than any project/);
  });

  it('that expands without end is stopped', () => {
    const bomb = base64(deflateSync(new Uint8Array(16 * 1024 ** 2)));
    expect(() => readProjectLink(`project=${bomb}`)).toThrow(/expands past 8388608 bytes/);
  });

  it('that names files, or none of this version, is refused', () => {
    const of = (json: object) => `project=${base64(deflateSync(new TextEncoder().encode(JSON.stringify(json))))}`;
    const json = JSON.parse(Buffer.from('e30=', 'base64').toString());
    expect(() => readProjectLink(of(json))).toThrow(/no project of Boresight/);
    expect(() => readProjectLink(of({ format: 'boresight-project', version: 7 }))).toThrow(/newer Boresight/);
  });
});
