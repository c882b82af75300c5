import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LONG_PRESS_MS, LongPress } from './long-press.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function pressed() {
  const places: unknown[] = [];
  return { places, press: new LongPress((at) => places.push(at)) };
}

it('tells where a finger rested, once', () => {
  const { places, press } = pressed();
  press.start({ x: 100, y: 200 });
  press.moved({ x: 106, y: 193 });
  vi.advanceTimersByTime(LONG_PRESS_MS - 1);
  expect(places).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(places).toEqual([{ x: 100, y: 200 }]);
  press.moved({ x: 300, y: 300 });
  vi.advanceTimersByTime(10 * LONG_PRESS_MS);
  expect(places).toHaveLength(1);
});

it('says nothing of a finger that moved away, was lifted, or pressed anew', () => {
  const { places, press } = pressed();
  press.start({ x: 0, y: 0 });
  press.moved({ x: 8, y: 8 });
  vi.advanceTimersByTime(LONG_PRESS_MS);
  press.start({ x: 0, y: 0 });
  press.end();
  vi.advanceTimersByTime(LONG_PRESS_MS);
  expect(places).toEqual([]);
  press.start({ x: 1, y: 1 });
  vi.advanceTimersByTime(LONG_PRESS_MS - 1);
  press.start({ x: 2, y: 2 });
  vi.advanceTimersByTime(LONG_PRESS_MS - 1);
  expect(places).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(places).toEqual([{ x: 2, y: 2 }]);
});
