import { expect, it, vi } from 'vitest';
import { type Drawing, MapUpdater } from './map-updater.ts';

it('draws one picture at a time and skips those that are overtaken', async () => {
  const log: string[] = [];
  let running = 0;
  const updater = new MapUpdater<string>(async (picture, drawn) => {
    running++;
    expect(running).toBe(1);
    log.push(`${drawn ?? '-'}>${picture}`);
    if (picture === 'a') {
      // While a is on its way, three more are asked for.
      for (const later of ['b', 'c', 'd']) updater.request(later);
    }
    await new Promise((resume) => setTimeout(resume, 2));
    running--;
    return 'drawn';
  });
  updater.request('a');
  await updater.settled();
  expect(log).toEqual(['->a', 'a>d']);
});

it('draws nothing more once it is disposed of', async () => {
  const drawn: string[] = [];
  const updater = new MapUpdater<string>(async (picture) => {
    drawn.push(picture);
    updater.dispose();
    updater.request('late');
    return 'drawn';
  });
  updater.request('first');
  await updater.settled();
  expect(drawn).toEqual(['first']);
});

it('rests after a picture while it is told to, then draws the last that was asked for', async () => {
  vi.useFakeTimers();
  const drawn: string[] = [];
  let pause = 300;
  const updater = new MapUpdater<string>(
    async (picture) => {
      drawn.push(picture);
      return 'drawn';
    },
    () => pause,
  );
  for (const picture of ['a', 'b', 'c', 'd', 'e']) {
    updater.request(picture);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(drawn).toEqual(['a', 'c']);
  pause = 0;
  await vi.advanceTimersByTimeAsync(300);
  expect(drawn).toEqual(['a', 'c', 'e']);
  vi.useRealTimers();
});

it('draws from the last that was not merely sketched, and finishes what was', async () => {
  const log: string[] = [];
  let drawing: Drawing = 'drawn';
  const updater = new MapUpdater<string>(async (picture, drawn) => {
    log.push(`${drawn ?? '-'}>${picture}`);
    return drawing;
  });
  const ask = async (picture: string) => {
    updater.request(picture);
    await updater.settled();
  };
  await ask('a');
  drawing = 'sketched';
  await ask('b');
  await ask('b');
  await ask('c');
  drawing = 'drawn';
  updater.finish();
  await updater.settled();
  updater.finish();
  await updater.settled();
  expect(log).toEqual(['->a', 'a>b', 'a>c', 'a>c']);
});
