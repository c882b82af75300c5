import { beforeEach, expect, it } from 'vitest';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { patchWalk, showWalk } from '../store/walk-actions.ts';
import { INITIAL_WALK } from '../store/walk-state.ts';
import { type PlayerPage, WalkPlayer } from './walk-player.ts';

let now = 0;
let calm = false;
let waiting: ((nowMs: number) => void) | null = null;
const page: PlayerPage = {
  nowMs: () => now,
  calm: () => calm,
  later: (work) => {
    expect(waiting).toBeNull();
    waiting = work;
  },
};
const walk = () => studioStore.getState().walk;
const registry = createRegistry();
const player = new WalkPlayer(registry, page);

/** The next picture, some time later. */
function tick(ms: number): void {
  const work = waiting;
  waiting = null;
  now += ms;
  work?.(now);
}

function begin(frames = 100): void {
  player.walkBegins({
    facts: {
      users: 1,
      sectors: 2,
      runs: 2,
      areaM: { minX: 0, minY: 0, maxX: 65535, maxY: 65535 },
      slotsPerFrame: 1,
      frames,
    },
    ...{ seed: 1, slotS: 1, sectors: ['A', 'B'], profiles: ['static'], profile: new Uint8Array(1) },
    runs: [
      { map: 'Now', decider: 'a3' },
      { map: 'Now', decider: 'meta' },
    ],
  });
}

function tell(firstFrame: number, frames: number): void {
  player.walked({
    ...{ firstFrame, frames },
    place: Uint16Array.from({ length: 2 * frames }, (_, i) => (i % 2 === 0 ? firstFrame + i / 2 : 0)),
    serving: new Uint8Array(2 * frames),
    throughputMbps: new Float32Array(2 * frames).fill(7),
    handovers: new Float32Array(2 * frames),
  });
}

beforeEach(() => {
  calm = false;
  studioStore.setState({ ...studioStore.getInitialState(), walk: INITIAL_WALK });
  // What still plays of the test before sees that it is over.
  tick(0);
});

it('plays while the walk is still being made, at the speed that is asked for, and waits for what is to come', () => {
  begin();
  patchWalk({ speed: 20 });
  tell(0, 10);
  expect(walk()).toMatchObject({ shown: true, playing: true, recorded: 10, frames: 100, at: 0 });
  expect(registry.walkers!.x[0]).toBe(0);
  tick(100);
  expect(walk().at).toBe(2);
  expect(registry.walkers!.x[0]).toBe(2);
  tick(400);
  tick(400);
  expect(walk()).toMatchObject({ at: 9, playing: true });
  tell(10, 90);
  tick(500);
  expect(walk().at).toBe(19);
  // A page that was hidden for a minute goes on from where it was.
  tick(60_000);
  expect(walk().at).toBe(29);
});

it('stops at the end, and begins anew', () => {
  begin(5);
  patchWalk({ speed: 100 });
  tell(0, 5);
  tick(400);
  expect(walk()).toMatchObject({ at: 4, playing: false });
  expect(waiting).toBeNull();
  patchWalk({ playing: true });
  expect(walk()).toMatchObject({ at: 0, playing: true });
  expect(registry.walkers!.x[0]).toBe(0);
  expect(waiting).not.toBeNull();
});

it('takes what was cancelled as the whole', () => {
  begin();
  tell(0, 10);
  player.ends();
  expect(walk().frames).toBe(10);
  tick(500);
  expect(walk()).toMatchObject({ at: 9, playing: false });
});

it('draws anew where the playhead or the colours change, and says so to the map', () => {
  begin();
  tell(0, 10);
  patchWalk({ playing: false });
  const before = registry.walkers;
  const { drawn } = walk();
  patchWalk({ recorded: 10 });
  expect(registry.walkers).toBe(before);
  patchWalk({ colourBy: 'profile', at: 3 });
  expect(registry.walkers).toMatchObject({ colourBy: 'profile' });
  expect(registry.walkers!.x[0]).toBe(3);
  expect(walk().drawn).toBe(drawn + 1);
});

it('takes users off the map when told to, and with another city', () => {
  begin();
  tell(0, 10);
  showWalk(false);
  expect(registry.walkers).toBeNull();
  expect(walk()).toMatchObject({ shown: false, playing: false, wanted: false });
  showWalk(true);
  expect(registry.walkers).not.toBeNull();
  const { history } = studioStore.getState();
  studioStore.setState({ history: { ...history, project: { ...history.project, sceneId: 'another' } } });
  expect(registry.walkers).toBeNull();
  expect(walk()).toMatchObject({ shown: false, recorded: 0 });
  expect(player.record).toBeNull();
});

it('stands still for who asked for less motion', () => {
  calm = true;
  begin();
  tell(0, 10);
  expect(walk()).toMatchObject({ shown: true, playing: false, at: 0 });
  expect(waiting).toBeNull();
});
