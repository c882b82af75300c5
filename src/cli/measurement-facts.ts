import type { MeasurementSet } from '../measurements/measurement-set.ts';

/** What measurements tell at a glance: units, how many cells and phones, levels, time and extent; null where the file tells none. */
export function measurementFacts(set: MeasurementSet) {
  const { positions } = set;
  const degrees = positions.kind === 'wgs84';
  const [a, b] = degrees ? [positions.latDeg, positions.lonDeg] : [positions.x, positions.y];
  const times = set.timeMs && range(set.timeMs);
  const level = range(set.rsrpDbm);
  return {
    units: {
      position: degrees ? 'deg' : 'm',
      rsrp: 'dBm',
      ...(set.frequencyHz ? { frequency: 'Hz' } : {}),
      ...(set.timeMs ? { time: 'ISO 8601, UTC' } : {}),
      ...(set.accuracyM ? { accuracy: 'm' } : {}),
      ...(set.speedMps ? { speed: 'm/s' } : {}),
    },
    cells: set.cells.length,
    devices: set.devices.length,
    carriers: set.frequencyHz
      ? [...new Set(set.frequencyHz)].filter((hertz) => !Number.isNaN(hertz)).sort((p, q) => p - q)
      : [],
    rsrp: level && { min: level.least, median: medianOf(set.rsrpDbm), max: level.most },
    time: times && { first: new Date(times.least).toISOString(), last: new Date(times.most).toISOString() },
    extent: set.count === 0 ? null : { [degrees ? 'lat' : 'x']: ends(a), [degrees ? 'lon' : 'y']: ends(b) },
  };
}

function range(values: ArrayLike<number>): { least: number; most: number } | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? { least, most } : null;
}

function ends(values: Float64Array): readonly [number, number] {
  const found = range(values);
  return [found?.least ?? Number.NaN, found?.most ?? Number.NaN];
}

function medianOf(values: Float32Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
