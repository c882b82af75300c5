/**
 * An SVG path through values along an axis, broken where a value is NaN. Of more samples than columns, each column shows its least and
 * its greatest, so that no dip is lost.
 *
 * @param place abscissa of a sample [px], never falling
 * @param y ordinate of a value [px]
 */
export function stripPath(
  values: ArrayLike<number>,
  place: (sample: number) => number,
  y: (value: number) => number,
  columns: number,
): string {
  let path = '';
  let pen = 'M';
  const to = (x: number, value: number) => {
    path += `${pen}${x.toFixed(1)} ${y(value).toFixed(1)}`;
    pen = 'L';
  };
  const dense = values.length > 4 * columns;
  for (let i = 0; i < values.length; ) {
    const x = place(i);
    const value = values[i]!;
    if (Number.isNaN(value)) {
      pen = 'M';
      i++;
      continue;
    }
    if (!dense) {
      to(x, value);
      i++;
      continue;
    }
    const column = Math.floor(x);
    let [low, high] = [value, value];
    for (; i < values.length && Math.floor(place(i)) === column && !Number.isNaN(values[i]!); i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
    to(column, low);
    if (high > low) to(column, high);
  }
  return path;
}
