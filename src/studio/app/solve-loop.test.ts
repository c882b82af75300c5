import { beforeEach, describe, expect, it } from 'vitest';
import type { SolveStats } from '../../propagation/radio-map.ts';
import { editedSceneId } from '../../scene/building-edits.ts';
import type { Outcome, SceneView, SectorMap, SolveJob, SolveListener } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from '../results/network-map.ts';
import {
  EMPTY_PROJECT,
  type EngineChoice,
  type ProjectDocument,
  type SectorSettings,
} from '../store/project-document.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { SolveLoop } from './solve-loop.ts';

const BOUNDS = { minX: 0, minY: 0, maxX: 40, maxY: 40 };
const SCENE: SceneView = {
  id: 'scene',
  name: 'Plain',
  source: 'footprints',
  frame: null,
  boundsM: BOUNDS,
  groundZM: 100,
  groundBoundsM: BOUNDS,
  groundMaterial: 'concrete',
  scattering: {},
  meshMaterials: [],
  buildings: [],
  roads: [],
  water: [],
  landUse: null,
  extruded: true,
  fidelity: null,
  triangles: 0,
  issues: [],
};

const EDITED: SceneView = { ...SCENE, id: editedSceneId('scene', { kiosk: null }) };
const OTHER: SceneView = { ...SCENE, id: 'other' };

function sector(id: string, x = 5): SectorSettings {
  return {
    id,
    siteId: 'S',
    x,
    y: 5,
    heightM: 20,
    azimuthDeg: 0,
    downtiltDeg: 0,
    pattern: 'iso',
    polarisation: 'V',
    frequencyHz: 2e9,
    powerDbm: 10,
    powerPer: 're',
    bandwidthHz: 20e6,
    lossesDb: 0,
  };
}

function project(...sectors: SectorSettings[]): ProjectDocument {
  const settings = { ...EMPTY_PROJECT.settings, cellSizeM: 5 };
  return { ...EMPTY_PROJECT, sceneId: 'scene', sites: [{ id: 'S', name: 'S' }], sectors, settings };
}

const STATS: SolveStats = {
  engine: '',
  adapter: 'test',
  timingsMs: { pack: 0, solve: 0, readback: 0 },
  launched: 0,
  traced: 0,
  dropped: 0,
  droppedBound: 0,
  warnings: [],
};

/** An engine that answers every job with a flat map whose gain is minus the sector's x. */
class FlatEngine {
  readonly jobs: SolveJob[] = [];
  readonly cancelled: string[] = [];
  readonly held: string[] = [];
  refuse: string | null = null;
  wait: Promise<void> = Promise.resolve();

  async solve(job: SolveJob): Promise<Outcome<SectorMap>> {
    this.jobs.push(job);
    await this.wait;
    if (this.cancelled.includes(job.jobId)) return { ok: false, code: 'aborted', message: 'cancelled' };
    if (this.refuse === job.sector.id) return { ok: false, code: 'bad-input', message: 'inside building 3' };
    const cells = job.grid.columns * job.grid.rows;
    return {
      ok: true,
      value: {
        grid: job.grid,
        pathGainDb: new Float32Array(cells).fill(-job.sector.x),
        provenance: new Uint8Array(cells).fill(1),
        lineOfSight: new Uint8Array(cells).fill(1),
        stats: { ...STATS, engine: job.engine },
      },
    };
  }

  async cancel(jobId: string): Promise<void> {
    this.cancelled.push(jobId);
  }

  async hold(jobId: string, held: boolean): Promise<void> {
    this.held.push(`${held ? 'hold' : 'release'} ${jobId}`);
  }
}

