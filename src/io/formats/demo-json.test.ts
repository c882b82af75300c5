import { expect, it } from 'vitest';
import { readDemoJson } from './demo-json.ts';

const read = (text: string) => readDemoJson('project.json', new TextEncoder().encode(text));

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
  ['{', 'project.json is not valid JSON'],
  ['[]', 'it must be an object'],
  ['{"scene":"synthetic:7"}', 'project.json: "name" is missing'],
  ['{"name":"","scene":"synthetic:7","sites":"s.csv"}', '"name" is ""'],
  ['{"name":"R","scene":"munich.zip","sites":"s.csv"}', 'synthetic:<seed>'],
  ['{"name":"R","scene":"synthetic:7","sites":3}', '"sites" is 3'],
  ['{"name":"R","scene":"synthetic:7","sites":"s.csv","measurements":null}', '"measurements" is null'],
])('says what is wrong with %s', (text, words) => {
  expect(() => read(text)).toThrow(words);
});
