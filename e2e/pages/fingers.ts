import type { CDPSession, Locator, Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers on a touch screen: what the browser makes of their events is its own affair, as on a device. */
export class Fingers {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(page, await page.context().newCDPSession(page));
  }

  /** Fingers that lie on the screen from here on, those that did before among them. */
  down(...points: readonly Point[]): Promise<unknown> {
    return this.#send('touchStart', points);
  }

  async move(...points: readonly Point[]): Promise<void> {
    await this.#send('touchMove', points);
    await this.#page.waitForTimeout(40);
  }

  up(): Promise<unknown> {
    return this.#send('touchEnd', []);
  }

  /** The system takes the fingers for something of its own. */
  cancel(): Promise<unknown> {
    return this.#send('touchCancel', []);
  }

  /** Up at once: to wait until the page has answered the first would be a long press where it is busy. */
  async tap(at: Point): Promise<void> {
    await Promise.all([this.down(at), this.up()]);
  }

  /** Leaves the finger where it arrives. */
  async pull(from: Point, to: Point): Promise<void> {
    await this.down(from);
    for (let step = 1; step <= 4; step++)
      await this.move({ x: from.x + ((to.x - from.x) * step) / 4, y: from.y + ((to.y - from.y) * step) / 4 });
  }

  async drag(from: Point, to: Point): Promise<void> {
    await this.pull(from, to);
    await this.up();
  }

  #send(type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', points: readonly Point[]): Promise<unknown> {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
    return this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

export async function middleOf(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not in sight');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
