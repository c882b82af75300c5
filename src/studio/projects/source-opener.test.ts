import { describe, expect, it } from 'vitest';
import type { SavedProject } from '../../io/formats/saved-project.ts';
import { savedProject } from '../../testing/saved-project.ts';
import type { NamedBytes, OpenedFile, OpenedTerrain, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { historyOf } from './restored-project.ts';
import { openSources, type SourceEngine } from './source-opener.ts';

const WALK = { name: 'walk.csv', key: 'walkwalk', bytes: 3 };
const CITY = { name: 'city.zip', key: 'citycity', bytes: 4 };
const square = Float64Array.of(0, 0, 500, 0, 500, 500, 0, 500);

function scene(id: string): SceneView {
  const boundsM = { minX: -100, minY: -100, maxX: 600, maxY: 600 };
  const building = { id: 'b 17', outer: square, holes: [], heightM: 9, wallMaterial: 'brick', roofMaterial: 'brick' };
  return { id, name: 'Old town', buildings: [building], extruded: true, boundsM, groundBoundsM: boundsM } as never;
}

/** Opens what it is told of: zips are scenes, tables measurements, all else is refused. */
class FakeEngine implements SourceEngine {
  readonly asked: string[] = [];
  readonly patterns: string[] = [];
  async openSynthetic(seed: number, name: string | null): Promise<Outcome<SceneView>> {
    this.asked.push(`city ${seed}`);
    return { ok: true, value: scene(`synthetic-${seed} ${name}`) };
  }
  async openFiles([file]: readonly NamedBytes[], sceneId: string | null): Promise<Outcome<OpenedFile>> {
    const text = new TextDecoder().decode(file?.bytes);
    this.asked.push(`${file?.name} in ${sceneId}: ${text}`);
    if (file?.name.endsWith('.zip')) {
      const source = { kind: 'files' as const, files: [CITY] };
      return { ok: true, value: { kind: 'scene', scene: scene('scene-citycity'), source } };
    }
    if (!file?.name.endsWith('.csv')) return { ok: false, code: 'bad-input', message: `${file?.name} is damaged.` };
    const measurements = { id: 'measured-1', name: file.name } as never;
    return { ok: true, value: { kind: 'measurements', measurements, source: { kind: 'files', files: [WALK] } } };
  }
  async openTerrain(file: NamedBytes, sceneId: string): Promise<Outcome<OpenedTerrain>> {
    this.asked.push(`terrain ${file.name} under ${sceneId}`);
    if (file.name !== 'dem.tif') return { ok: false, code: 'bad-input', message: `${file.name} lies elsewhere.` };
    const source = { kind: 'files' as const, files: [{ name: file.name, key: 'demdem', bytes: file.bytes.length }] };
    return { ok: true, value: { terrain: { id: `terrain-demdem ${sceneId}` } as never, source } };
  }
  async keepPattern({ name }: { readonly name: string }): Promise<void> {
    this.patterns.push(name);
  }
}

const find = async (key: string) => ({ walkwalk: new Blob(['abc']), citycity: new Blob(['town']) })[key] ?? null;
const withCity = (): SavedProject => {
  const saved = savedProject();
  const { buildingEdits: _, ...document } = saved.document;
  return {
    ...saved,
    document: { ...document, sceneId: 'scene-citycity' },
    sources: { 'scene-citycity': { kind: 'files', files: [CITY] } },
  };
};

describe('the terrain of a project', () => {
  const onHills = (name: string): SavedProject => {
    const saved = withCity();
    const files = [{ name, key: 'demdem', bytes: 3 }];
    return {
      ...saved,
      document: { ...saved.document, terrainId: 'terrain-demdem scene-citycity' },
      sources: { ...saved.sources, 'terrain-demdem scene-citycity': { kind: 'files', files } },
    };
  };
  const find = async (key: string) => ({ demdem: new Blob(['dem']), citycity: new Blob(['town']) })[key] ?? null;

  it('is opened under its scene, and kept to be saved again', async () => {
    const [engine, registry] = [new FakeEngine(), createRegistry()];
    const { ids, problems } = await openSources(onHills('dem.tif'), find, engine, registry);
    expect(engine.asked.at(-1)).toBe('terrain dem.tif under scene-citycity');
    expect([ids.get('terrain-demdem scene-citycity'), problems]).toEqual(['terrain-demdem scene-citycity', []]);
    expect(registry.terrains.has('terrain-demdem scene-citycity')).toBe(true);
    expect(await registry.files.get('demdem')?.text()).toBe('dem');
  });

  it('is told of where it cannot be opened, and not computed on', async () => {
    const { ids, problems, patternNames } = await openSources(
      onHills('sea.tif'),
      find,
      new FakeEngine(),
      createRegistry(),
    );
    expect(problems).toEqual(['sea.tif lies elsewhere.']);
    const { project } = historyOf(onHills('sea.tif'), ids, patternNames);
    expect(project.terrainId).toBeUndefined();
    expect(project.sceneId).toBe('scene-citycity');
  });
});

describe('the sources of a project', () => {
  it('that planning reads where it needs them are brought to hand, unread and under the id that they had', async () => {
    const [engine, registry] = [new FakeEngine(), createRegistry()];
    const persons = { name: 'persons.tif', key: 'persons0', bytes: 7 };
    const raster = { kind: 'files' as const, files: [persons] };
    const sources = { ...withCity().sources, 'file:persons0': raster, 'file:gone0000': raster };
    const from = async (key: string) => (key === 'persons0' ? new Blob(['persons']) : find(key));
    const opened = await openSources({ ...withCity(), sources }, from, engine, registry);
    expect(engine.asked).toEqual(['city.zip in null: town']);
    expect(opened.ids.get('file:persons0')).toBe('file:persons0');
    expect(await registry.files.get('persons0')?.text()).toBe('persons');
    const bare = createRegistry();
    const { problems } = await openSources({ ...withCity(), sources }, find, engine, bare);
    expect(problems[0]).toMatch(/^persons.tif is not in the browser's storage any more/);
    expect(bare.sources.has('file:persons0')).toBe(true);
  });

  it('are opened scene first, measurements within it, antennas by value', async () => {
    const [engine, registry] = [new FakeEngine(), createRegistry()];
    const opened = await openSources(savedProject([WALK]), find, engine, registry);
    expect(engine.asked).toEqual(['city 7', 'walk.csv in synthetic-7 Old town: abc']);
    expect(opened.problems).toEqual([]);
    expect(engine.patterns).toEqual(['measured panel']);
    expect([...registry.patterns.keys()].slice(-2)).toEqual(['measured panel', 'Mast-B · calibrated']);
    expect(await registry.files.get('walkwalk')?.text()).toBe('abc');
    // What is open is not opened again.
    await openSources(savedProject([WALK]), find, engine, registry);
    expect(engine.asked).toHaveLength(2);
  });

  it('open without a file that is gone beside the scene, which is told and not forgotten', async () => {
    const registry = createRegistry();
    const { problems } = await openSources(savedProject([WALK]), async () => null, new FakeEngine(), registry);
    expect(problems).toEqual([expect.stringMatching(/walk.csv is not in the browser's storage any more/)]);
    expect(registry.sources.get('measured-1')).toEqual({ kind: 'files', files: [WALK] });
  });

  it('bring the file of the verdict along, or tell that it is gone', async () => {
    const verdict = { name: 'verdict.jsonl', key: 'verdict-1', bytes: 3 };
    const registry = createRegistry();
    const lines = async (key: string) => (key === 'verdict-1' ? new Blob(['two lines']) : null);
    const opened = await openSources(savedProject([], verdict), lines, new FakeEngine(), registry);
    expect(opened).toMatchObject({ verdict, problems: [] });
    expect(await registry.files.get('verdict-1')?.text()).toBe('two lines');
    const gone = await openSources(savedProject([], verdict), async () => null, new FakeEngine(), createRegistry());
    expect(gone.verdict).toBeNull();
    expect(gone.problems).toEqual([expect.stringMatching(/^The verdict on methods is not in the browser's storage/)]);
    expect((await openSources(savedProject(), find, new FakeEngine(), createRegistry())).verdict).toBeNull();
  });

  it('cannot be opened without the scene, nor with edits that do not fit it', async () => {
    await expect(openSources(withCity(), async () => null, new FakeEngine(), createRegistry())).rejects.toThrow(
      /city.zip is not in the browser's storage any more/,
    );
    expect((await openSources(withCity(), find, new FakeEngine(), createRegistry())).ids.get('scene-citycity')).toBe(
      'scene-citycity',
    );
    const saved = savedProject();
    const flat = { ...saved.document.buildingEdits!['new 1']!, outer: [0, 0, 1, 1] };
    const broken = { ...saved, document: { ...saved.document, buildingEdits: { 'new 1': flat } } };
    await expect(openSources(broken, find, new FakeEngine(), createRegistry())).rejects.toThrow(/new 1/);
  });

  it('keep an antenna apart from another of its name', async () => {
    const registry = createRegistry();
    registry.patterns.set('measured panel', 'iso');
    const { patternNames } = await openSources(savedProject(), find, new FakeEngine(), registry);
    expect(patternNames.get('measured panel')).toBe('measured panel (2)');
    expect(registry.patterns.get('measured panel')).toBe('iso');
    const again = await openSources(savedProject(), find, new FakeEngine(), registry);
    expect(again.patternNames.get('measured panel')).toBe('measured panel (2)');
  });
});
