import { encodePng } from '../../src/io/formats/png-encoder.ts';

/** The accent of the window on light surfaces (src/studio/app/tokens.css). */
const GROUND = [36, 87, 214] as const;
const INK = [255, 255, 255] as const;
/** The mark: an antenna and two wave fronts, in a square of 20 units; arcs of a quarter turn round the dot. */
const MARK = { dotX: 4, dotY: 16, dotRadius: 1.9, fronts: [7, 13], stroke: 1.9 } as const;
/** Samples along each side of a pixel. */
const FINE = 8;

interface IconShape {
  readonly sizePx: number;
  /** Share of the side that the mark takes. */
  readonly mark: number;
  /** Radius of the corners as a share of the side; 0 fills the square, for systems that cut a shape of their own. */
  readonly corner: number;
}

const ICONS: Readonly<Record<string, IconShape>> = {
  'icon-192.png': { sizePx: 192, mark: 0.6, corner: 0.22 },
  'icon-512.png': { sizePx: 512, mark: 0.6, corner: 0.22 },
  'icon-maskable-512.png': { sizePx: 512, mark: 0.46, corner: 0 },
  'apple-touch-icon.png': { sizePx: 180, mark: 0.56, corner: 0 },
};

/** Files of public/icons, by name. */
export function drawIcons(): Readonly<Record<string, Uint8Array>> {
  const pngs = Object.entries(ICONS).map(([name, shape]) => [name, rasterise(shape)] as const);
  return { ...Object.fromEntries(pngs), 'icon.svg': new TextEncoder().encode(asSvg(ICONS['icon-512.png']!)) };
}

/** Middle of the mark's box, in its own units. */
const MIDDLE = { x: 10.5, y: 9.5 } as const;

function inMark(x: number, y: number): boolean {
  const { dotX, dotY, dotRadius, fronts, stroke } = MARK;
  const distance = Math.hypot(x - dotX, y - dotY);
  if (distance <= dotRadius) return true;
  return x >= dotX && y <= dotY && fronts.some((radius) => Math.abs(distance - radius) <= stroke / 2);
}

function inGround(x: number, y: number, corner: number): boolean {
  const dx = Math.max(corner - x, x - (1 - corner), 0);
  const dy = Math.max(corner - y, y - (1 - corner), 0);
  return Math.hypot(dx, dy) <= corner || corner === 0;
}

/** Pixels by counting samples: no text, no gradient, nothing that a canvas would be needed for. */
function rasterise({ sizePx, mark, corner }: IconShape): Uint8Array {
  const rgba = new Uint8Array(4 * sizePx * sizePx);
  const unit = 20 / (mark * sizePx);
  for (let row = 0; row < sizePx; row++)
    for (let column = 0; column < sizePx; column++) {
      let ground = 0;
      let ink = 0;
      for (let i = 0; i < FINE * FINE; i++) {
        const x = column + ((i % FINE) + 0.5) / FINE;
        const y = row + (Math.floor(i / FINE) + 0.5) / FINE;
        if (!inGround(x / sizePx, y / sizePx, corner)) continue;
        ground++;
        if (inMark((x - sizePx / 2) * unit + MIDDLE.x, (y - sizePx / 2) * unit + MIDDLE.y)) ink++;
      }
      const at = 4 * (row * sizePx + column);
      const share = ground === 0 ? 0 : ink / ground;
      for (let c = 0; c < 3; c++) rgba[at + c] = Math.round(GROUND[c]! + share * (INK[c]! - GROUND[c]!));
      rgba[at + 3] = Math.round((255 * ground) / (FINE * FINE));
    }
  return encodePng(rgba, sizePx, sizePx);
}

function asSvg({ mark, corner }: IconShape): string {
  const { dotX, dotY, dotRadius, fronts, stroke } = MARK;
  const side = 20 / mark;
  const arcs = fronts.map((r) => `M${dotX} ${dotY - r}a${r} ${r} 0 0 1 ${r} ${r}`).join('');
  const box = [MIDDLE.x - side / 2, MIDDLE.y - side / 2].map((v) => Number(v.toFixed(3)));
  const rect = `<rect x="${box[0]}" y="${box[1]}" width="${side.toFixed(3)}" height="${side.toFixed(3)}" rx="${(corner * side).toFixed(3)}" fill="rgb(${GROUND.join(' ')})"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')} ${side.toFixed(3)} ${side.toFixed(3)}">${rect}<g fill="none" stroke="#fff" stroke-width="${stroke}"><circle cx="${dotX}" cy="${dotY}" r="${dotRadius}" fill="#fff" stroke="none"/><path d="${arcs}"/></g></svg>\n`;
}
