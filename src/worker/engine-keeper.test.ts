import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { UserError } from '../units/errors.ts';
import { EngineKeeper } from './engine-keeper.ts';
import type { EngineInfo } from './engine-protocol.ts';

const lost = () => new UserError('device-lost', 'The GPU stopped answering.');

let nowMs: number;
/** Whether the browser gives its graphics card. */
let given: boolean;
let opened: { readonly name: string; disposed: boolean }[];
let changes: EngineInfo[];

function keeper(): EngineKeeper {
  const open = async () => {
    const kind = given ? ('gpu' as const) : ('cpu' as const);
    const one = { name: `${kind} ${opened.length + 1}`, disposed: false };
    opened.push(one);
    const engine = {
      adapter: { name: one.name, kind },
      dispose: () => {
        one.disposed = true;
      },
    } as unknown as Engine;
    return { engine, info: { adapter: one.name, kind, reason: given ? null : 'No GPU adapter answered.' } };
  };
  return new EngineKeeper(
    open,
    (info) => changes.push(info),
    () => nowMs,
  );
}

beforeEach(() => {
  nowMs = 1_000_000;
  given = true;
  opened = [];
  changes = [];
});

/** Work that meets the loss of so many devices before it is done. */
function work(losses: number) {
  let met = 0;
  return vi.fn(async (engine: Engine) => {
    if (met++ < losses) throw lost();
    return engine.adapter.name;
  });
}

describe('EngineKeeper', () => {
  it('begins the work again on a new device', async () => {
    const keeps = keeper();
    expect(await keeps.on(work(1))).toBe('gpu 2');
    expect(opened.map(({ disposed }) => disposed)).toEqual([true, false]);
    expect(changes).toEqual([{ adapter: 'gpu 2', kind: 'gpu', reason: null, askAgainAtMs: null }]);
  });

  it('opens one new device for several jobs that met the same loss', async () => {
    const keeps = keeper();
    expect(await Promise.all([keeps.on(work(1)), keeps.on(work(1))])).toEqual(['gpu 2', 'gpu 2']);
    expect(opened).toHaveLength(2);
  });

  it('goes on without the card where it is withheld, and asks for it once, when it may come back', async () => {
    const keeps = keeper();
    await keeps.engine();
    given = false;
    expect(await keeps.on(work(1))).toBe('cpu 2');
    expect(changes.at(-1)).toMatchObject({ kind: 'cpu', askAgainAtMs: nowMs + 125_000 });
    expect(changes.at(-1)?.reason).toMatch(/lost once, and the browser withholds it for two minutes/);
    nowMs += 100_000;
    given = true;
    expect(await keeps.on(work(0))).toBe('cpu 2');
    expect(opened).toHaveLength(2);
    nowMs += 25_000;
    expect(await keeps.on(work(0))).toBe('gpu 3');
    expect(changes.at(-1)).toEqual({ adapter: 'gpu 3', kind: 'gpu', reason: null, askAgainAtMs: null });
    expect(opened[1]?.disposed).toBe(true);
  });

  it('asks no more where the card is refused after the wait, and says what to do', async () => {
    const keeps = keeper();
    await keeps.on(work(1));
    given = false;
    await keeps.on(work(1));
    nowMs += 125_000;
    expect(await keeps.on(work(0))).toBe('cpu 4');
    expect(changes.at(-1)?.reason).toMatch(/no more \(lost twice\)\. Restart the browser/);
    expect(changes.at(-1)?.askAgainAtMs).toBeNull();
    nowMs += 10_000_000;
    expect(await keeps.on(work(0))).toBe('cpu 4');
  });

  it('gives up on work that loses every device, and passes on what is no loss', async () => {
    await expect(keeper().on(work(9))).rejects.toMatchObject({ code: 'device-lost' });
    expect(opened).toHaveLength(3);
    const bad = new UserError('bad-input', 'no');
    await expect(keeper().on(() => Promise.reject(bad))).rejects.toBe(bad);
  });
});
