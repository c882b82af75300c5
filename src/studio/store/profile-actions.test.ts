import { afterEach, describe, expect, it } from 'vitest';
import { takeTool } from './editing-actions.ts';
import { addProfilePoint, drawProfile, finishProfile, PROFILE_TAB } from './profile-actions.ts';
import { INITIAL_PROFILE } from './profile-state.ts';
import { studioStore } from './studio-store.ts';

const OUTLINE = { kind: 'draw-building', shape: 'outline' } as const;
const state = () => studioStore.getState();

afterEach(() => studioStore.setState(studioStore.getInitialState()));

describe('the hand on the map', () => {
  it('puts a tool away when a line is begun', () => {
    takeTool(OUTLINE);
    drawProfile();
    expect(state().editing.tool).toBeNull();
    expect(state().profile.drawing).toBe(true);
  });

  it('ends a line when a tool is taken, and keeps what is one', () => {
    const dock = state().dock;
    drawProfile();
    addProfilePoint({ x: 1, y: 2 }, 'A');
    takeTool(OUTLINE);
    expect(state().profile).toEqual(INITIAL_PROFILE);

    drawProfile();
    addProfilePoint({ x: 1, y: 2 }, 'A');
    addProfilePoint({ x: 5, y: 2 }, null);
    takeTool(OUTLINE);
    expect(state().profile).toMatchObject({ drawing: false, sectorId: 'A', points: [{ x: 1 }, { x: 5 }] });
    expect(state()).toMatchObject({ editing: { tool: OUTLINE }, dock });
  });

  it('goes on with the line where a tool is put away', () => {
    drawProfile();
    takeTool(null);
    expect(state().profile.drawing).toBe(true);
  });
});

it('shows a finished line in the dock, and gives up less than one', () => {
  const tab = state().dock.tab;
  drawProfile();
  addProfilePoint({ x: 1, y: 2 }, null);
  finishProfile();
  expect(state()).toMatchObject({ profile: INITIAL_PROFILE, dock: { tab } });
  drawProfile();
  addProfilePoint({ x: 1, y: 2 }, null);
  addProfilePoint({ x: 5, y: 2 }, null);
  finishProfile();
  expect(state()).toMatchObject({ profile: { drawing: false }, dock: { open: true, tab: PROFILE_TAB } });
});
