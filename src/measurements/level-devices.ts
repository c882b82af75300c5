import { type DeviceOffsets, deviceOffsets } from './device-offsets.ts';
import type { MeasurementSet } from './measurement-set.ts';

/**
 * How the phones of a set read against one another; null with fewer than two. Rows without a serving cell are not looked at, but where
 * no row names one.
 * @param local positions of the rows [m]
 */
export function offsetsOfDevices(
  { device, devices, rsrpDbm, cells, cell, frequencyHz }: MeasurementSet,
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
): DeviceOffsets | null {
  if (device === null || devices.length < 2) return null;
  const known = cells.length === 0 ? device : device.map((d, i) => (cell[i]! < 0 ? -1 : d));
  return deviceOffsets({ x, y, levelDbm: rsrpDbm, sector: cell, device: known, frequencyHz }, devices.length);
}

/** The offsets that can be told, by name of the phone [dB]: what a preparation takes off. */
export function toldOffsets({ devices }: MeasurementSet, { offsetDb, sdDb }: DeviceOffsets): Record<string, number> {
  return Object.fromEntries(devices.flatMap((name, d) => (Number.isNaN(sdDb[d]!) ? [] : [[name, offsetDb[d]!]])));
}
