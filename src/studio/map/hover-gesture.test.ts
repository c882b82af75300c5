import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HoverGesture } from './hover-gesture.ts';
import type { MapPresses } from './map-presses.ts';
import type { MapView, ScreenPoint } from './map-view.ts';

let frames: (() => void)[] = [];
beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function stage() {
  const listeners: Record<string, (event: { point: ScreenPoint }) => void> = {};
  const view = {
    map: {
      on: (type: string, listener: (event: { point: ScreenPoint }) => void) => {
        listeners[type] = listener;
      },
    },
  } as unknown as MapView;
  const presses = { byTouch: false };
  const read: string[] = [];
  const gesture = new HoverGesture(view, presses as unknown as MapPresses, (at) => {
    read.push(at ? `${at.x} ${at.y}` : 'none');
  });
  const send = (type: string, x = 0, y = 0) => listeners[type]?.({ point: { x, y } });
  const frame = () => {
    for (const run of frames.splice(0)) run();
  };
  return { gesture, presses, read, send, frame };
}

it('reads once a frame under a mouse, and nothing where it left', () => {
  const { read, send, frame } = stage();
  send('mousemove', 1, 1);
  send('mousemove', 2, 2);
  frame();
  expect(read).toEqual(['2 2']);
  send('movestart');
  expect(read).toEqual(['2 2']);
  send('mousemove', 3, 3);
  send('mouseout');
  frame();
  expect(read).toEqual(['2 2', 'none']);
});

it('keeps a place that was tapped, whatever mouse the browser makes up, until the map moves', () => {
  const { gesture, presses, read, send, frame } = stage();
  presses.byTouch = true;
  gesture.tap({ x: 5, y: 6 });
  send('mousemove', 5, 6);
  send('mouseout');
  frame();
  expect(read).toEqual(['5 6']);
  send('movestart');
  expect(read).toEqual(['5 6', 'none']);
  send('movestart');
  expect(read).toHaveLength(2);
});

it('reads the same place again when the map under it changes, and none where none is read', () => {
  const { gesture, read, frame } = stage();
  gesture.again();
  frame();
  expect(read).toEqual([]);
  gesture.tap({ x: 5, y: 6 });
  gesture.again();
  gesture.again();
  frame();
  expect(read).toEqual(['5 6', '5 6']);
  gesture.again();
  gesture.tap(null);
  frame();
  expect(read).toEqual(['5 6', '5 6', 'none']);
});