describe('SolveLoop', () => {
  let engine: FlatEngine;
  let loop: SolveLoop;
  let maps: NetworkMap[];
  let refusals: Readonly<Record<string, string>>;
  const work = () => engine.jobs.map((job) => `${job.sector.id} ${job.settings.maxDepth > 2 ? 'refined' : 'coarse'}`);
  const settle = async () => {
    for (let i = 0; i < 40 && !(maps.at(-1)?.refined ?? false); i++) await new Promise((r) => setTimeout(r, 20));
  };

  beforeEach(() => {
    engine = new FlatEngine();
    maps = [];
    refusals = {};
    const registry = createRegistry();
    for (const scene of [SCENE, EDITED, OTHER]) registry.scenes.set(scene.id, scene);
    loop = new SolveLoop(engine, registry, {
      map: (map) => maps.push(map),
      run: () => undefined,
      refused: (reasons) => {
        refusals = reasons;
      },
    });
  });

  it('solves two sectors that differ only in name once', async () => {
    loop.follow(project(sector('A'), sector('B')), 'A');
    await settle();
    expect(work()).toEqual(['A coarse', 'A refined']);
    expect(maps.at(-1)?.sectorIds).toEqual(['A', 'B']);
  });

  it('puts a map together again only where something of it is another', async () => {
    loop.follow(project(sector('A'), sector('B', 30)), 'A');
    await settle();
    const before = maps.length;
    // In the hand, the sector has the map that it had until there is another.
    loop.follow(project(sector('A', 8), sector('B', 30)), 'A');
    loop.follow(project(sector('A', 9), sector('B', 30)), 'A');
    expect(maps.slice(before).map(({ refined }) => refined)).toEqual([false]);
    await settle();
    const after = maps.length;
    loop.follow(project({ ...sector('A', 9), powerDbm: 25 }, sector('B', 30)), 'A');
    expect(maps.length).toBe(after + 1);
    loop.forget();
    loop.follow(project({ ...sector('A', 9), powerDbm: 25 }, sector('B', 30)), 'A');
    expect(maps.length).toBe(after + 2);
  });

  it('looks at every sector coarsely before it refines any, the one in hand first', async () => {
    loop.follow(project(sector('A'), sector('B', 7)), 'B');
    await settle();
    expect(work()).toEqual(['B coarse', 'A coarse', 'B refined', 'A refined']);
    expect(engine.jobs[0]?.sector.z).toBe(120);
    expect(maps.at(-1)?.rsrpDbm[0]).toBe(5);
  });

  it('solves only the sector that moved, and nothing when only power changes or an edit is undone', async () => {
    const start = project(sector('A'), sector('B', 30));
    loop.follow(start, 'A');
    await settle();
    engine.jobs.length = 0;

    loop.follow(project(sector('A', 8), sector('B', 30)), 'A');
    await settle();
    expect(work()).toEqual(['A coarse', 'A refined']);

    engine.jobs.length = 0;
    loop.follow(project({ ...sector('A', 8), powerDbm: 25 }, sector('B', 30)), 'A');
    expect(maps.at(-1)).toMatchObject({ refined: true });
    expect(maps.at(-1)?.rsrpDbm[0]).toBe(17);
    loop.follow(start, 'A');
    await settle();
    expect(work()).toEqual([]);
  });

  it('solves nothing for another name', async () => {
    loop.follow(project(sector('A'), sector('B', 30)), 'A');
    await settle();
    engine.jobs.length = 0;
    loop.follow(project({ ...sector('A'), id: 'North' }, sector('B', 30)), 'North');
    expect(maps.at(-1)).toMatchObject({ refined: true, sectorIds: ['North', 'B'] });
    expect(work()).toEqual([]);
  });

  it('shows the map from before while buildings change, and none of another city', async () => {
    loop.follow(project(sector('A')), 'A');
    await settle();
    loop.follow({ ...project(sector('A')), sceneId: EDITED.id }, 'A');
    expect(maps.at(-1)).toMatchObject({ refined: false, sectorIds: ['A'] });
    loop.follow({ ...project(sector('A')), sceneId: OTHER.id }, 'A');
    expect(maps.at(-1)).toMatchObject({ refined: false, sectorIds: [] });
    await settle();
  });

  const held = () => {
    let release = () => {};
    engine.wait = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };

  it('cancels a refinement that a further move made useless', async () => {
    loop.follow(project(sector('A')), 'A');
    while (work().length < 1) await new Promise((resume) => setTimeout(resume, 2));
    const release = held();
    while (work().length < 2) await new Promise((resume) => setTimeout(resume, 2));
    loop.follow(project(sector('A', 9)), 'A');
    expect(engine.cancelled).toEqual([engine.jobs[1]?.jobId]);
    release();
    await settle();
    expect(maps.at(-1)?.rsrpDbm[0]).toBe(1);
  });

  it('shows a first look though the hand is further already, so that a hand that does not rest sees some', async () => {
    const release = held();
    loop.follow(project(sector('A')), 'A');
    await Promise.resolve();
    loop.follow(project(sector('A', 9)), 'A');
    expect(engine.cancelled).toEqual([]);
    release();
    await settle();
    const levels = maps.map(({ rsrpDbm }) => rsrpDbm[0]).filter((level) => !Number.isNaN(level));
    expect([...new Set(levels)]).toEqual([5, 1]);
  });

  it('cancels a first look that takes long, whether the hand goes on or not', async () => {
    const release = held();
    loop.follow(project(sector('A')), 'A');
    await Promise.resolve();
    loop.follow(project(sector('A', 9)), 'A');
    while (engine.cancelled.length === 0) await new Promise((resume) => setTimeout(resume, 10));
    expect(engine.cancelled).toEqual([engine.jobs[0]?.jobId]);
    release();
    await settle();
    expect(maps.at(-1)?.rsrpDbm[0]).toBe(1);
  });

  it('says why a sector has no map and shows the others', async () => {
    engine.refuse = 'A';
    loop.follow(project(sector('A'), sector('B', 7)), 'A');
    await settle();
    expect(refusals).toEqual({ A: 'inside building 3' });
    expect(maps.at(-1)?.sectorIds).toEqual(['B']);
    expect(work().filter((job) => job.startsWith('A'))).toHaveLength(1);
  });

  describe('with a learned model', () => {
    const by = (engine: EngineChoice, ...sectors: SectorSettings[]): ProjectDocument => {
      const whole = project(...sectors);
      return { ...whole, settings: { ...whole.settings, engine } };
    };
    const engines = () => maps.at(-1)?.solves.map(({ engine: name }) => name);

    it('has no coarse look and no rest, and names the engine in every job', async () => {
      loop.follow(by('model:unet', sector('A'), sector('B', 7)), 'B');
      await settle();
      expect(work()).toEqual(['B refined', 'A refined']);
      expect(engine.jobs.map((job) => job.engine)).toEqual(['model:unet', 'model:unet']);
    });

    it('keeps the map by the engine before until it has something, then never mixes the two', async () => {
      const [a, b] = [sector('A'), sector('B', 7)];
      const before = by('auto', a, b);
      loop.follow(before, 'A');
      await settle();
      const shown = maps.at(-1);
      loop.follow({ ...before, settings: { ...before.settings, engine: 'model:unet' } }, 'A');
      expect(maps.at(-1)).toBe(shown);
      await settle();
      while (maps.at(-1)?.sectorIds.length !== 2 || engines()?.[0] !== 'model:unet')
        await new Promise((resume) => setTimeout(resume, 2));
      expect(maps.map(({ solves }) => new Set(solves.map(({ engine: name }) => name)).size)).not.toContain(2);
    });

    it('has solved the engine before still, when it is taken back', async () => {
      const before = by('auto', sector('A'));
      loop.follow(before, 'A');
      await settle();
      loop.follow({ ...before, settings: { ...before.settings, engine: 'model:unet' } }, 'A');
      while (engines()?.[0] !== 'model:unet') await new Promise((resume) => setTimeout(resume, 2));
      engine.jobs.length = 0;
      loop.follow(before, 'A');
      expect(maps.at(-1)?.refined).toBe(true);
      expect(engines()).toEqual(['sweep']);
      expect(engine.jobs).toHaveLength(0);
    });

    it('tries again what was refused when it is told to, and solves anew for another model of the name', async () => {
      engine.refuse = 'A';
      loop.follow(by('model:unet', sector('A')), 'A');
      await settle();
      expect(refusals).toEqual({ A: 'inside building 3' });
      engine.refuse = null;
      loop.retry('sweep');
      expect(engine.jobs).toHaveLength(1);
      loop.retry('model:unet');
      while (maps.at(-1)?.sectorIds.length !== 1) await new Promise((resume) => setTimeout(resume, 2));
      expect(engine.jobs).toHaveLength(2);
      loop.retry('model:unet', true);
      while (engine.jobs.length < 3) await new Promise((resume) => setTimeout(resume, 2));
    });

    it('waits for whoever looks at its end before it shows it', async () => {
      const registry = createRegistry();
      registry.scenes.set('scene', SCENE);
      const ends: string[] = [];
      const before = by('auto', sector('A'));
      const watched: SolveLoop = new SolveLoop(engine, registry, {
        map: (map) => maps.push(map),
        run: () => undefined,
        refused: () => undefined,
        ended: async (name, outcome) => {
          await Promise.resolve();
          ends.push(`${name} ${outcome.ok}`);
          if (!outcome.ok) watched.follow(before, 'A');
        },
      });
      watched.follow(before, 'A');
      await settle();
      const shown = maps.at(-1);
      engine.refuse = 'A';
      watched.follow({ ...before, settings: { ...before.settings, engine: 'model:bad' } }, 'A');
      while (!ends.includes('model:bad false')) await new Promise((resume) => setTimeout(resume, 2));
      await new Promise((resume) => setTimeout(resume, 20));
      expect(maps.every((map) => map.sectorIds.length === 1 || map === maps[0])).toBe(true);
      expect(maps.at(-1)?.rsrpDbm).toEqual(shown?.rsrpDbm);
    });
  });

  it('stops when asked and goes on when asked', async () => {
    loop.follow(project(sector('A'), sector('B', 7)), 'A');
    loop.cancel();
    await new Promise((r) => setTimeout(r, 40));
    expect(engine.jobs.length).toBeLessThan(3);
    loop.resume();
    await settle();
    expect(maps.at(-1)?.refined).toBe(true);
  });

  describe('with an engine that launches rays', () => {
    const launched = (targetErrorDb?: number): ProjectDocument => {
      const { settings, ...rest } = project(sector('A'));
      return { ...rest, settings: { ...settings, engine: 'launch', ...(targetErrorDb ? { targetErrorDb } : {}) } };
    };
    const until = async (done: () => boolean) => {
      for (let i = 0; i < 60 && !done(); i++) await new Promise((resume) => setTimeout(resume, 20));
      expect(done()).toBe(true);
    };
    let phases: string[];
    let finish: () => void;
    let listeners: SolveListener[];
    let watched: SolveLoop;
    const refining = () => engine.jobs.filter((job) => job.partials === true);

    beforeEach(() => {
      const registry = createRegistry();
      registry.scenes.set('scene', SCENE);
      phases = [];
      listeners = [];
      watched = new SolveLoop(
        {
          solve: (job, listener) => {
            listeners.push(listener);
            if (job.partials) {
              engine.wait = new Promise((resolve) => {
                finish = resolve;
              });
            }
            return engine.solve(job);
          },
          cancel: (id) => engine.cancel(id),
          hold: (id, held) => engine.hold(id, held),
        },
        registry,
        {
          map: (map) => maps.push(map),
          run: ({ phase }) => phase && phase !== phases.at(-1) && phases.push(phase),
          refused: () => undefined,
        },
      );
    });

    it('pauses what runs and lets it go on, without beginning anything else', async () => {
      watched.follow(launched(), 'A');
      await until(() => refining().length === 1);
      const { jobId } = refining()[0]!;
      watched.pause();
      watched.pause();
      listeners.at(-1)!.progress(0.4, 'launch');
      expect(phases.at(-1)).toBe('paused');
      // Power shifts the map and changes nothing about the solve.
      const louder = launched();
      watched.follow({ ...louder, sectors: [{ ...louder.sectors[0]!, powerDbm: 3 }] }, 'A');
      expect([phases.at(-1), engine.cancelled]).toEqual(['paused', []]);
      watched.resume();
      expect(engine.held).toEqual([`hold ${jobId}`, `release ${jobId}`]);
      finish();
      await until(() => phases.at(-1) === 'refined');
      expect(refining()).toHaveLength(1);
    });

    it('ends the pause with an edit that the solve does not outlive', async () => {
      watched.follow(launched(), 'A');
      await until(() => refining().length === 1);
      watched.pause();
      const { jobId } = refining()[0]!;
      watched.follow({ ...launched(), sectors: [sector('A', 7)] }, 'A');
      expect(engine.held.at(-1)).toBe(`release ${jobId}`);
      expect(engine.cancelled).toEqual([jobId]);
      finish();
      await until(() => refining().length === 2);
      finish();
      await until(() => phases.at(-1) === 'refined');
    });

    it('shows maps on the way, and goes on to an error from the map that is there', async () => {
      const part = (launches: number, gainDb: number): SectorMap => {
        const { grid } = refining().at(-1)!;
        const cells = grid.columns * grid.rows;
        const stats = { ...STATS, engine: 'launch', launched: launches };
        return {
          ...{ grid, pathGainDb: new Float32Array(cells).fill(gainDb), stats },
          ...{ provenance: new Uint8Array(cells).fill(1), lineOfSight: new Uint8Array(cells).fill(1) },
        };
      };
      watched.follow(launched(), 'A');
      await until(() => refining().length === 1);
      expect(refining()[0]!.settings.enough).toBeUndefined();
      listeners.at(-1)!.partial!(part(10, -33));
      // RSRP of a path gain of 0 dB is 10 dBm here.
      expect(maps.at(-1)!.rsrpDbm[0]).toBe(-23);
      expect(maps.at(-1)!.refined).toBe(false);
      finish();
      await until(() => phases.at(-1) === 'refined');
      const level = maps.at(-1)!.rsrpDbm[0]!;
      const looks = engine.jobs.length;
      watched.follow(launched(0.5), 'A');
      await until(() => refining().length === 2);
      // No coarse look, and the map that goes on stays.
      expect(engine.jobs.length).toBe(looks + 1);
      expect(refining()[1]!.settings.enough).toEqual({ medianErrorDb: 0.5, upToRays: 1_000_000_000 });
      expect([maps.at(-1)!.rsrpDbm[0], maps.at(-1)!.refined]).toEqual([level, false]);
      listeners.at(-1)!.partial!(part(20, -44));
      expect(maps.at(-1)!.rsrpDbm[0]).toBe(-34);
      finish();
      await until(() => phases.at(-1) === 'refined');
      expect(maps.at(-1)!.rsrpDbm[0]).toBe(level);
    });
  });

  it('stays cancelled, however often it is asked and whatever still arrives', async () => {
    const registry = createRegistry();
    registry.scenes.set('scene', SCENE);
    let tell: (fraction: number, words: string) => void = () => undefined;
    let release = () => {};
    engine.wait = new Promise((resolve) => {
      release = resolve;
    });
    const phases: string[] = [];
    const watched = new SolveLoop(
      {
        solve: (job, listener) => {
          tell = (fraction, words) => listener.progress(fraction, words);
          return engine.solve(job);
        },
        cancel: (id) => engine.cancel(id),
        hold: (id, held) => engine.hold(id, held),
      },
      registry,
      { map: () => undefined, run: ({ phase }) => phase && phases.push(phase), refused: () => undefined },
    );
    watched.follow(project(sector('A')), 'A');
    for (let click = 0; click < 100; click++) watched.cancel();
    tell(0.5, 'sweep');
    release();
    await new Promise((resume) => setTimeout(resume, 40));
    expect(phases.at(-1)).toBe('cancelled');
    expect(engine.jobs).toHaveLength(1);
    watched.resume();
    await new Promise((resume) => setTimeout(resume, 300));
    expect(phases.at(-1)).toBe('refined');
  });

  it('skips the coarse look and the rest where paths are kept', async () => {
    const registry = createRegistry();
    registry.scenes.set('scene', SCENE);
    const quick = new SolveLoop(
      engine,
      registry,
      { map: (map) => maps.push(map), run: () => undefined, refused: () => undefined },
      { followsAtOnce: (_, { id }) => id === 'a', name: 'quick' },
    );
    quick.follow(project(sector('a'), sector('b', 6)), 'b');
    await settle();
    expect(work()).toEqual(['a refined', 'b coarse', 'b refined']);
    const began = performance.now();
    quick.follow(project({ ...sector('a'), azimuthDeg: 90 }, sector('b', 6)), 'a');
    while (engine.jobs.length < 4) await new Promise((resume) => setTimeout(resume, 1));
    expect(performance.now() - began).toBeLessThan(120);
    expect(work()[3]).toBe('a refined');
  });
});
