import { describe, expect, it } from 'vitest';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { Edit } from '../commands/edit.ts';
import { commit, type History, redo, startHistory, undo } from '../commands/history.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { restoredHistory, sourcesOfSteps, stepsWithin } from './saved-history.ts';

const PROJECT: ProjectDocument = {
  ...EMPTY_PROJECT,
  id: 'a',
  sites: [{ id: 'Mast', name: 'Mast' }],
  sectors: [sectorSettings('M1')],
};
const move = (x: number): Edit => ({ kind: 'patch-sectors', label: 'Move', patches: { M1: { x } } });
const open = (project: ProjectDocument): Edit => ({ kind: 'replace-project', label: 'Open', project });
const moved = (history: History, ...xs: number[]) => xs.reduce((h, x) => commit(h, move(x)), history);
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('the steps of a project', () => {
  it('come back with it, each way', () => {
    let history = undo(moved(startHistory(PROJECT), 1, 2, 3));
    history = restoredHistory(asJson(history.project), asJson(stepsWithin(history)));
    expect(history.undoable).toHaveLength(2);
    expect(undo(undo(history)).project).toEqual(PROJECT);
    expect(redo(history).project.sectors[0]?.x).toBe(3);
  });

  it('end where another project begins, before and after', () => {
    const other = { ...PROJECT, id: 'b' };
    let history = moved(startHistory(PROJECT), 1, 2);
    history = moved(commit(history, open(other)), 3);
    expect(stepsWithin(history).undoable).toHaveLength(1);
    const back = undo(undo(undo(history)));
    expect(back.project.id).toBe('a');
    const steps = stepsWithin(back);
    expect([steps.undoable.length, steps.redoable.length]).toEqual([1, 1]);
    expect(restoredHistory(back.project, asJson(steps)).redoable).toHaveLength(1);
  });

  it('are the last two hundred', () => {
    const steps = stepsWithin(moved(startHistory(PROJECT), ...Array.from({ length: 300 }, (_, i) => i)));
    expect(steps.undoable).toHaveLength(200);
    expect(JSON.stringify(steps.undoable.at(-1))).toContain('298');
  });

  it('name the measurements and terrains that they bring back', () => {
    const set = (measurementId: string | null): Edit => ({ kind: 'set-measurements', label: 'Open', measurementId });
    const history = undo(commit(commit(startHistory(PROJECT), set('first')), set('second')));
    expect(sourcesOfSteps(stepsWithin(history))).toEqual(['second']);
    const lay = (terrainId: string | null): Edit => ({ kind: 'set-terrain', label: 'Lay', terrainId });
    const placed = startHistory({ ...PROJECT, sceneId: 'scene-1' });
    const laid = commit(commit(placed, lay('hills')), lay(null));
    expect(sourcesOfSteps(stepsWithin(laid))).toEqual(['hills']);
  });

  it('are given up where one of them does not fit', () => {
    const steps = asJson(stepsWithin(moved(startHistory(PROJECT), 1, 2)));
    const bare = startHistory(PROJECT);
    const broken = [
      null,
      { undoable: 'many' },
      { ...steps, undoable: [{ label: 'Move', gesture: null, inverses: [{ kind: 'from tomorrow' }] }] },
      {
        ...steps,
        undoable: [{ label: 'Move', gesture: null, inverses: [{ ...move(1), patches: { gone: { x: 1 } } }] }],
      },
      { ...steps, undoable: [{ label: 'Open', gesture: null, inverses: [open({ id: 'a' } as ProjectDocument)] }] },
    ];
    for (const json of broken) expect(restoredHistory(PROJECT, json)).toEqual(bare);
  });
});
