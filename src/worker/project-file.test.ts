import { expect, it } from 'vitest';
import { readProjectFile } from './project-file.ts';

const read = (text: string) => readProjectFile(new TextEncoder().encode(text), 'project.json');

it('reads name, city and the files beside it', () => {
  expect(read('{"name":"Riverside","scene":"synthetic:7","sites":"s.csv","measurements":"d.csv"}')).toEqual({
    name: 'Riverside',
    citySeed: 7,
    sites: 's.csv',
    measurements: 'd.csv',
  });
  expect(read('{"name":"R","scene":"synthetic:0","sites":"s.csv"}').measurements).toBeNull();
});

it.each([
  ['{', 'not JSON'],
  ['{"scene":"synthetic:7"}', '"name"'],
  ['{"name":"R","scene":"munich.zip","sites":"s.csv"}', 'synthetic:<seed>'],
  ['{"name":"R","scene":"synthetic:7","sites":3}', '"sites"'],
])('says what is wrong with %s', (text, words) => {
  expect(() => read(text)).toThrow(words);
});
