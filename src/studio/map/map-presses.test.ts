import type { Map as MapLibreMap } from 'maplibre-gl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pointerEvent } from '../../testing/pointer-events.ts';
import { LONG_PRESS_MS } from './long-press.ts';
import { MapPresses } from './map-presses.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame, 16));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A map that listens and is listened to; what happens on its canvas comes by its container and the window as well. */
function stage(busy = false) {
  const [container, canvas] = [new EventTarget(), new EventTarget()];
  const listeners: Record<string, ((event: { preventDefault(): void }) => void)[]> = {};
  const pans = { enabled: true };
  const map = {
    getContainer: () => container,
    getCanvasContainer: () => canvas,
    getCanvas: () => ({ getBoundingClientRect: () => ({ left: 0, top: 0 }) }),
    dragPan: {
      enable: () => {
        pans.enabled = true;
      },
      disable: () => {
        pans.enabled = false;
      },
    },
    on: (type: string, listener: (event: { preventDefault(): void }) => void) => {
      listeners[type] = [...(listeners[type] ?? []), listener];
    },
  } as unknown as MapLibreMap;
  const rested: string[] = [];
  const held: boolean[] = [];
  const presses = new MapPresses(
    map,
    ({ x, y }) => rested.push(`${x} ${y}`) > 0 && !busy,
    (dragging) => held.push(dragging),
  );
  const send = (...event: Parameters<typeof pointerEvent>) => {
    for (const target of [container, canvas, window]) target.dispatchEvent(pointerEvent(...event));
  };
  const isHeld = (type: string) => {
    const preventDefault = vi.fn();
    for (const listener of listeners[type] ?? []) listener({ preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return { container, presses, pans, rested, held, send, isHeld };
}

it('asks who takes a press, in their order, and leaves the rest to the map', () => {
  const { presses, send } = stage();
  const asked: string[] = [];
  presses.onPress(({ x }) => asked.push(`first ${x}`) > 0 && x < 50);
  presses.onPress(({ x }) => asked.push(`second ${x}`) > 0);
  send('pointerdown', 10, 0);
  send('pointerdown', 90, 0);
  expect(asked).toEqual(['first 10', 'first 90', 'second 90']);
  send('pointerdown', 10, 0, { button: 2, pointerType: 'mouse' });
  send('pointerdown', 10, 0, { pointerId: 2 });
  expect(asked).toHaveLength(3);
});

it('keeps the map where it is during a drag, and lets it go with a second finger', () => {
  const { presses, pans, held, send, isHeld } = stage();
  const heard: string[] = [];
  presses.onPress((press) => {
    const drag = { move: () => heard.push('move'), end: () => heard.push('end'), cancel: () => heard.push('cancel') };
    presses.drag(press, drag);
    return true;
  });
  expect(isHeld('touchstart')).toBe(false);
  send('pointerdown', 10, 10);
  expect([pans.enabled, isHeld('touchstart'), isHeld('mousedown')]).toEqual([false, true, true]);
  send('pointermove', 60, 10);
  vi.advanceTimersByTime(16);
  send('pointerdown', 200, 10, { pointerId: 2 });
  expect(heard).toEqual(['move', 'cancel']);
  expect([pans.enabled, isHeld('touchstart')]).toEqual([true, false]);
  expect(held).toEqual([true, false]);
});

it('tells a finger that rests from a mouse that does', () => {
  const { presses, rested, send } = stage();
  send('pointerdown', 10, 20, { pointerType: 'mouse' });
  vi.advanceTimersByTime(LONG_PRESS_MS);
  expect([presses.byTouch, rested]).toEqual([false, []]);
  send('pointerdown', 30, 40);
  vi.advanceTimersByTime(LONG_PRESS_MS);
  expect([presses.byTouch, rested]).toEqual([true, ['30 40']]);
});

it('takes two fingers, and one on something to drag, for no rest', () => {
  const { presses, rested, send } = stage();
  send('pointerdown', 10, 20);
  send('pointerdown', 80, 20, { pointerId: 2 });
  vi.advanceTimersByTime(LONG_PRESS_MS);
  presses.onPress(() => true);
  send('pointerdown', 10, 20);
  vi.advanceTimersByTime(LONG_PRESS_MS);
  expect(rested).toEqual([]);
});

it('takes the release after a long press for no tap, and the next tap for one', () => {
  const { container, send } = stage();
  const clicked = (on = container) => {
    const event = new Event('click', { cancelable: true });
    const stop = vi.spyOn(event, 'stopPropagation');
    on.dispatchEvent(event);
    return stop.mock.calls.length === 0;
  };
  send('pointerdown', 10, 20);
  vi.advanceTimersByTime(LONG_PRESS_MS);
  send('pointerup', 10, 20);
  expect(clicked()).toBe(false);
  send('pointerdown', 10, 20);
  send('pointerup', 10, 20);
  expect(clicked()).toBe(true);
  const busy = stage(true);
  busy.send('pointerdown', 10, 20);
  vi.advanceTimersByTime(LONG_PRESS_MS);
  expect(busy.rested).toHaveLength(1);
  expect(clicked(busy.container)).toBe(true);
});
