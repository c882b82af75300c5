import type { SectorService } from '../coverage/sector-services.ts';
import type { AntennaSetting } from './antenna-search.ts';

/** One sector of a network before and after antennas were turned. */
export interface TurnedSector {
  readonly id: string;
  readonly isTurnable: boolean;
  readonly before: AntennaSetting;
  readonly after: AntennaSetting;
  readonly servedBefore: SectorService;
  readonly servedAfter: SectorService;
}
