import { expose } from 'comlink';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../worker/engine-protocol.ts';
import { EngineLink, type EngineRemote, type EngineStop, type EngineThread } from './engine-link.ts';

/** A Worker in this thread: a port with an engine behind it, which can end. */
class FakeThread implements EngineThread {
  readonly #channel = new MessageChannel();
  readonly #listeners: ((event: Event) => void)[] = [];
  terminated = false;

  constructor(engine: object) {
    expose(engine, this.#channel.port2 as unknown as Parameters<typeof expose>[1]);
    this.#channel.port1.start();
  }

  postMessage = ((message: unknown, transfer: Transferable[] = []) =>
    this.#channel.port1.postMessage(message, transfer)) as Worker['postMessage'];

  addEventListener = ((type: string, listener: (event: Event) => void) => {
    if (type === 'error') this.#listeners.push(listener);
    else this.#channel.port1.addEventListener(type, listener as EventListener);
  }) as Worker['addEventListener'];

  removeEventListener = ((type: string, listener: EventListener) =>
    this.#channel.port1.removeEventListener(type, listener)) as Worker['removeEventListener'];

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
    this.#channel.port2.close();
  }

  end(message: string): void {
    for (const listener of this.#listeners) listener(Object.assign(new Event('error'), { message }));
  }
}

let threads: FakeThread[];
let told: string[];
let stops: EngineStop[];
let nowMs: number;
let link: EngineLink;

beforeEach(() => {
  threads = [];
  told = [];
  stops = [];
  nowMs = 0;
  link = new EngineLink(
    () => {
      const number = threads.length + 1;
      const engine = {
        models: async (): Promise<Outcome<number>> => ({ ok: true, value: number }),
        solve: () => new Promise(() => undefined),
        dropScene: async (id: string) => void told.push(`${number} ${id}`),
      };
      threads.push(new FakeThread(engine));
      return threads.at(-1)!;
    },
    () => nowMs,
  );
  link.onStop((stop) => stops.push(stop));
});

const answer = () => link.call((remote) => remote.models() as unknown as Promise<Outcome<number>>);
const forever = () =>
  link.call((remote) => remote.solve({} as never, {} as never) as unknown as Promise<Outcome<number>>);
const telling = (id: string) => (remote: EngineRemote) => remote.dropScene(id);

/** Time for messages to arrive. */
const turn = () => new Promise((resume) => setTimeout(resume, 5));

describe('EngineLink', () => {
  it('fails what waits when the Worker ends, and goes on with a new one', async () => {
    expect(await answer()).toEqual({ ok: true, value: 1 });
    const waiting = forever();
    await Promise.resolve();
    threads[0]!.end('out of memory');
    expect(await waiting).toEqual({
      ok: false,
      code: 'bug',
      message: 'The engine stopped while it was at this (out of memory).',
    });
    expect(await answer()).toEqual({ ok: true, value: 2 });
    expect(threads[0]!.terminated).toBe(true);
    expect(stops).toEqual([
      { message: 'The engine stopped (out of memory) and was started again.', restarted: true, again: false },
    ]);
  });

  it('tells the new Worker what was open, in order, before anything else', async () => {
    link.keep('a', telling('a'));
    link.keep('b', telling('b'));
    link.keep('c', telling('c'));
    link.forget('b');
    threads[0]!.end('');
    await link.ask(telling('next'));
    expect(told).toEqual(['2 a', '2 c', '2 next']);
  });

  it('asks a new Worker for nothing before what was open is open again', async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    link.keep('scene', async (remote) => {
      await opened;
      await remote.dropScene('scene');
    });
    threads[0]!.end('');
    const next = link.ask(telling('next'));
    await turn();
    expect(told).toEqual([]);
    open();
    await next;
    expect(told).toEqual(['2 scene', '2 next']);
  });

  it('goes on waiting where the new Worker ends while it opens what was open', async () => {
    link.keep('ends', (remote) => (threads.length === 2 ? remote.solve({} as never, {} as never) : Promise.resolve()));
    link.keep('scene', telling('scene'));
    threads[0]!.end('');
    const next = link.ask(telling('next'));
    await turn();
    threads[1]!.end('');
    await next;
    expect(told).toEqual(['3 scene', '3 next']);
  });

  it('refuses what waits for what was open when the last Worker ends while it opens that', async () => {
    link.keep('ends', (remote) => remote.solve({} as never, {} as never));
    link.keep('scene', telling('scene'));
    threads[0]!.end('');
    const outcome = answer();
    const asked = link.ask(telling('next'));
    for (let stop = 1; stop < 5; stop++) {
      await turn();
      threads.at(-1)!.end('');
    }
    expect(await outcome).toMatchObject({ ok: false, message: expect.stringMatching(/does not start any more/) });
    await expect(asked).rejects.toThrow(/does not start any more/);
    expect(told).toEqual([]);
  });

  it('answers with a failure where the call itself fails', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const outcome = await link.call<number>((remote) => remote.dropScene((() => 1) as never) as never);
    expect(outcome).toMatchObject({ ok: false, code: 'bug', message: expect.stringMatching(/could not be cloned/) });
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });

  it('rejects a question without an outcome', async () => {
    const waiting = link.ask((remote) => remote.solve({} as never, {} as never) as Promise<unknown>);
    await Promise.resolve();
    threads[0]!.end('');
    await expect(waiting).rejects.toThrow('The engine stopped while it was at this.');
  });

  it('gives up after a series of stops, and says so at once from then on', async () => {
    for (let stop = 0; stop < 5; stop++) {
      nowMs += 1000;
      threads.at(-1)!.end('again');
    }
    expect(threads).toHaveLength(5);
    expect(stops.map(({ restarted, again }) => [restarted, again])).toEqual([
      [true, false],
      [true, true],
      [true, true],
      [true, true],
      [false, true],
    ]);
    expect(await answer()).toMatchObject({ ok: false, message: expect.stringMatching(/reload the page/) });
    await expect(link.ask(telling('x'))).rejects.toThrow(/does not start any more/);
  });

  it('takes stops that lie far apart one by one', () => {
    for (let stop = 0; stop < 8; stop++) {
      nowMs += 61_000;
      threads.at(-1)!.end('');
    }
    expect(stops.every(({ restarted, again }) => restarted && !again)).toBe(true);
  });
});
