import type { AntennaSettings, TemplateName } from '../sites/site-templates.ts';

/** What clicks on the map do; null: they select. */
export type MapTool =
  | { readonly kind: 'add-site'; readonly template: TemplateName }
  | { readonly kind: 'draw-building'; readonly shape: 'rectangle' | 'outline' }
  /** A box on the map takes measured cells. */
  | { readonly kind: 'select-cells' }
  /** Clicks are places that a site may be built at; the tool stays until it is put away. */
  | { readonly kind: 'pick-places' }
  | null;

/** A place that a panel tells of, drawn on the map for as long as it does. */
export interface MapMark {
  readonly id: string;
  /** Scene frame [m]. */
  readonly x: number;
  readonly y: number;
  /** Of its mast above the ground [m]. */
  readonly heightM: number;
  readonly strong: boolean;
}

/** What is under way with the hand and is no part of the project. */
export interface EditingState {
  readonly tool: MapTool;
  readonly marks: readonly MapMark[];
  /** Antenna settings that were copied, and from which sector. */
  readonly antenna: { readonly from: string; readonly settings: AntennaSettings } | null;
  /** Whose name is being typed. */
  readonly renaming: { readonly kind: 'site' | 'sector'; readonly id: string } | null;
}

export const INITIAL_EDITING: EditingState = { tool: null, marks: [], antenna: null, renaming: null };
