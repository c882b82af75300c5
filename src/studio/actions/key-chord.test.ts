import { describe, expect, it } from 'vitest';
import { ariaShortcut, chordLabel, type KeyPress, matchesChord, reachesFields } from './key-chord.ts';

const press = (key: string, ...held: string[]): KeyPress => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

describe('key chords', () => {
  it('tells undo from redo by the shift key', () => {
    expect(matchesChord(press('z', 'ctrl'), 'mod+z')).toBe(true);
    expect(matchesChord(press('Z', 'ctrl', 'shift'), 'mod+z')).toBe(false);
    expect(matchesChord(press('Z', 'ctrl', 'shift'), 'mod+shift+z')).toBe(true);
  });

  it('takes Cmd for Ctrl', () => {
    expect(matchesChord(press('k', 'meta'), 'mod+k')).toBe(true);
  });

  it('leaves chords with further keys to others', () => {
    expect(matchesChord(press('c', 'ctrl'), 'c')).toBe(false);
    expect(matchesChord(press('c', 'alt'), 'c')).toBe(false);
    expect(matchesChord(press('C', 'shift'), 'c')).toBe(false);
    expect(matchesChord(press('c'), 'c')).toBe(true);
    expect(matchesChord(press('Delete', 'shift'), 'delete')).toBe(false);
  });

  it('finds signs wherever the keyboard has them', () => {
    expect(matchesChord(press('?', 'shift'), '?')).toBe(true);
    expect(matchesChord(press('?'), '?')).toBe(true);
  });

  it('reaches into fields only with Ctrl or Cmd', () => {
    expect(reachesFields('mod+z')).toBe(true);
    expect(reachesFields('c')).toBe(false);
  });

  it('is written as it is printed on keys', () => {
    expect(chordLabel('mod+shift+z', false)).toBe('Ctrl+Shift+Z');
    expect(chordLabel('mod+shift+z', true)).toBe('⌘⇧Z');
    expect(chordLabel('delete', false)).toBe('Del');
    expect(ariaShortcut('mod+shift+z', false)).toBe('Control+Shift+Z');
    expect(ariaShortcut('delete', false)).toBe('Delete');
  });
});
