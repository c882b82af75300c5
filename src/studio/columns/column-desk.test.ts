import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredMapping } from '../../io/measurements/mapping-json.ts';
import type { PageMemory } from '../../io/storage/page-memory.ts';
import type { NamedBytes, OpenedFile, Outcome } from '../../worker/engine-protocol.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { openDialog } from '../store/view-actions.ts';
import { ColumnDesk, type TableEngine } from './column-desk.ts';

const WALK = { name: 'walk.csv', key: 'walkwalk', bytes: 3 };
const columnsOf = ({ bytes }: NamedBytes) => new TextDecoder().decode(bytes).split(',');
const file = (name: string, columns: string) => [{ name, bytes: new TextEncoder().encode(columns) }];
const answer: StoredMapping = {
  mapping: { position: { kind: 'local', x: 'a', y: 'b' }, rsrp: 'c' },
  header: ['a', 'b', 'c'],
};

/** Reads tables of columns that were told, and asks for all others. */
class FakeEngine implements TableEngine {
  asked = 0;
  readonly opened: string[] = [];
  async openFiles([table]: readonly NamedBytes[], _: string | null, mappings: readonly StoredMapping[]) {
    const columns = columnsOf(table!).join();
    const known = mappings.find(({ header }) => header?.join() === columns);
    if (!known) return { ok: false, code: 'bad-input', message: 'columns?', columnsUnknown: true } as const;
    this.opened.push(`${table?.name} by ${known.mapping.rsrp}`);
    const value = { kind: 'measurements', source: { kind: 'files', files: [WALK], mappings: [known] } };
    return { ok: true, value: value as never } satisfies Outcome<OpenedFile>;
  }
  async askColumns([table]: readonly NamedBytes[]) {
    this.asked++;
    return { ok: true, value: { name: table!.name, columns: columnsOf(table!) } as never } as const;
  }
  async ledgerCsv() {
    return { ok: true, value: new Uint8Array(1) } as const;
  }
}

function memory(): PageMemory {
  const kept = new Map<string, string>();
  return { read: (key) => kept.get(key) ?? null, write: (key, text) => void kept.set(key, text) };
}

async function untilAsked(): Promise<void> {
  for (let i = 0; i < 20 && studioStore.getState().columnQuestion === null; i++) await Promise.resolve();
  expect(studioStore.getState().dialog).toBe('columns');
}

describe('columns that a person is asked about', () => {
  let engine: FakeEngine;
  let page: PageMemory;
  const registry = createRegistry();
  const taken: string[] = [];
  const desk = () => new ColumnDesk(engine, registry, page, (_, __, name) => taken.push(name));
  beforeEach(() => {
    engine = new FakeEngine();
    page = memory();
    studioStore.setState({ dialog: null, columnQuestion: null });
  });

  it('are asked once in a drop, and never again', async () => {
    const one = desk();
    const drop = one.startDrop();
    const opening = one.open(file('one.csv', 'a,b,c'), drop, true);
    await untilAsked();
    one.answer(answer);
    expect((await opening).ok).toBe(true);
    expect(studioStore.getState()).toMatchObject({ dialog: null, columnQuestion: null });
    expect((await one.open(file('two.csv', 'a,b,c'), drop, true)).ok).toBe(true);
    const later = desk();
    expect((await later.open(file('three.csv', 'a,b,c'), later.startDrop(), true)).ok).toBe(true);
    expect([engine.asked, engine.opened]).toEqual([1, ['one.csv by c', 'two.csv by c', 'three.csv by c']]);
  });

  it('are not asked again in a drop where nobody wanted to say, nor where nobody is there', async () => {
    const one = desk();
    const drop = one.startDrop();
    const opening = one.open(file('one.csv', 'a,b,c'), drop, true);
    await untilAsked();
    openDialog('palette');
    expect(await opening).toMatchObject({ ok: false, code: 'aborted', message: 'columns?' });
    expect(await one.open(file('two.csv', 'c,b,a'), drop, true)).toMatchObject({ ok: false, code: 'aborted' });
    expect(await one.open(file('two.csv', 'a,b,c'), one.startDrop(), false)).toMatchObject({ code: 'bad-input' });
    expect([engine.opened, studioStore.getState().columnQuestion]).toEqual([[], null]);
  });

  it('are asked again once the answer is forgotten, for them alone', async () => {
    const other: StoredMapping = { ...answer, header: ['d', 'e', 'f'] };
    page.write(
      'boresight-columns',
      JSON.stringify([answer, other].map(({ mapping, header }) => ({ ...mapping, header }))),
    );
    const one = desk();
    expect([one.remembered, one.remembers(['c', 'a', 'b']), one.remembers(['a'])]).toEqual([2, true, false]);
    one.forget(['a', 'b', 'c']);
    expect([one.remembered, one.startDrop().known.map(({ header }) => header)]).toEqual([1, [['d', 'e', 'f']]]);
    one.forget();
    expect(one.remembered).toBe(0);
  });

  it('that have no names are asked again in the next drop', async () => {
    const one = desk();
    const drop = one.startDrop();
    const opening = one.open(file('one.csv', 'column 1,column 2,column 3'), drop, true);
    await untilAsked();
    one.answer({ ...answer, header: ['column 1', 'column 2', 'column 3'] });
    expect((await opening).ok).toBe(true);
    expect(drop.known).toHaveLength(1);
    expect(one.startDrop().known).toEqual([]);
  });

  it('are asked anew of the measurements in hand, which are read again', async () => {
    studioStore.setState(({ history }) => ({
      history: { ...history, project: { ...currentProject(), measurementId: 'measured' } },
    }));
    registry.sources.set('measured', { kind: 'files', files: [WALK], mappings: [answer] });
    await desk().change();
    expect(studioStore.getState().notices.at(-1)?.message).toMatch(/not at hand any more/);
    registry.files.set(WALK.key, new Blob(['a,b,c']));
    const one = desk();
    const changing = one.change();
    await new Promise((resolve) => setTimeout(resolve));
    await untilAsked();
    one.answer({ ...answer, mapping: { ...answer.mapping, rsrp: 'b' } });
    await changing;
    expect([engine.opened, taken]).toEqual([['walk.csv by b'], ['walk.csv']]);
  });
});
