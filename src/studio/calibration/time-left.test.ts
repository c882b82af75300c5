import { expect, it } from 'vitest';
import { timeLeft } from './time-left.ts';

it('guesses from the share done, and says so in round words', () => {
  expect(timeLeft(500, 0.9)).toBe('estimating what is left');
  expect(timeLeft(60_000, 0.01)).toBe('estimating what is left');
  expect(timeLeft(2000, 0.25)).toBe('about 6 s left');
  expect(timeLeft(2000, 0.9)).toBe('under a second left');
  expect(timeLeft(100_000, 0.25)).toBe('about 5 min left');
  expect(timeLeft(100, 1)).toBe('finishing');
});
