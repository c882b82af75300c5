import { describe, expect, it } from 'vitest';
import { boxOnScreen, draggedBox, fitView, gripAt, panned, screenBox, viewBounds, zoomed } from './plan-view.ts';

const BOX = { west: 8.1, east: 8.3, south: 47.4, north: 47.5 };
const VIEW = fitView(BOX, 600, 400);

describe('the plan on the screen', () => {
  it('shows the whole box with a margin, and finds it back', () => {
    const { left, top, right, bottom } = screenBox(VIEW, BOX);
    expect(left).toBeGreaterThan(0);
    expect(top).toBeGreaterThan(0);
    expect(left + right).toBeCloseTo(600, 6);
    expect(top + bottom).toBeCloseTo(400, 6);
    expect(bottom - top).toBeCloseTo(400 / 1.15, 6);
    const back = boxOnScreen(VIEW, [right, bottom], [left, top]);
    for (const side of ['west', 'east', 'south', 'north'] as const) expect(back[side]).toBeCloseTo(BOX[side], 9);
  });

  it('moves with the hand, and keeps the point under the pointer when it zooms', () => {
    const moved = screenBox(panned(VIEW, 30, -20), BOX);
    const before = screenBox(VIEW, BOX);
    expect([moved.left - before.left, moved.top - before.top].map(Math.round)).toEqual([30, -20]);
    const near = zoomed(VIEW, 2, before.left, before.top);
    const after = screenBox(near, BOX);
    expect(after.left).toBeCloseTo(before.left, 6);
    expect(after.top).toBeCloseTo(before.top, 6);
    expect(after.right - after.left).toBeCloseTo(2 * (before.right - before.left), 6);
  });

  it('stays within the world, however far it is zoomed out', () => {
    let view = VIEW;
    for (let i = 0; i < 40; i++) view = zoomed(view, 0.5);
    const { west, east } = viewBounds(view);
    expect([west, east]).toEqual([-180, 180]);
  });
});

describe('the box under the hand', () => {
  const box = { left: 100, top: 100, right: 200, bottom: 180 };

  it('is held at its corners, edges and inside', () => {
    expect(gripAt(box, 101, 99)).toBe('nw');
    expect(gripAt(box, 150, 181)).toBe('s');
    expect(gripAt(box, 205, 140)).toBe('e');
    expect(gripAt(box, 150, 140)).toBe('inside');
    expect(gripAt(box, 150, 240)).toBeNull();
  });

  it('takes a finger for as wide as it is, and leaves it the inside', () => {
    const flat = { ...box, bottom: 130 };
    expect([gripAt(flat, 118, 82), gripAt(flat, 118, 82, true)]).toEqual([null, 'nw']);
    expect(gripAt(flat, 150, 115, true)).toBe('inside');
    expect(gripAt(flat, 150, 121, true)).toBe('s');
    expect(gripAt(flat, 223, 115, true)).toBeNull();
  });

  it('moves whole by its inside, and by an edge no further than the one across', () => {
    expect(draggedBox(box, 'inside', 5, -5)).toEqual({ left: 105, top: 95, right: 205, bottom: 175 });
    expect(draggedBox(box, 'ne', 10, -10)).toEqual({ ...box, right: 210, top: 90 });
    expect(draggedBox(box, 'w', 500, 0)).toEqual({ ...box, left: 196 });
  });
});
