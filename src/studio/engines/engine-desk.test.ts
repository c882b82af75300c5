import { beforeEach, describe, expect, it } from 'vitest';
import { modelFacts } from '../../testing/model-facts.ts';
import type { EngineName, ModelFacts, ModelsView, Outcome, SectorMap } from '../../worker/engine-protocol.ts';
import { startHistory } from '../commands/history.ts';
import { undoEdit } from '../commands/project-commands.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import { EngineDesk } from './engine-desk.ts';

const MODEL: EngineName = 'model:unet';
const refusal: Outcome<SectorMap> = { ok: false, code: 'bad-input', message: 'model-256.onnx is a web page.' };

function solved(...warnings: string[]): Outcome<SectorMap> {
  return { ok: true, value: { stats: { warnings } } as unknown as SectorMap };
}

describe('the engine desk', () => {
  let facts: ModelFacts;
  let asked: number;
  let retried: (readonly [EngineName, boolean])[];
  let desk: EngineDesk;
  const engine = () => currentProject().settings.engine;
  const notices = () => studioStore.getState().notices.map(({ title, message }) => `${title}: ${message}`);

  beforeEach(() => {
    facts = modelFacts({ id: 'unet', name: 'U-Net' });
    asked = 0;
    retried = [];
    studioStore.setState({ history: startHistory(EMPTY_PROJECT), models: [], notices: [], swipe: null });
    const lister = {
      models: async (): Promise<Outcome<ModelsView>> => {
        asked++;
        return { ok: true, value: { models: [facts], problem: null } };
      },
    };
    desk = new EngineDesk(lister, (name, another) => retried.push([name, another]));
  });

  it('changes the engine in one edit that undo takes back, and tries again what was refused', () => {
    desk.choose(MODEL);
    desk.choose(MODEL);
    expect(engine()).toBe(MODEL);
    expect(retried).toEqual([[MODEL, false]]);
    expect(studioStore.getState().history.undoable.map(({ label }) => label)).toEqual(['Change engine']);
    undoEdit();
    expect(engine()).toBe('auto');
  });

  it('keeps two sides where the engine of the second is chosen', () => {
    studioStore.setState({
      swipe: { mode: 'swipe', at: 0.5, first: { kind: 'now' }, second: { kind: 'engine', engine: MODEL } },
    });
    desk.choose(MODEL);
    expect(studioStore.getState().swipe?.second).toEqual({ kind: 'engine', engine: 'auto' });
  });

  it('gives way to the engine before when a model is refused, and says why', async () => {
    desk.choose(MODEL);
    facts = { ...facts, state: 'refused', refusal: 'model-256.onnx is a web page.' };
    await desk.ended(MODEL, refusal);
    expect(engine()).toBe('auto');
    expect(studioStore.getState().history.undoable).toHaveLength(0);
    expect(notices()).toEqual(['U-Net cannot be used: model-256.onnx is a web page.']);
    expect(studioStore.getState().models[0]?.state).toBe('refused');
  });

  it('keeps later edits when it takes a refused model away', async () => {
    desk.choose(MODEL);
    studioStore.setState(({ history }) => ({ history: { ...history, undoable: [] } }));
    facts = { ...facts, state: 'refused' };
    await desk.ended(MODEL, refusal);
    expect(engine()).toBe('auto');
  });

  it('leaves the engine where a sector alone was refused, a solve was cancelled, or a map that is compared failed', async () => {
    desk.choose(MODEL);
    await desk.ended(MODEL, refusal);
    await desk.ended(MODEL, { ok: false, code: 'aborted', message: 'cancelled' });
    facts = { ...facts, state: 'refused' };
    await desk.endedCompared(MODEL, refusal);
    expect(engine()).toBe(MODEL);
    expect(notices()).toEqual([]);
  });

  it('asks for the state of models only when it may have changed', async () => {
    await desk.ended('sweep', solved());
    expect(asked).toBe(0);
    facts = { ...facts, state: 'ready' };
    await desk.ended(MODEL, solved());
    await desk.ended(MODEL, solved());
    expect(asked).toBe(1);
  });

  it('tells once what a model is asked beyond its training, whatever the numbers', async () => {
    facts = { ...facts, state: 'ready' };
    await desk.ended(MODEL, solved('Distance 1200 m lies outside.', 'Cells of 20 m lie outside.'));
    await desk.ended(MODEL, solved('Distance 900 m lies outside.'));
    await desk.endedCompared(MODEL, solved('Cells of 20 m lie outside.'));
    expect(notices()).toEqual(['U-Net is asked beyond its training: Distance 1200 m lies outside.']);
    expect(studioStore.getState().notices[0]?.details).toEqual(['Cells of 20 m lie outside.']);
  });

  it('voids the maps of a model that another one takes the name of', async () => {
    await desk.added('unet');
    expect(retried).toEqual([[MODEL, true]]);
    expect(studioStore.getState().models).toEqual([facts]);
  });
});
