import { afterEach, expect, it, vi } from 'vitest';
import { download } from './download.ts';

const URL_OF = 'https://studio.test/models/tiny/model.onnx';
const WHOLE = Uint8Array.from({ length: 4000 }, (_, i) => i % 251);

/** Sends so many bytes from an offset on, then closes or breaks off. */
function answer(from: number, to: number, breaks: boolean, partial: boolean): Response {
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!sent) controller.enqueue(WHOLE.slice(from, to));
      else if (breaks) controller.error(new TypeError('network error'));
      else controller.close();
      sent = true;
    },
  });
  return partial
    ? new Response(body, {
        status: 206,
        headers: { 'Content-Range': `bytes ${from}-${WHOLE.length - 1}/${WHOLE.length}` },
      })
    : new Response(body);
}

function serve(...answers: readonly (() => Response)[]) {
  const ranges: (string | null)[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit = {}) => {
    ranges.push(new Headers(init.headers).get('Range'));
    return answers[ranges.length - 1]!();
  });
  return ranges;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('asks for the rest where the connection broke off', async () => {
  const ranges = serve(
    () => answer(0, 1500, true, false),
    () => answer(1500, 4000, false, true),
  );
  const onProgress = vi.fn();
  expect(await download(URL_OF, 4000, { onProgress })).toEqual(WHOLE);
  expect(ranges).toEqual([null, 'bytes=1500-']);
  expect(onProgress.mock.calls).toEqual([
    [1500, 4000],
    [4000, 4000],
  ]);
});

it('begins anew where the server sends the whole again', async () => {
  serve(
    () => answer(0, 1500, true, false),
    () => answer(0, 4000, false, false),
  );
  expect(await download(URL_OF, 4000)).toEqual(WHOLE);
});

it('gives up after the second break, and says how far it came', async () => {
  const ranges = serve(
    () => answer(0, 1500, true, false),
    () => answer(1500, 3000, true, true),
  );
  await expect(download(URL_OF, 4000)).rejects.toThrow(
    `${URL_OF} broke off after 3 of 4 kB (network error): check the connection and try again.`,
  );
  expect(ranges).toHaveLength(2);
});
