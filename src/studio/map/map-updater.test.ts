import { expect, it } from 'vitest';
import { MapUpdater } from './map-updater.ts';

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
  });
  updater.request('first');
  await updater.settled();
  expect(drawn).toEqual(['first']);
});
