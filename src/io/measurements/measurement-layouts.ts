import { cellMapperLayout } from './cellmapper-layout.ts';
import { genericLayout } from './generic-layout.ts';
import type { MeasurementLayout } from './measurement-layout.ts';

/** Every tool whose tables are known; the first that recognises one reads it, so the least particular comes last. */
export const MEASUREMENT_LAYOUTS: readonly MeasurementLayout[] = [cellMapperLayout, genericLayout];
