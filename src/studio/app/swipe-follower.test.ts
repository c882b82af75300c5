import { beforeEach, describe, expect, it } from 'vitest';
import { finishedRun, sectorReport, sectorSettings } from '../../testing/calibration-run.ts';
import { startHistory } from '../commands/history.ts';
import { INITIAL_CALIBRATION } from '../store/calibration-state.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { hideBeyond } from '../store/swipe-actions.ts';
import { NOW, type SwipeState } from '../store/swipe-state.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { SwipeFollower } from './swipe-follower.ts';

const PROJECT: ProjectDocument = { ...EMPTY_PROJECT, sectors: [sectorSettings('A')] };

describe('what is beyond the line', () => {
  let done: string[];
  let wanted: ProjectDocument | null;
  let follower: SwipeFollower;

  function follow(patch: Partial<StudioState> = {}): void {
    studioStore.setState(patch);
    follower.follow(studioStore.getState());
  }
  const engine = (name: 'sweep' | 'model:a' | null): SwipeState => ({
    ...{ mode: 'swipe', at: 0.5, first: NOW, beyond: { kind: 'engine', engine: name } },
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
    follower = new SwipeFollower(after, createRegistry());
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
    follow({ calibration, swipe: { ...engine(null), beyond: { kind: 'calibration' } } });
    follow({ calibration: { ...calibration, openRunId: null } });
    expect(studioStore.getState().swipe).toBeNull();
    expect(done.at(-1)).toBe('stop');
  });

  it('is taken away by its own kind alone', () => {
    studioStore.setState({ swipe: engine('model:a') });
    hideBeyond('calibration');
    expect(studioStore.getState().swipe).not.toBeNull();
    hideBeyond('engine');
    expect(studioStore.getState().swipe).toBeNull();
  });
});
