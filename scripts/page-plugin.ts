import type { Plugin } from 'vite';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';

/** The typeface of all that is written in Latin letters. */
const FONT = /inter-latin-wght-normal-.*\.woff2$/;

/**
 * The head of the built page: the policy, for servers that send none, and the font, so that words are not drawn twice. The page of
 * the development server is left alone: it runs inline scripts of its own.
 */
export function page(): Plugin {
  return {
    name: 'page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => FONT.test(file));
        if (font === undefined) throw new Error(`No file of the build is ${FONT}`);
        return [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
            injectTo: 'head-prepend',
          },
          {
            tag: 'link',
            attrs: { rel: 'preload', href: `./${font}`, as: 'font', type: 'font/woff2', crossorigin: true },
            injectTo: 'head',
          },
        ];
      },
    },
  };
}
