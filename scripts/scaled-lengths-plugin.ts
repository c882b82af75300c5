import type { Plugin } from 'vite';

/** Preludes of at-rules and addresses stay as they are written. */
const LENGTH = /@[a-z-]+[^{;]*|url\([^)]*\)|(-?\d*\.?\d+)px\b/g;
/** A hairline is one on every screen [px]. */
const HAIRLINE_PX = 2;
const ROOT_PX = 16;

/** Lengths in pixels of a style sheet as multiples of the root's font size: 16 px are 1 rem. */
export function scaledLengths(css: string): string {
  return css.replace(LENGTH, (whole, px: string | undefined) =>
    px === undefined || Math.abs(Number(px)) < HAIRLINE_PX ? whole : `${Number(px) / ROOT_PX}rem`,
  );
}

/**
 * The studio's style sheets are written in pixels of a window of usual size. On very large ones, and while presenting, everything
 * grows with the root's font size (src/studio/app/sizes.css). A report is of paper's size.
 */
export function scaledLengthsPlugin(): Plugin {
  return {
    name: 'scaled-lengths',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? '';
      if (!/\/src\/studio\/.*\.css$/.test(file) || file.endsWith('/report.css')) return null;
      return { code: scaledLengths(code), map: null };
    },
  };
}
