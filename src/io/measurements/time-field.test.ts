import { describe, expect, it } from 'vitest';
import { timeMsOf } from './time-field.ts';

const noon = Date.UTC(2024, 4, 7, 12, 34, 56);

describe('times of loggers', () => {
  it.each([
    ['2024-05-07 12:34:56', noon],
    ['2024-05-07T12:34:56Z', noon],
    ['2024.05.07_12.34.56', noon],
    ['2024/5/7 12:34:56.250', noon + 250],
    ['2024-05-07T14:34:56+02:00', noon],
    ['2024-05-07 02:34:56 PM', noon + 2 * 3600_000],
    ['07.05.2024 12:34:56', noon],
    ['20240507123456', noon],
    ['2024-05-31 23:59:59', Date.UTC(2024, 4, 31, 23, 59, 59)],
    ['1715085296', noon],
    ['1715085296.5', noon + 500],
    ['1715085296000', noon],
    ['1715085296000000', noon],
    ['1715085296000000000', noon],
  ])('%s', (text, ms) => {
    expect(timeMsOf(text, 'Z')).toBe(ms);
  });

  it.each([
    '',
    '2024-13-07 12:34:56',
    '2024-02-30 12:34:56',
    '2024-05-07 25:00:00',
    '05/07/2024 12:00',
    '12:34:56',
    'noon',
    '2024-05-07x12:34:56',
  ])('takes %j for none', (text) => {
    expect(timeMsOf(text, 'Z')).toBeNaN();
  });

  it('reads a time without a zone by the clock that is given', () => {
    expect(timeMsOf('2024-05-07 12:34:56', '+02:00')).toBe(noon - 2 * 3600_000);
    expect(timeMsOf('2024-05-07 12:34:56', '-0330')).toBe(noon + 3.5 * 3600_000);
    expect(timeMsOf('2024-05-07 12:34:56Z', '+02:00')).toBe(noon);
  });
});
