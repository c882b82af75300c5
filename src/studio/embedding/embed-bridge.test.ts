import { beforeEach, describe, expect, it } from 'vitest';
import { type BridgeEvent, type EmbedBridge, openBridge } from './embed-bridge.ts';
import { embedOrigin } from './embed-origin.ts';

const HOST = 'https://host.example';

describe('embedOrigin', () => {
  it.each([
    ['?embed=https://host.example', HOST],
    ['?embed=http://localhost:8080&adapter=cpu', 'http://localhost:8080'],
    ['?embed=http://host.example', null],
    ['?embed=https://host.example/path', null],
    ['?embed=https://host.example/', null],
    ['?embed=*', null],
    ['?embed=null', null],
    ['?embed=javascript:alert(1)', null],
    ['?embed=https://user@host.example', null],
    ['?embed', null],
    ['', null],
  ])('%s allows %s', (search, origin) => {
    expect(embedOrigin(search)).toBe(origin);
  });
});

describe('openBridge', () => {
  const parent = {
    posted: [] as (readonly [unknown, string])[],
    postMessage(message: unknown, target: string) {
      this.posted.push([message, target]);
    },
  };
  let listener: (event: BridgeEvent) => void;
  let bridge: EmbedBridge;

  beforeEach(() => {
    parent.posted = [];
    const own = {
      parent,
      addEventListener: (_type: 'message', heard: (event: BridgeEvent) => void) => {
        listener = heard;
      },
    };
    bridge = openBridge(own, HOST, {
      add: (a: number, b: number) => a + b,
      fail: () => Promise.reject(new Error('no such sector')),
    });
  });

  const hear = async (data: unknown, origin = HOST, source: unknown = parent) => {
    listener({ data, origin, source });
    await new Promise((resume) => setTimeout(resume, 0));
    return parent.posted;
  };

  it('answers the page that was named, and addresses no other', async () => {
    expect(await hear({ boresight: 1, id: 7, call: 'add', args: [2, 3] })).toEqual([
      [{ boresight: 1, id: 7, ok: true, value: 5 }, HOST],
    ]);
    bridge.tell('map', { cells: 4 });
    expect(parent.posted[1]).toEqual([{ boresight: 1, event: 'map', value: { cells: 4 } }, HOST]);
  });

  it('passes failures on in words', async () => {
    expect(await hear({ boresight: 1, id: 'a', call: 'fail' })).toEqual([
      [{ boresight: 1, id: 'a', ok: false, message: 'no such sector' }, HOST],
    ]);
    expect((await hear({ boresight: 1, id: 'b', call: 'constructor' }))[1]).toEqual([
      { boresight: 1, id: 'b', ok: false, message: 'There is no call "constructor"; there are add, fail.' },
      HOST,
    ]);
  });

  it.each([
    ['another origin', { boresight: 1, id: 1, call: 'add', args: [1, 1] }, 'https://evil.example', parent],
    ['another window of that origin', { boresight: 1, id: 1, call: 'add', args: [1, 1] }, HOST, {}],
    ['a message of something else', { id: 1, call: 'add' }, HOST, parent],
    ['a call without a number', { boresight: 1, call: 'add' }, HOST, parent],
    ['arguments that are no list', { boresight: 1, id: 1, call: 'add', args: 'x' }, HOST, parent],
    ['text', 'boresight', HOST, parent],
    ['nothing', null, HOST, parent],
  ])('does not answer %s', async (_what, data, origin, source) => {
    expect(await hear(data, origin, source)).toEqual([]);
  });
});
