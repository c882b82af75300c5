import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';

/** The window that journeys are walked in, unless they say otherwise. */
const WINDOW = { viewport: { width: 1280, height: 720 }, colorScheme: 'light', reducedMotion: 'reduce' } as const;

export function newContext(browser: Browser, other: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ ...WINDOW, ...other });
}

/** A page whose errors, thrown and printed, are added to `faults`. */
export async function watchedPage(context: BrowserContext, faults: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  return page;
}

/** A page in a context of its own, which is closed with `page.context().close()`. */
export async function watchedWindow(
  browser: Browser,
  faults: string[],
  other: BrowserContextOptions = {},
): Promise<Page> {
  return watchedPage(await newContext(browser, other), faults);
}
