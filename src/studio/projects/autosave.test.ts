import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, type SaveState } from './autosave.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Notes when writes begin [ms] and what was told; `answer` says how the next writes end. */
function setUp(answer: () => Promise<void> = async () => undefined) {
  const start = Date.now();
  const writes: number[] = [];
  const told: SaveState[] = [];
  const write = () => {
    writes.push(Date.now() - start);
    return answer();
  };
  const autosave = new Autosave(write, (state) => told.push(state));
  return { autosave, writes, told };
}

describe('autosave', () => {
  it('writes once the hand rests, once for many changes', async () => {
    const { autosave, writes, told } = setUp();
    for (let i = 0; i < 3; i++) {
      autosave.changed();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(autosave.pending).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(writes).toEqual([550]);
    expect(autosave.pending).toBe(false);
    expect(told).toEqual(['saving', 'saving', 'saving', 'saved']);
  });

  it('keeps no change waiting for a second, however long the hand goes on', async () => {
    const { autosave, writes } = setUp();
    for (let ms = 0; ms < 4000; ms += 50) {
      autosave.changed();
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(1000);
    const gaps = writes.map((at, i) => at - (writes[i - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(1000);
    expect(autosave.pending).toBe(false);
  });

  it('writes one after the other, and again what changed under way', async () => {
    let inFlight = 0;
    let most = 0;
    const { autosave, writes, told } = setUp(async () => {
      most = Math.max(most, ++inFlight);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      inFlight--;
    });
    autosave.changed();
    await vi.advanceTimersByTimeAsync(1000);
    autosave.changed();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(most).toBe(1);
    expect(writes).toEqual([350, 2700]);
    expect(told.filter((state) => state === 'saved')).toHaveLength(1);
    expect(autosave.pending).toBe(false);
  });

  it('keeps quietly what nobody has to see, and tells when it cannot', async () => {
    let full = false;
    const { autosave, told } = setUp(async () => {
      if (full) throw new Error('no room');
    });
    autosave.changed(true);
    await vi.advanceTimersByTimeAsync(400);
    full = true;
    autosave.changed(true);
    await vi.advanceTimersByTimeAsync(400);
    expect(told).toEqual(['saved', 'failed']);
  });

  it('says that it failed, and tries again by itself', async () => {
    let full = true;
    const { autosave, writes, told } = setUp(async () => {
      if (full) throw new Error('no room');
    });
    autosave.changed();
    await vi.advanceTimersByTimeAsync(400);
    expect(told.at(-1)).toBe('failed');
    expect(autosave.pending).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(writes).toEqual([350, 10_350]);
    full = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told.at(-1)).toBe('saved');
  });

  it('flushes at once, also behind a write that is under way', async () => {
    const { autosave, writes } = setUp(() => new Promise((resolve) => setTimeout(resolve, 100)));
    autosave.changed();
    const first = autosave.flush();
    expect(writes).toEqual([0]);
    autosave.changed();
    const second = autosave.flush();
    await vi.advanceTimersByTimeAsync(250);
    await Promise.all([first, second]);
    expect(writes).toEqual([0, 100]);
    expect(autosave.pending).toBe(false);
    await autosave.flush();
    expect(writes).toHaveLength(2);
  });

  it('lets the write that is under way end before it stops', async () => {
    const { autosave, writes, told } = setUp(() => new Promise((resolve) => setTimeout(resolve, 100)));
    autosave.changed();
    void autosave.flush();
    let stopped = false;
    const stopping = autosave.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(50);
    expect(stopped).toBe(false);
    await vi.advanceTimersByTimeAsync(60);
    await stopping;
    expect(writes).toEqual([0]);
    expect(told).toEqual(['saving']);
  });

  it('writes nothing once it is stopped', async () => {
    const { autosave, writes } = setUp();
    autosave.changed();
    await autosave.stop();
    autosave.changed();
    await autosave.flush();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(writes).toEqual([]);
  });
});
