/** What a virtual drive test is asked to be. */
export interface VirtualDriveState {
  readonly way: 'streets' | 'line';
  readonly lengthKm: number;
  readonly everyM: number;
  readonly speedKmh: number;
  readonly shadowingDb: number;
  readonly noiseDb: number;
  readonly positionErrorM: number;
  readonly foliage: boolean;
  readonly seed: number;
}

/** As a phone would log: levels in whole dB that wander, positions that err. */
export const INITIAL_VIRTUAL_DRIVE: VirtualDriveState = {
  way: 'streets',
  lengthKm: 20,
  everyM: 10,
  speedKmh: 40,
  shadowingDb: 7,
  noiseDb: 2,
  positionErrorM: 5,
  foliage: true,
  seed: 1,
};
