import { cellMapperLayout } from './cellmapper-layout.ts';
import { contestLayout } from './contest-layout.ts';
import { genericLayout } from './generic-layout.ts';
import { gnetTrackLayout } from './gnettrack-layout.ts';
import { gnetTrackProLayout } from './gnettrack-pro-layout.ts';
import { gridPercentilesLayout } from './grid-percentiles-layout.ts';
import { lteLogLayout } from './lte-log-layout.ts';
import type { MeasurementLayout } from './measurement-layout.ts';
import { nemoLayout } from './nemo-layout.ts';
import { networkSurveyLayout } from './network-survey-layout.ts';
import { openCellIdLayout } from './opencellid-layout.ts';
import { otherLevelsLayout } from './other-levels-layout.ts';
import { qualiPocLayout } from './qualipoc-layout.ts';
import { temsLayout } from './tems-layout.ts';

/** Every tool whose tables are known; the first that recognises one reads it, so the least particular come last. */
export const MEASUREMENT_LAYOUTS: readonly MeasurementLayout[] = [
  cellMapperLayout,
  gnetTrackLayout,
  gnetTrackProLayout,
  networkSurveyLayout,
  openCellIdLayout,
  lteLogLayout,
  gridPercentilesLayout,
  contestLayout,
  temsLayout,
  qualiPocLayout,
  nemoLayout,
  otherLevelsLayout,
  genericLayout,
];
