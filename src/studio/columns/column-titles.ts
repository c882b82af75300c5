import type { FreeColumn } from '../../io/measurements/mapping-draft.ts';

export const FREE_TITLES: Readonly<Record<FreeColumn, string>> = {
  time: 'Time',
  device: 'Phone',
  frequency: 'Carrier frequency',
  channel: 'Channel number',
  accuracy: 'Error of the position',
  indoor: 'Indoors',
  speed: 'Speed',
};

export const FREE_HELP: Readonly<Record<FreeColumn, string>> = {
  time: 'A date with a clock, or seconds since 1970',
  device: 'Which phone measured; phones read apart',
  frequency: 'In Hz or MHz, told by its size',
  channel: 'Downlink EARFCN or NR-ARFCN',
  accuracy: 'In metres, as the receiver tells it',
  indoor: '1, true or yes under a roof',
  speed: 'Of the receiver',
};
