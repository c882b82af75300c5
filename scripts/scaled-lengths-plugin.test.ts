import { expect, it } from 'vitest';
import { scaledLengths } from './scaled-lengths-plugin.ts';

it('turns pixels into shares of the root font size, negative and broken ones too', () => {
  expect(scaledLengths('a { font-size: 13px; inset: -8px auto 12.5px; }')).toBe(
    'a { font-size: 0.8125rem; inset: -0.5rem auto 0.78125rem; }',
  );
  expect(scaledLengths(':root { --edge: 8px; } b { top: calc(100% - 68px - var(--inset-bottom, 0px)); }')).toBe(
    ':root { --edge: 0.5rem; } b { top: calc(100% - 4.25rem - var(--inset-bottom, 0px)); }',
  );
});

it('leaves hairlines, media queries, addresses and other units alone', () => {
  for (const css of [
    'a { border: 1px solid red; outline-width: 1.5px; }',
    '@media (min-width: 2560px) and (min-height: 1200px) { a { color: red; } }',
    'a { background: url(picture-16px.svg); }',
    'a { width: 210mm; font-size: 9.5pt; flex: 1 1 40%; }',
  ])
    expect(scaledLengths(css)).toBe(css);
});
