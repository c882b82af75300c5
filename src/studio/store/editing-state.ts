import type { AntennaSettings, TemplateName } from '../sites/site-templates.ts';

/** What clicks on the map do; null: they select. */
export type MapTool =
  | { readonly kind: 'add-site'; readonly template: TemplateName }
  | { readonly kind: 'draw-building'; readonly shape: 'rectangle' | 'outline' }
  /** A box on the map takes measured cells. */
  | { readonly kind: 'select-cells' }
  | null;

/** What is under way with the hand and is no part of the project. */
export interface EditingState {
  readonly tool: MapTool;
  /** Antenna settings that were copied, and from which sector. */
  readonly antenna: { readonly from: string; readonly settings: AntennaSettings } | null;
  /** Whose name is being typed. */
  readonly renaming: { readonly kind: 'site' | 'sector'; readonly id: string } | null;
}

export const INITIAL_EDITING: EditingState = { tool: null, antenna: null, renaming: null };
