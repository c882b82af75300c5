import { METHOD_WORDS } from '../../calibration/study/method-id.ts';
import { quantiles } from '../../metrics/cdf.ts';
import type { StudyTable } from '../../worker/study-protocol.ts';
import { ticksOf } from '../charts/ticks.ts';
import { css, seriesColour } from '../map/colour-scales.ts';
import { formatNumber } from '../ui/format.ts';
import { errorLines } from './error-lines.ts';
import { countWords, POLICY_NAMES, SPLIT_NAMES } from './verdict-words.ts';

const WIDTH = 1600;
const ROW = 34;
const TOP = 110;
const LABELS = 300;
const MIDDLE = 980;
const FONT = 'Inter Variable, Inter, system-ui, sans-serif';
const INK = { text: '#1c2530', muted: '#5a6675', line: '#d5dbe2', accent: '#2457d6', fill: '#c9d6f6' } as const;

/** Box plots of every row and lines of the best of each family as a PNG, light, with what it rests on. */
export async function verdictPicture(table: StudyTable, project: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas');
  drawVerdict(canvas, table, project);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array(blob ? await blob.arrayBuffer() : new ArrayBuffer(0));
}

/** The same drawn on a canvas. */
export function drawVerdict(canvas: HTMLCanvasElement, table: StudyTable, project: string): void {
  const rows = table.methods.filter(({ mae }) => mae.count > 0);
  canvas.width = WIDTH;
  canvas.height = TOP + Math.max(14, rows.length) * ROW + 70;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const write = (
    text: string,
    x: number,
    y: number,
    size: number,
    colour: string = INK.text,
    align: CanvasTextAlign = 'left',
  ) => {
    context.font = `${size}px ${FONT}`;
    context.fillStyle = colour;
    context.textAlign = align;
    context.fillText(text, x, y);
  };
  const stroke = (points: readonly (readonly [number, number])[], colour: string, width = 1) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (const [k, [x, y]] of points.entries()) k === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
    context.stroke();
  };
  write(`${project}: held-out mean absolute error`, 24, 40, 26);
  write(
    `held out: ${SPLIT_NAMES[table.split]}; ${POLICY_NAMES[table.policy]}; ${countWords(table)}`,
    24,
    70,
    18,
    INK.muted,
  );
  const bottom = TOP + Math.max(14, rows.length) * ROW;
  const high = Math.max(5, Math.ceil(Math.max(...rows.map(({ mae }) => mae.max)) / 5) * 5);
  const x = (db: number) => LABELS + ((MIDDLE - 140 - LABELS) * db) / high;
  for (const tick of ticksOf(0, high, 6)) {
    stroke(
      [
        [x(tick), TOP],
        [x(tick), bottom],
      ],
      INK.line,
    );
    write(formatNumber(tick, 0), x(tick), bottom + 24, 16, INK.muted, 'center');
  }
  write('MAE of each sector, dB', x(high / 2), bottom + 50, 16, INK.muted, 'center');
  for (const [k, row] of rows.entries()) {
    const y = TOP + k * ROW + ROW / 2;
    const [p5, q1, median, q3, p95] = quantiles(
      row.bySector.map(({ maeDb }) => maeDb),
      [0.05, 0.25, 0.5, 0.75, 0.95],
    ) as [number, number, number, number, number];
    write(METHOD_WORDS[row.method].label, LABELS - 12, y + 6, 17, INK.text, 'right');
    stroke(
      [
        [x(p5), y],
        [x(p95), y],
      ],
      INK.accent,
      1.5,
    );
    context.fillStyle = INK.fill;
    context.fillRect(x(q1), y - 9, Math.max(1, x(q3) - x(q1)), 18);
    context.strokeStyle = INK.accent;
    context.strokeRect(x(q1), y - 9, Math.max(1, x(q3) - x(q1)), 18);
    stroke(
      [
        [x(median), y - 9],
        [x(median), y + 9],
      ],
      INK.accent,
      3,
    );
    const sd = Number.isNaN(row.mae.sd) ? '' : ` ± ${formatNumber(row.mae.sd, 2)}`;
    write(`${formatNumber(row.mae.mean, 2)}${sd}`, MIDDLE - 20, y + 6, 16, INK.text, 'right');
  }
  const lines = errorLines(table, 'cells', null);
  const most = 20;
  const left = MIDDLE + 70;
  const cx = (db: number) => left + ((WIDTH - 30 - left) * db) / most;
  const cy = (share: number) => bottom - (bottom - TOP) * share;
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    stroke(
      [
        [left, cy(share)],
        [WIDTH - 30, cy(share)],
      ],
      INK.line,
    );
    write(`${100 * share} %`, left - 8, cy(share) + 6, 16, INK.muted, 'right');
  }
  for (const tick of ticksOf(0, most, 5)) write(formatNumber(tick, 0), cx(tick), bottom + 24, 16, INK.muted, 'center');
  write('error of held-out cells, dB, no more than', (left + WIDTH - 30) / 2, bottom + 50, 16, INK.muted, 'center');
  for (const [k, { label, points }] of lines.entries()) {
    const colour = css(seriesColour(k, 'light'));
    const within = points.filter(([db]) => db <= most);
    stroke([[cx(0), cy(0)], ...within.map(([db, share]) => [cx(db), cy(share)] as const)], colour, 2.5);
    write(label, WIDTH - 40, bottom - 16 - 24 * (lines.length - 1 - k), 17, colour, 'right');
  }
}
