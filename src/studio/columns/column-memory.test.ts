import { describe, expect, it } from 'vitest';
import type { PageMemory } from '../../io/storage/page-memory.ts';
import { answersOfNames, recallColumns, rememberColumns, withAnswer } from './column-memory.ts';

function memory(kept: string | null = null): PageMemory & { text(): string | null } {
  let text = kept;
  return {
    read: () => text,
    write: (_, written) => {
      text = written;
    },
    text: () => text,
  };
}

const answer = (rsrp: string, ...header: readonly string[]) => ({
  mapping: { position: { kind: 'local', x: 'a', y: 'b' }, rsrp } as const,
  header,
});

describe('what was said of columns', () => {
  it('is remembered by their names, the last answer in place of an earlier one', () => {
    const page = memory();
    expect(recallColumns(page)).toEqual([]);
    rememberColumns(page, answer('c', 'a', 'b', 'c'));
    rememberColumns(page, answer('e', 'a', 'b', 'e'));
    rememberColumns(page, answer('a', 'c', 'b', 'a'));
    expect(recallColumns(page)).toEqual([answer('a', 'c', 'b', 'a'), answer('e', 'a', 'b', 'e')]);
  });

  it('keeps the last forty', () => {
    const page = memory();
    for (let i = 0; i < 45; i++) rememberColumns(page, answer('c', 'a', 'b', 'c', `${i}`));
    const kept = recallColumns(page);
    expect(kept).toHaveLength(40);
    expect([kept[0]?.header?.[3], kept[39]?.header?.[3]]).toEqual(['44', '5']);
  });

  it('that is damaged is no answer', () => {
    expect(recallColumns(memory('{'))).toEqual([]);
    expect(recallColumns(memory('{}'))).toEqual([]);
    const sound = '{"position":{"kind":"local","x":"a","y":"b"},"rsrp":"c","header":["a","b","c"]}';
    expect(recallColumns(memory(`[null,{"rsrp":"c"},${sound}]`))).toEqual([answer('c', 'a', 'b', 'c')]);
  });

  it('of columns without names holds for its drop alone', () => {
    const bare = answer('column 3', 'column 1', 'column 2', 'column 3');
    const named = answer('c', 'a', 'b', 'c');
    expect(answersOfNames([bare, named, { mapping: named.mapping }])).toEqual([named]);
    expect(withAnswer([named], bare)).toEqual([bare, named]);
  });
});
