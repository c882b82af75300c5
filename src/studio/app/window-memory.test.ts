import { describe, expect, it } from 'vitest';
import type { PageMemory } from '../../io/storage/page-memory.ts';
import { studioStore } from '../store/studio-store.ts';
import { recallWindow, rememberWindow } from './window-memory.ts';

const { folded, dock, widths } = studioStore.getState();
const now = { folded, dock, widths };

function memoryOf(text: string | null = null): PageMemory & { text: string | null } {
  return {
    text,
    read() {
      return this.text;
    },
    write(_, value) {
      this.text = value;
    },
  };
}

describe('window memory', () => {
  it('brings back what was left', () => {
    const memory = memoryOf();
    const left = {
      folded: { ...folded, inspector: true },
      dock: { open: true, tab: 'statistics', heightPx: 300 },
      widths: { navigator: 300, inspector: 340 },
    };
    rememberWindow(memory, left);
    expect(recallWindow(memory, now)).toEqual(left);
  });

  it('starts as ever where nothing is kept, or what is kept is no window', () => {
    expect(recallWindow(memoryOf(), now)).toEqual(now);
    for (const text of ['', '[1]', 'null', '{"dock":3,"folded":"x"}', '{"widths":{"navigator":"wide"}}'])
      expect(recallWindow(memoryOf(text), now)).toEqual(now);
  });

  it('takes no size that would hide the map', () => {
    const text = '{"dock":{"heightPx":99999},"widths":{"navigator":-5,"inspector":5000}}';
    expect(recallWindow(memoryOf(text), now)).toEqual(now);
  });
});
