import { describe, expect, it } from 'vitest';
import type { EditedBuilding } from '../../scene/building-edits.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { Random } from '../../units/random.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { applyEdit, type Edit } from './edit.ts';
import { commit, endGesture, redo, startHistory, takeBackGesture, travel, undo } from './history.ts';

const IDS = { a: 'Mast A', b: 'Mast B' };

const SHED: EditedBuilding = {
  outer: [0, 0, 9, 0, 9, 6, 0, 6],
  holes: [],
  heightM: 7.5,
  wallMaterial: 'brick',
  roofMaterial: 'metal',
};

function project(): ProjectDocument {
  return {
    ...EMPTY_PROJECT,
    sceneId: 'scene-1',
    sites: [{ id: 'Mast', name: 'Mast' }],
    sectors: [sectorSettings(IDS.a), sectorSettings(IDS.b)],
  };
}

function move(x: number): Edit {
  return { kind: 'patch-sectors', label: 'Move', patches: { [IDS.a]: { x } } };
}

function drawEdit(random: Random, { sites, sectors, settings }: ProjectDocument): Edit {
  const label = 'Any';
  const id = random.pick(['b1', 'b2', 'b3']);
  const sector = sectors.length > 0 ? random.pick(sectors) : null;
  switch (random.below(6)) {
    case 0:
      return { kind: 'edit-buildings', label, buildings: { [id]: { ...SHED, heightM: 1 + random.below(50) } } };
    case 1:
      return { kind: 'edit-buildings', label, buildings: { [id]: random.pick([null, 'as-opened'] as const) } };
    case 2:
      return { kind: 'patch-settings', label, patch: { maxDepth: random.below(6), cellSizeM: settings.cellSizeM } };
    case 3:
      return { kind: 'replace-sites', label, sites, sectors: sectors.filter((s) => s !== sector) };
    case 4:
      return {
        kind: 'replace-sites',
        label,
        sites,
        sectors: [...sectors, sectorSettings(`Mast ${random.bits()}`)],
      };
    default:
      if (!sector) return { kind: 'set-measurements', label, measurementId: String(random.bits()) };
      return { kind: 'patch-sectors', label, patches: { [sector.id]: { [random.pick(['x', 'y'])]: random.unit() } } };
  }
}

describe('an edit', () => {
  const edits: readonly Edit[] = [
    move(99),
    { kind: 'replace-sites', label: 'Open sites', sites: [], sectors: [] },
    { kind: 'patch-settings', label: 'Depth', patch: { maxDepth: 2, reflection: false } },
    { kind: 'patch-settings', label: 'Change engine', patch: { engine: 'model:unet' } },
    { kind: 'set-measurements', label: 'Open drive', measurementId: 'm1' },
    {
      kind: 'set-materials',
      label: 'Change glass',
      materials: { glass: { relativePermittivity: 5, conductivitySm: 0.01, reflectionLossDb: 3 } },
    },
    {
      kind: 'calibrate',
      label: 'Accept A',
      patches: { [IDS.a]: { azimuthDeg: 77, pattern: 'a · calibrated', lossesDb: -2 } },
      materials: { concrete: { relativePermittivity: 6, conductivitySm: 0.2 } },
    },
    { kind: 'edit-buildings', label: 'Raise b1', buildings: { b1: SHED, b2: null } },
    { kind: 'rename', label: 'Rename', name: 'Old town' },
    { kind: 'replace-project', label: 'Open city', project: { ...EMPTY_PROJECT, name: 'Other' } },
  ];
  it.each(edits.map((edit) => [edit.kind, edit] as const))('of kind %s is taken back by its inverse', (_, edit) => {
    const start = project();
    const there = applyEdit(start, edit);
    expect(there.project).not.toEqual(start);
    const back = applyEdit(there.project, there.inverse);
    expect(back.project).toEqual(start);
    expect(applyEdit(back.project, back.inverse).project).toEqual(there.project);
  });

  it('of buildings lies over those before it and is gone with the last of them', () => {
    const raise = (id: string, heightM: number): Edit => ({
      kind: 'edit-buildings',
      label: 'Raise',
      buildings: { [id]: { ...SHED, heightM } },
    });
    const one = applyEdit(project(), raise('b1', 8));
    const two = applyEdit(one.project, raise('b2', 9));
    const both = applyEdit(two.project, raise('b1', 10));
    expect(both.project.buildingEdits).toEqual({ b1: { ...SHED, heightM: 10 }, b2: { ...SHED, heightM: 9 } });
    const ids = [project(), one.project, two.project, both.project].map((p) => p.sceneId);
    expect(new Set(ids).size).toBe(4);
    expect(applyEdit(both.project, both.inverse).project).toEqual(two.project);
    const opened: Edit = {
      kind: 'edit-buildings',
      label: 'As opened',
      buildings: { b1: 'as-opened', b2: 'as-opened' },
    };
    expect(applyEdit(both.project, opened).project).toEqual(project());
  });

  it('leaves sectors that it does not name as they are', () => {
    const start = project();
    const { sectors } = applyEdit(start, move(99)).project;
    expect(sectors[1]).toBe(start.sectors[1]);
  });

  it('refuses a sector that the project lacks', () => {
    expect(() => applyEdit(project(), { kind: 'patch-sectors', label: 'Move', patches: { ghost: { x: 1 } } })).toThrow(
      'ghost',
    );
  });
});

