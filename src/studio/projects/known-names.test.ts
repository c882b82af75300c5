import { expect, it } from 'vitest';
import { KnownNames } from './known-names.ts';

function memory(text: string | null = null) {
  return {
    read: () => text,
    write: (_: string, now: string) => {
      text = now;
    },
  };
}

it('tells what was there and is no longer, once', () => {
  const names = new KnownNames(memory());
  names.add('a', 'Town');
  names.add('b', 'City');
  names.add('b', 'City, new');
  expect(names.missing([{ id: 'a', name: 'Town' }])).toEqual(['City, new']);
  expect(names.missing([{ id: 'a', name: 'Town' }])).toEqual([]);
  names.note([{ id: 'c', name: 'Village' }]);
  expect(names.missing([])).toEqual(['Village']);
});

it('takes no notice of what is none of its own', () => {
  for (const text of ['no JSON', 'null', '[1]', '{"a":7}'])
    expect(new KnownNames(memory(text)).missing([])).toEqual([]);
});
