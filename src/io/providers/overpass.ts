import { badInput, UserError } from '../../units/errors.ts';
import { SERVER_LIMIT_S } from './overpass-query.ts';
import { watchPolicy } from './policy-watch.ts';

/** Answers larger than this are not waited for [bytes]. */
const ANSWER_LIMIT = 200 << 20;
/** How long is waited for the first byte: the server's own limit and the way there and back [ms]. */
const FIRST_BYTE_MS = (SERVER_LIMIT_S + 30) * 1000;
/** How long is waited between two parts of an answer [ms]. */
const SILENCE_MS = 30_000;

export interface OverpassHooks {
  readonly signal?: AbortSignal;
  /** Bytes that have come; 0 while the server thinks. */
  readonly onProgress?: (receivedBytes: number) => void;
}

/**
 * The address that a query is sent to.
 * @throws UserError('bad-input') unless it is a whole https address (http for this computer) without name, password or query
 */
export function overpassEndpoint(text: string): URL {
  const example = 'for example https://host/api/interpreter';
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url) throw badInput(`"${text.trim()}" is no whole address: give one that begins with https://, ${example}.`);
  const own = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && own)) {
    throw badInput(
      `${url.protocol}// is not taken: give an address with https:// (http:// only for this computer), ${example}.`,
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw badInput(`The address is to have no name, password, "?" or "#": the query is added to it, ${example}.`);
  }
  return url;
}

/**
 * Sends one query to an Overpass server, by GET and without headers of its own, and returns the answer: OSM JSON.
 * @param endpoint as `overpassEndpoint` takes it
 * @throws UserError('bad-input') with the cure for every refusal: too many requests, an overloaded server, a query that took too
 *   long, a page instead of data, no connection, a security policy; UserError('aborted')
 */
export async function askOverpass(endpoint: string, query: string, hooks: OverpassHooks = {}): Promise<Uint8Array> {
  const url = overpassEndpoint(endpoint);
  const host = url.host;
  url.searchParams.set('data', query);
  const silence = new SilenceClock(hooks.signal);
  const policy = watchPolicy(url.origin);
  try {
    hooks.onProgress?.(0);
    silence.restart(FIRST_BYTE_MS);
    const response = await fetch(url.href, {
      signal: silence.signal,
      credentials: 'omit',
      cache: 'no-store',
      // Some servers refuse requests that do not say where they come from.
      referrerPolicy: 'strict-origin',
    });
    if (!response.ok) throw badInput(refusalOf(response.status, host));
    const bytes = await received(response, host, silence, hooks);
    checkAnswer(bytes, host);
    return bytes;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (hooks.signal?.aborted) throw new UserError('aborted', 'The request was cancelled.');
    if (silence.ran)
      throw badInput(`${host} has not answered in time. It may be overloaded: try again later, or a smaller box.`);
    if (await policy.blocked()) throw badInput(blockedByPolicy(host));
    if (globalThis.navigator?.onLine === false) {
      throw badInput('This computer is offline. The query can be copied and run elsewhere; drop the answer here.');
    }
    throw badInput(
      `${host} cannot be reached (${cause instanceof Error ? cause.message : cause}): check the address and the connection. The server must also allow requests from web pages (CORS).`,
    );
  } finally {
    silence.stop();
    policy.stop();
  }
}

function refusalOf(status: number, host: string): string {
  const elsewhere = 'Or copy the query, run it elsewhere, and drop the answer here.';
  if (status === 429)
    return `${host} has had too many requests from this address (429): wait a minute and try again. ${elsewhere}`;
  if (status === 504 || status === 503) {
    return `${host} is overloaded or took too long (${status}): try again in a few minutes, or a smaller box. ${elsewhere}`;
  }
  if (status === 400) return `${host} does not understand the query (400): is it an Overpass server? ${elsewhere}`;
  if (status === 403 || status === 406)
    return `${host} refuses requests from web pages such as this one (${status}). ${elsewhere}`;
  if (status === 404) return `${host} has nothing at this address (404): it often ends with /api/interpreter.`;
  return `${host} answers with status ${status}. ${elsewhere}`;
}

function blockedByPolicy(host: string): string {
  return `This site's security policy does not let the page ask ${host}. Whoever hosts it can allow the address (docs/privacy.md). Copy the query, run it elsewhere, and drop the answer here.`;
}

async function received(
  response: Response,
  host: string,
  silence: SilenceClock,
  hooks: OverpassHooks,
): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    silence.restart(SILENCE_MS);
    size += part.value.length;
    if (size > ANSWER_LIMIT) {
      await reader.cancel();
      throw badInput(`The answer of ${host} is over ${ANSWER_LIMIT >> 20} MiB: draw a smaller box.`);
    }
    parts.push(part.value);
    hooks.onProgress?.(size);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Servers tell of failures within answers that begin well, and some with a page and status 200. */
function checkAnswer(bytes: Uint8Array, host: string): void {
  const text = (part: Uint8Array) => new TextDecoder().decode(part);
  const head = text(bytes.subarray(0, 512)).trimStart();
  if (head === '') throw badInput(`${host} gave an empty answer: try again.`);
  if (head.startsWith('<')) {
    throw badInput(
      `${host} answers with a page instead of data: is it an Overpass server, and is no log-in in between?`,
    );
  }
  const remark = /"remark"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text(bytes.subarray(-2048)))?.[1];
  if (remark && /error|timed out|out of memory/i.test(remark)) {
    throw badInput(
      `${host} gave up half-way ("${remark.slice(0, 160)}"), so the answer is incomplete: try a smaller box.`,
    );
  }
}

/** Ends a request when nothing has come for too long, or when its owner cancels. */
class SilenceClock {
  readonly #abort = new AbortController();
  readonly #owner: AbortSignal | undefined;
  readonly #cancel = () => this.#abort.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;
  ran = false;

  constructor(owner: AbortSignal | undefined) {
    this.#owner = owner;
    if (owner?.aborted) this.#cancel();
    owner?.addEventListener('abort', this.#cancel);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  restart(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.ran = true;
      this.#abort.abort();
    }, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#owner?.removeEventListener('abort', this.#cancel);
  }
}
