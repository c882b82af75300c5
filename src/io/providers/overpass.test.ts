import { afterEach, describe, expect, it, vi } from 'vitest';
import { askOverpass, overpassEndpoint } from './overpass.ts';
import { overpassQuery } from './overpass-query.ts';
import { allowedOrigins } from './policy-watch.ts';

const ENDPOINT = 'https://overpass.test/api/interpreter';
const QUERY = overpassQuery({ south: 52.5, west: 13.4, north: 52.51, east: 13.42 });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A server that gives this answer, and notes what it was asked. */
function serve(answer: (signal: AbortSignal) => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return answer(init.signal!);
  });
  return asked;
}

const waitsFor = (signal: AbortSignal) =>
  new Promise<Response>((_, reject) => {
    if (signal.aborted) reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });

describe('overpassQuery', () => {
  it('asks for buildings, roads, water and land of the box', () => {
    expect(QUERY).toContain('[bbox:52.500000,13.400000,52.510000,13.420000]');
    expect(QUERY).toContain('way["building"];');
    expect(QUERY).toContain('way["highway"];');
    expect(QUERY.endsWith('out body geom;')).toBe(true);
  });
});

describe('askOverpass', () => {
  it('sends the query and nothing else, once, and returns the answer', async () => {
    const asked = serve(() => new Response('{"elements":[]}'));
    const onProgress = vi.fn();
    const bytes = await askOverpass(ENDPOINT, QUERY, { onProgress });
    expect(new TextDecoder().decode(bytes)).toBe('{"elements":[]}');
    expect(asked).toHaveLength(1);
    const url = new URL(asked[0]!.url);
    expect([...url.searchParams]).toEqual([['data', QUERY]]);
    expect(url.origin + url.pathname).toBe(ENDPOINT);
    expect(asked[0]!.init).toMatchObject({ credentials: 'omit' });
    expect(asked[0]!.init).not.toHaveProperty('headers');
    expect(asked[0]!.init).not.toHaveProperty('method');
    expect(onProgress).toHaveBeenLastCalledWith(15);
  });

  it.each([
    [429, /overpass\.test has had too many requests from this address \(429\): wait a minute/],
    [504, /overloaded or took too long \(504\): try again in a few minutes/],
    [400, /does not understand the query \(400\)/],
    [406, /refuses requests from web pages/],
    [404, /nothing at this address \(404\)/],
    [500, /answers with status 500\. Or copy the query/],
  ])('says what status %d means and what to do', async (status, message) => {
    serve(() => new Response('no', { status }));
    await expect(askOverpass(ENDPOINT, QUERY)).rejects.toThrow(message);
  });

  it.each([
    ['<!DOCTYPE html><html>log in</html>', /a page instead of data/],
    ['<?xml version="1.0"?><osm></osm>', /a page instead of data/],
    ['  ', /an empty answer/],
    [
      '{"elements":[{"type":"node"}],"remark":"runtime error: Query timed out in \\"query\\" at line 3"}',
      /gave up half-way .*timed out/,
    ],
  ])('refuses %s with status 200', async (body, message) => {
    serve(() => new Response(body));
    await expect(askOverpass(ENDPOINT, QUERY)).rejects.toThrow(message);
  });

  it('takes a harmless remark for what it is', async () => {
    serve(() => new Response('{"elements":[],"remark":"data of yesterday"}'));
    await expect(askOverpass(ENDPOINT, QUERY)).resolves.toBeInstanceOf(Uint8Array);
  });

  it('stops when it is cancelled', async () => {
    serve(waitsFor);
    const abort = new AbortController();
    const asking = askOverpass(ENDPOINT, QUERY, { signal: abort.signal });
    abort.abort();
    await expect(asking).rejects.toMatchObject({ code: 'aborted' });
  });

  it('does not wait for ever', async () => {
    vi.useFakeTimers();
    serve(waitsFor);
    const asking = askOverpass(ENDPOINT, QUERY);
    const told = expect(asking).rejects.toThrow(/has not answered in time/);
    await vi.advanceTimersByTimeAsync(120_000);
    await told;
  });

  it('tells being offline from a server out of reach', async () => {
    serve(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(askOverpass(ENDPOINT, QUERY)).rejects.toThrow(/cannot be reached \(Failed to fetch\).*CORS/);
    vi.stubGlobal('navigator', { onLine: false });
    await expect(askOverpass(ENDPOINT, QUERY)).rejects.toThrow(/This computer is offline\. The query can be copied/);
  });

  it('says so where the policy of the site is in the way', async () => {
    const listeners = new Set<(event: object) => void>();
    vi.stubGlobal('document', {
      addEventListener: (_: string, listener: (event: object) => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: (event: object) => void) => listeners.delete(listener),
    });
    serve(() => {
      for (const listener of listeners)
        listener({ effectiveDirective: 'connect-src', blockedURI: 'https://overpass.test/api/interpreter' });
      return Promise.reject(new TypeError('Failed to fetch'));
    });
    await expect(askOverpass(ENDPOINT, QUERY)).rejects.toThrow(
      /security policy does not let the page ask overpass\.test/,
    );
    expect(listeners.size).toBe(0);
  });
});

describe('overpassEndpoint', () => {
  it('takes whole secure addresses, and this computer', () => {
    expect(overpassEndpoint(` ${ENDPOINT} `).href).toBe(ENDPOINT);
    expect(overpassEndpoint('http://localhost:8080/api/interpreter').port).toBe('8080');
  });

  it.each([
    ['', /is no whole address/],
    ['overpass.test/api', /is no whole address/],
    ['http://overpass.test/api/interpreter', /http:\/\/ is not taken/],
    ['javascript:alert(1)', /javascript:\/\/ is not taken/],
    ['https://me:secret@overpass.test/api', /no name, password/],
    ['https://overpass.test/api?data=x', /no name, password/],
  ])('refuses %s', (text, message) => {
    expect(() => overpassEndpoint(text)).toThrow(message);
  });
});

describe('allowedOrigins', () => {
  it('reads them from the policy of the page', () => {
    expect(allowedOrigins("default-src 'none'; connect-src 'self'; img-src data:")).toEqual([]);
    expect(allowedOrigins("connect-src 'self' https://overpass.test; x")).toEqual(['https://overpass.test']);
    expect(allowedOrigins(null)).toBeNull();
    expect(allowedOrigins("default-src 'self'")).toBeNull();
  });
});
