import { expect, it } from 'vitest';
import { fileNameOf } from './file-name.ts';

it.each([
  ['Riverside', 'Riverside'],
  ['Åbo: north/south\n(2nd)', 'Åbo north south (2nd)'],
  ['../../etc/passwd', 'etc passwd'],
  ['.hidden. ', 'hidden'],
  ['???', 'city'],
  ['...', 'city'],
])('makes a name of %j', (name, expected) => {
  expect(fileNameOf(name, 'city')).toBe(expected);
});

it('cuts between letters', () => {
  const name = fileNameOf('𠮷'.repeat(100), 'city');
  expect(name).toBe('𠮷'.repeat(80));
});
