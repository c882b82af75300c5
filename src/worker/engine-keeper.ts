import type { Engine } from '../engine/engine.ts';
import { UserError } from '../units/errors.ts';
import type { EngineInfo } from './engine-protocol.ts';
import type { OpenedEngine } from './open-engine.ts';

/** Browsers withhold the graphics card from a page that lost it twice within two minutes; asked sooner, they go on withholding it. */
const WITHHELD_MS = 125_000;
/** Most devices that one piece of work is begun on. */
const MOST_TRIES = 3;

/**
 * The engine that is open, over the loss of its device: work goes on with a new device at once, on the CPU where the browser gives
 * none, and on the graphics card again when the browser may give it back. It is asked for once then, never in between.
 */
export class EngineKeeper {
  readonly #open: () => Promise<OpenedEngine>;
  readonly #changed: (info: EngineInfo) => void;
  readonly #nowMs: () => number;
  #opened: Promise<OpenedEngine> | null = null;
  #losses = 0;
  /** When the card may be asked for again; null while it need not or must not be. */
  #askAgainAtMs: number | null = null;

  /**
   * @param open opens an engine, on the CPU where there is no graphics card
   * @param changed told of every engine but the first
   */
  constructor(open: () => Promise<OpenedEngine>, changed: (info: EngineInfo) => void, nowMs = () => Date.now()) {
    this.#open = open;
    this.#changed = changed;
    this.#nowMs = nowMs;
  }

  engine(): Promise<OpenedEngine> {
    if (this.#askAgainAtMs !== null && this.#nowMs() >= this.#askAgainAtMs) {
      this.#askAgainAtMs = null;
      const onCpu = this.#opened;
      this.#opened = this.#reopen(true);
      void onCpu?.then(({ engine }) => engine.dispose());
    }
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Does the work; where the device was lost, which never comes back, again on a new one or on the CPU. */
  async on<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      const opened = this.engine();
      const { engine } = await opened;
      try {
        return await work(engine);
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'device-lost' || tries === MOST_TRIES) throw error;
        // Of several jobs that met the loss, the first opens the new engine.
        if (this.#opened === opened) {
          this.#losses++;
          this.#opened = this.#reopen(false);
          engine.dispose();
        }
      }
    }
  }

  async #reopen(asked: boolean): Promise<OpenedEngine> {
    const opened = await this.#open();
    const { info } = opened;
    const withheld = info.kind === 'cpu';
    // Where it was withheld once and is again, the browser has given up on it.
    if (withheld && !asked) this.#askAgainAtMs = this.#nowMs() + WITHHELD_MS;
    const reason = !withheld
      ? null
      : asked
        ? `The browser gives the graphics card no more (lost ${times(this.#losses)}). Restart the browser to compute on it again; what is open can be exported meanwhile.`
        : `The graphics card was lost ${times(this.#losses)}, and the browser withholds it for two minutes.`;
    const told: EngineInfo = { ...info, reason, askAgainAtMs: this.#askAgainAtMs };
    this.#changed(told);
    return { ...opened, info: told };
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
