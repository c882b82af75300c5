import { beforeEach, describe, expect, it } from 'vitest';
import { finishedRun, sectorReport, sectorSettings } from '../../testing/calibration-run.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { startHistory } from '../commands/history.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { INITIAL_CALIBRATION } from '../store/calibration-state.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { endComparison } from '../store/swipe-actions.ts';
import { NOW, type SwipeState } from '../store/swipe-state.ts';
import { createRegistry, type TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { SwipeFollower } from './swipe-follower.ts';

const PROJECT: ProjectDocument = { ...EMPTY_PROJECT, sceneId: 'city', sectors: [sectorSettings('A')] };

describe('the second side of a comparison', () => {
  let done: string[];
  let wanted: ProjectDocument | null;
  let prepared: ProjectDocument | null;
  let follower: SwipeFollower;
  let registry: TypedArrayRegistry;

  function follow(patch: Partial<StudioState> = {}): void {
    studioStore.setState(patch);
    follower.follow(studioStore.getState());
  }
  const engine = (name: 'sweep' | 'model:a' | null): SwipeState => ({
    ...{ mode: 'swipe', at: 0.5, first: NOW, second: { kind: 'engine', engine: name } },
  });

  beforeEach(() => {
    done = [];
    wanted = null;
    const after = {
      follow: (project: ProjectDocument) => {
        wanted = project;
        done.push('follow');
      },
      showMap: () => {
        done.push('show');
      },
      stop: () => {
        done.push('stop');
      },
    };
    registry = createRegistry();
    follower = new SwipeFollower(after, registry, 'second', (project) => {
      prepared = project;
    });
    studioStore.setState({ history: startHistory(PROJECT), swipe: null, calibration: INITIAL_CALIBRATION });
  });

  it('is the project by the engine chosen there, in step with every edit', () => {
    follow({ swipe: engine('model:a') });
    expect(wanted).toEqual({ ...PROJECT, settings: { ...PROJECT.settings, engine: 'model:a' } });
    follow();
    expect(done).toEqual(['follow']);
    follow({ history: startHistory({ ...PROJECT, name: 'other' }) });
    expect(wanted?.name).toBe('other');
    follow({ swipe: { ...engine('model:a'), at: 0.9 } });
    expect(done).toEqual(['follow', 'follow']);
  });

  it('is let go of before another engine’s takes its place, and when the line is taken away', () => {
    follow({ swipe: engine('model:a') });
    follow({ swipe: engine('sweep') });
    follow({ swipe: null });
    follow();
    expect(done).toEqual(['follow', 'stop', 'follow', 'stop']);
  });

  it('is nothing while no engine is chosen', () => {
    follow({ swipe: engine(null) });
    expect(done).toEqual([]);
  });

  it('goes with the run that was open, and the line with it', () => {
    const run = finishedRun([sectorReport('A')]);
    const calibration = { ...INITIAL_CALIBRATION, open: true, view: 'result' as const, runs: [run], openRunId: run.id };
    follow({ calibration, swipe: { ...engine(null), second: { kind: 'calibration' } } });
    follow({ calibration: { ...calibration, openRunId: null } });
    expect(studioStore.getState().swipe).toBeNull();
    expect(done.at(-1)).toBe('stop');
  });

  it('is the project before an edit, on the cells of the project as it is, whatever is edited next', () => {
    const before: SwipeState = { ...engine(null), second: { kind: 'before', label: 'Turn', project: PROJECT } };
    const coarser = { ...PROJECT, name: 'after', settings: { ...PROJECT.settings, cellSizeM: 10 } };
    follow({ history: startHistory(coarser), swipe: before });
    expect(wanted).toEqual({ ...PROJECT, settings: { ...PROJECT.settings, cellSizeM: 10 } });
    expect(prepared).toBe(wanted);
    // Another city: the comparison ends.
    follow({ history: startHistory({ ...PROJECT, sceneId: 'other' }) });
    expect(studioStore.getState().swipe).toBeNull();
  });

  it('tells one project before an edit from another by the object, without a look into it', () => {
    const unread = new Proxy(PROJECT, {
      get: (project, key) => {
        if (key === 'toJSON') throw new Error('the whole project was read');
        return Reflect.get(project, key);
      },
    });
    const pastOf = (project: ProjectDocument): SwipeState => ({
      ...engine(null),
      second: { kind: 'before', label: 'Turn', project },
    });
    follow({ swipe: pastOf(unread) });
    follow({ hover: null });
    expect(done).toEqual(['follow']);
    follow({ swipe: pastOf({ ...PROJECT, name: 'earlier' }) });
    expect(done).toEqual(['follow', 'stop', 'follow']);
    expect(wanted?.name).toBe('earlier');
  });

  it('is a kept map as it is, or solved again where its arrays are gone', () => {
    const grid = { columns: 5, rows: 5, cellSizeM: 4, westM: 0, northM: 20 };
    const scene = { boundsM: { minX: 0, minY: 0, maxX: 20, maxY: 20 } };
    registry.scenes.set('s', scene as unknown as SceneView);
    registry.kept.set('k', { grid } as unknown as NetworkMap);
    const onScene = { ...PROJECT, sceneId: 's' };
    const kept = [{ id: 'k', project: { ...onScene, name: 'kept' } }] as unknown as StudioState['kept'];
    follow({ kept, history: startHistory(onScene), swipe: { ...engine(null), second: { kind: 'kept', id: 'k' } } });
    expect(done).toEqual(['show']);
    registry.kept.clear();
    follow({ history: startHistory({ ...onScene, name: 'edited' }) });
    expect(wanted?.name).toBe('kept');
    follow({ kept: [] });
    expect(studioStore.getState().swipe).toBeNull();
  });

  it('is taken away by its own kind alone', () => {
    studioStore.setState({ swipe: engine('model:a') });
    endComparison('calibration');
    expect(studioStore.getState().swipe).not.toBeNull();
    endComparison('engine');
    expect(studioStore.getState().swipe).toBeNull();
  });
});
