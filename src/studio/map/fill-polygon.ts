/**
 * Calls `span` with the first and one past the last index of every run of points of a `width` x `height` picture whose middles lie in a
 * polygon, by the even-odd rule.
 *
 * @param points x and y of the corners in turn, in points of the picture; the last is joined to the first
 */
export function fillPolygon(
  points: readonly number[],
  width: number,
  height: number,
  span: (from: number, to: number) => void,
): void {
  const count = points.length / 2;
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    top = Math.min(top, points[2 * i + 1]!);
    bottom = Math.max(bottom, points[2 * i + 1]!);
  }
  const crossings: number[] = [];
  const last = Math.min(height - 1, Math.ceil(bottom));
  for (let row = Math.max(0, Math.floor(top)); row <= last; row++) {
    const y = row + 0.5;
    crossings.length = 0;
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const [xa, ya, xb, yb] = [points[2 * j]!, points[2 * j + 1]!, points[2 * i]!, points[2 * i + 1]!];
      if (ya <= y !== yb <= y) crossings.push(xa + ((y - ya) / (yb - ya)) * (xb - xa));
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil(crossings[k]! - 0.5));
      const to = Math.min(width, Math.ceil(crossings[k + 1]! - 0.5));
      if (to > from) span(row * width + from, row * width + to);
    }
  }
}