describe('history', () => {
  it('takes back any run of edits, however its gestures fall, and does it again', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Random(seed);
      let history = startHistory(project());
      for (let step = 0; step < 30; step++) {
        history = commit(history, drawEdit(random, history.project), random.chance(0.5) ? 'hand' : null);
        if (random.chance(0.3)) history = endGesture(history);
        if (random.chance(0.2)) history = undo(history);
      }
      const end = history.project;
      const steps = history.undoable.length;
      for (let i = 0; i < steps; i++) history = undo(history);
      expect(history.project).toEqual(project());
      for (let i = 0; i < steps; i++) history = redo(history);
      expect(history.project).toEqual(end);
    }
  });

  it('undoes and redoes step by step without a limit', () => {
    let history = startHistory(project());
    for (let x = 1; x <= 500; x++) history = commit(history, move(x));
    expect(history.undoable).toHaveLength(500);
    for (let i = 0; i < 500; i++) history = undo(history);
    expect(history.project).toEqual(project());
    for (let i = 0; i < 500; i++) history = redo(history);
    expect(history.project.sectors[0]?.x).toBe(500);
  });

  it('makes one step of a whole drag', () => {
    let history = startHistory(project());
    for (let x = 11; x <= 400; x++) history = commit(history, move(x), 'drag-1');
    expect(history.undoable).toHaveLength(1);
    expect(history.undoable[0]?.inverses).toHaveLength(1);
    history = undo(history);
    expect(history.project).toEqual(project());
    expect(redo(history).project.sectors[0]?.x).toBe(400);
  });

  it('makes one step of a whole drag of a material, and another of the next', () => {
    const glass = (relativePermittivity: number): Edit => ({
      kind: 'set-materials',
      label: 'Change glass',
      materials: { glass: { relativePermittivity, conductivitySm: 0.01 } },
    });
    let history = commit(startHistory(project()), glass(2), 'glass');
    for (let step = 3; step < 40; step++) history = commit(history, glass(step), 'glass');
    expect(history.undoable[0]?.inverses).toHaveLength(1);
    history = commit(endGesture(history), glass(7), 'glass');
    expect(history.undoable).toHaveLength(2);
    history = undo(history);
    expect(history.project.materials.glass?.relativePermittivity).toBe(39);
    expect(undo(history).project).toEqual(project());
    expect(redo(undo(history)).project.materials.glass?.relativePermittivity).toBe(39);
  });

  it('keeps two gestures of one name apart once the first has ended', () => {
    let history = commit(startHistory(project()), move(50), 'field-x');
    history = commit(endGesture(history), move(60), 'field-x');
    expect(history.undoable).toHaveLength(2);
    expect(undo(history).project.sectors[0]?.x).toBe(50);
  });

  it('takes back different fields of one gesture together', () => {
    let history = commit(startHistory(project()), move(50), 'g');
    history = commit(history, { kind: 'patch-sectors', label: 'Move', patches: { [IDS.b]: { y: 7 } } }, 'g');
    expect(history.undoable).toHaveLength(1);
    const back = undo(history);
    expect(back.project).toEqual(project());
    expect(redo(back).project.sectors.map((s) => [s.x, s.y])).toEqual([
      [50, 20],
      [10, 7],
    ]);
  });

  it('goes back and forth to any step', () => {
    let history = startHistory(project());
    for (let x = 1; x <= 9; x++) history = commit(history, move(x));
    const at = (done: number) => travel(history, done).project.sectors[0]?.x;
    expect([0, 1, 4, 9, 12, -3].map(at)).toEqual([10, 1, 4, 9, 9, 10]);
    const back = travel(history, 3);
    expect([back.undoable.length, back.redoable.length]).toEqual([3, 6]);
    expect(travel(back, 9).project).toEqual(history.project);
    expect(travel(history, 9)).toBe(history);
  });

  it('forgets what could be redone when a new edit comes', () => {
    const history = commit(undo(commit(startHistory(project()), move(50))), move(70));
    expect(history.redoable).toHaveLength(0);
    expect(redo(history)).toBe(history);
  });
});

describe('takeBackGesture', () => {
  it('leaves no trace of a gesture that was not meant, and nothing to redo', () => {
    const before = commit(startHistory(project()), move(1));
    const dragged = commit(commit(before, move(5), 'drag-1'), move(9), 'drag-1');
    const after = takeBackGesture(dragged, 'drag-1');
    expect(after).toEqual({ ...before, project: expect.anything() });
    expect(after.project.sectors[0]?.x).toBe(1);
  });

  it('leaves alone what other gestures did, and one that has ended', () => {
    const dragged = commit(startHistory(project()), move(5), 'drag-1');
    expect(takeBackGesture(dragged, 'drag-2')).toBe(dragged);
    const ended = endGesture(dragged);
    expect(takeBackGesture(ended, 'drag-1')).toBe(ended);
  });
});
