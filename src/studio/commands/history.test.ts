import { describe, expect, it } from 'vitest';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { applyEdit, type Edit } from './edit.ts';
import { commit, endGesture, redo, startHistory, undo } from './history.ts';

const IDS = { a: 'Mast A', b: 'Mast B' };

function project(): ProjectDocument {
  return {
    ...EMPTY_PROJECT,
    sites: [{ id: 'Mast', name: 'Mast' }],
    sectors: [sectorSettings(IDS.a), sectorSettings(IDS.b)],
  };
}

function move(x: number): Edit {
  return { kind: 'patch-sectors', label: 'Move', patches: { [IDS.a]: { x } } };
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

  it('forgets what could be redone when a new edit comes', () => {
    const history = commit(undo(commit(startHistory(project()), move(50))), move(70));
    expect(history.redoable).toHaveLength(0);
    expect(redo(history)).toBe(history);
  });
});
