/** What a demonstrator has switched on. */
export interface PresentState {
  /** Panels away, larger type. */
  readonly on: boolean;
  /** Index of the tour's step; null while there is no tour. */
  readonly step: number | null;
}

export const NOT_PRESENTING: PresentState = { on: false, step: null };
