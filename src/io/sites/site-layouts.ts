import { atollLayout } from './atoll-layout.ts';
import { barePositionsLayout } from './bare-positions-layout.ts';
import { genericSitesLayout } from './generic-sites-layout.ts';
import { nbfLayout } from './nbf-layout.ts';
import { openCellIdCellsLayout } from './opencellid-cells-layout.ts';
import type { SiteLayout } from './site-layout.ts';

/** Every tool whose lists of sectors are known; the first that recognises a table reads it, so the least particular comes last. */
export const SITE_LAYOUTS: readonly SiteLayout[] = [
  openCellIdCellsLayout,
  nbfLayout,
  genericSitesLayout,
  barePositionsLayout,
  atollLayout,
];
