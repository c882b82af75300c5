import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../boundaries/project-files.ts';
import { drawIcons } from './draw-icons.ts';

const drawn = drawIcons();
const manifest = JSON.parse(readFileSync(join(projectRoot, 'public/manifest.webmanifest'), 'utf8'));

it('draws what lies in public/icons, byte by byte', () => {
  for (const [name, bytes] of Object.entries(drawn))
    expect(Buffer.compare(readFileSync(join(projectRoot, 'public/icons', name)), bytes), name).toBe(0);
});

it('has every icon of the manifest in the size that it says, one that fills a square among them', () => {
  const icons: { src: string; sizes: string; purpose: string }[] = manifest.icons;
  for (const { src, sizes } of icons) {
    const bytes = drawn[src.replace('icons/', '')];
    if (sizes === 'any') expect(new TextDecoder().decode(bytes)).toMatch(/^<svg /);
    else
      expect(`${new DataView(bytes!.buffer).getUint32(16)}x${new DataView(bytes!.buffer).getUint32(20)}`).toBe(sizes);
  }
  expect(icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
});
