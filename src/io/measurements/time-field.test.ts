import { describe, expect, it } from 'vitest';
import { timeMsOf } from './time-field.ts';

const noon = Date.UTC(2024, 4, 7, 12, 34, 56);

/** Letters of 2024-05-07T12:34:56. */
const PLAIN = 19;

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

  it('has the days of the calendar', () => {
    // A day in seven from 1600 on, leap years and the turns of centuries among them.
    for (let ms = Date.UTC(1600, 0, 1, 7, 8, 9); ms < Date.UTC(2410, 0, 1); ms += 7 * 86_400_000) {
      expect(timeMsOf(new Date(ms).toISOString().slice(0, PLAIN), 'Z')).toBe(ms);
    }
  });

  it('reads a time without a zone by the clock that is given', () => {
    expect(timeMsOf('2024-05-07 12:34:56', '+02:00')).toBe(noon - 2 * 3600_000);
    expect(timeMsOf('2024-05-07 12:34:56', '-0330')).toBe(noon + 3.5 * 3600_000);
    expect(timeMsOf('2024-05-07 12:34:56Z', '+02:00')).toBe(noon);
  });
});
