import { genericMapping, genericPosition } from './generic-layout.ts';
import type { MeasurementLayout, TableHead } from './measurement-layout.ts';

/** Levels that are no RSRP, by the bare name of their column, and what they are. */
const LEVELS: readonly (readonly [RegExp, string])[] = [
  [/^rssi(dbm)?$/, 'the power of a whole channel'],
  [/^rxlev(el)?(dbm)?$/, 'the level of GSM'],
  [/^rscp(dbm)?$/, 'the level of UMTS'],
  [/^(rss|esp|rxpower|receivedpower)(dbm)?$/, 'a received power'],
];

/** Tables that hold positions and levels of another kind than RSRP: told as what they are, and read only where a mapping says so. */
export const otherLevelsLayout: MeasurementLayout = {
  id: 'other-levels',
  title: 'levels that are no RSRP',
  recognise: (head) => {
    const receivers = head.table.columns.filter((name) => /_rss$|-b210$|_rssi$/i.test(name));
    if (receivers.length >= 2) return { refused: severalReceivers(head, receivers), mappable: true };
    if (genericPosition(head) === null || genericMapping(head) !== null) return null;
    for (const [index, key] of head.keys.entries()) {
      const what = LEVELS.find(([name]) => name.test(key))?.[1];
      const column = head.table.columns[index];
      if (what === undefined || column === undefined) continue;
      const lora = head.keys.includes('snr') && head.keys.includes('esp') ? ' (a LoRa log by its columns)' : '';
      return {
        refused: `its level "${column}" is ${what}, no RSRP${lora}; to read it as one all the same, name it in a mapping: "rsrp": "${column}"`,
        mappable: true,
      };
    }
    return null;
  },
};

/** One column a receiver: which position a level belongs to depends on what is asked. */
function severalReceivers(head: TableHead, receivers: readonly string[]): string {
  const transmitter = head.table.columns.filter((name) => /^tx_?\d?_?[xy]/i.test(name)).slice(0, 2);
  const position =
    transmitter.length === 2
      ? `"position": {"kind": "wgs84", "lat": "${transmitter[0]}", "lon": "${transmitter[1]}"}, `
      : '';
  return `each row holds what at least ${receivers.length} receivers have of one transmitter (${receivers.slice(0, 3).join(', ')} ...), in decibels that are no RSRP; to read one receiver's column as a level, name it in a mapping: ${position}"rsrp": "${receivers[0]}"`;
}
