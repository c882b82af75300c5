import { describe, expect, it } from 'vitest';
import { choiceOption, finiteNumber, numberOption, numbersOption, parseArguments, suggestion } from './arguments.ts';

const table = {
  tx: { value: 'x,y,z', help: '' },
  'cell-size': { value: 'M', help: '' },
  'no-los': { help: '' },
  engine: { value: 'NAME', help: '' },
};
const parse = (...words: string[]) => parseArguments('predict', words, table);

describe('parseArguments', () => {
  it('takes the word after an option as its value even where it begins with a minus', () => {
    expect(parse('--tx', '-33,11,32', '--json').given).toEqual(
      new Map([
        ['tx', '-33,11,32'],
        ['json', ''],
      ]),
    );
  });

  it('takes a value after an equals sign', () => {
    expect(parse('--cell-size=2').given.get('cell-size')).toBe('2');
  });

  it.each([
    [['--cel-size', '5'], /unknown option --cel-size; did you mean --cell-size\?/],
    [['--constructor', '5'], /unknown option --constructor/],
    [['--cell-size'], /--cell-size needs a value \(M\)/],
    [['--cell-size', '--json'], /--cell-size needs a value/],
    [['--no-los=1'], /takes no value/],
    [['--tx', '1,2,3', '--tx', '1,2,3'], /given twice/],
    [['scene.xml'], /"scene.xml" is not an option/],
  ])('refuses %j', (words, message) => {
    expect(() => parse(...words)).toThrow(message);
  });
});

describe('numbers', () => {
  const size = { unit: 'm', min: 0, exclusiveMin: true, max: 1000, example: '5' };

  it.each(['0', '-1', 'nan', 'Infinity', '1e999', '0x10', '5 m', '1001', ''])('refuses a cell size of %j', (text) => {
    const args = { command: 'predict', given: new Map([['cell-size', text]]) };
    expect(() => numberOption(args, 'cell-size', 5, size)).toThrow(
      `--cell-size ${text}: must be a number [m] above 0 and at most 1000, e.g. --cell-size 5`,
    );
  });

  it('reads decimals and exponents, and falls back where nothing was given', () => {
    expect(finiteNumber('3.5e9')).toBe(3.5e9);
    expect(finiteNumber('-.5')).toBe(-0.5);
    expect(numberOption(parse(), 'cell-size', 5, size)).toBe(5);
    expect(numberOption(parse('--cell-size', '0.5'), 'cell-size', 5, size)).toBe(0.5);
  });

  it('names the part of a list that is wrong', () => {
    const read = (text: string) => numbersOption(parse('--tx', text), 'tx', ['x', 'y', 'z'], '0,0,40');
    expect(read('-1,2.5,3')).toEqual([-1, 2.5, 3]);
    expect(() => read('0,0')).toThrow(/has 2 parts: must be 3 numbers x,y,z .* e\.g\. --tx 0,0,40/);
    expect(() => read('0,0,nan')).toThrow(/z is "nan", not a finite number/);
  });

  it('suggests the nearest word of a choice', () => {
    expect(() => choiceOption(parse('--engine', 'swep'), 'engine', 'sweep', ['sweep', 'reference'])).toThrow(
      /must be one of sweep, reference; did you mean sweep\?/,
    );
    expect(suggestion('zzzzzz', ['sweep'])).toBe('');
  });
});
