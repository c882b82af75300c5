import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pointerEvent } from '../../testing/pointer-events.ts';
import { followPointer } from './follow-pointer.ts';

let frames: (() => void)[] = [];

beforeEach(() => {
  frames = [];
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Follows a press at (100, 100) of a canvas that begins at (10, 20). */
function followed(byTouch: boolean) {
  const heard: string[] = [];
  const press = { x: 100, y: 100, pointerId: 1, byTouch, shiftKey: false, ctrlKey: false };
  followPointer(
    press,
    { x: 10, y: 20 },
    {
      move: ({ x, y }) => heard.push(`${x} ${y}`),
      end: () => heard.push('end'),
      cancel: () => heard.push('cancel'),
    },
  );
  return heard;
}

const send = (type: string, x: number, y: number, pointerId = 1) =>
  window.dispatchEvent(pointerEvent(type, x, y, { pointerId }));
const frame = () => {
  for (const run of frames.splice(0)) run();
};

it('hands over one position a frame, the last one before the end in any case', () => {
  const heard = followed(false);
  send('pointermove', 111, 120);
  send('pointermove', 112, 121);
  expect(heard).toEqual([]);
  frame();
  expect(heard).toEqual(['102 101']);
  send('pointermove', 140, 130);
  send('pointerup', 140, 130);
  expect(heard).toEqual(['102 101', '130 110', 'end']);
  send('pointermove', 150, 150);
  frame();
  expect(heard).toHaveLength(3);
});

it('takes the trembling of a finger for none, and not that of a mouse', () => {
  const byFinger = followed(true);
  send('pointermove', 114, 124);
  frame();
  send('pointerup', 114, 124);
  expect(byFinger).toEqual(['end']);
  const byMouse = followed(false);
  send('pointermove', 114, 124);
  frame();
  expect(byMouse).toEqual(['104 104']);
});

it('follows a finger everywhere once it moved, also back to where it began', () => {
  const heard = followed(true);
  send('pointermove', 130, 120);
  frame();
  send('pointermove', 111, 120);
  frame();
  expect(heard).toEqual(['120 100', '101 100']);
});

it('hears nothing of another pointer that moves or is let go', () => {
  const heard = followed(true);
  send('pointermove', 300, 300, 2);
  send('pointerup', 300, 300, 2);
  send('pointercancel', 300, 300, 2);
  frame();
  expect(heard).toEqual([]);
  send('pointerup', 110, 120);
  expect(heard).toEqual(['end']);
});

it.each([
  ['a second finger', 'pointerdown', 2],
  ['the system', 'pointercancel', 1],
])('is cancelled by %s, whatever was still to be shown', (_, type, pointerId) => {
  const heard = followed(true);
  send('pointermove', 130, 120);
  send(type, 130, 120, pointerId);
  frame();
  send('pointermove', 200, 200);
  send('pointerup', 200, 200);
  frame();
  expect(heard).toEqual(['cancel']);
});
