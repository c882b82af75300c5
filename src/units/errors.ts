/**
 * A failure that a user can meet and mend: bad file, bad argument, missing adapter. `message` says what, where (file, row or
 * byte), the value, the rule and the cure; faces print it as it is. Anything else that is thrown is a bug.
 */
export class UserError extends Error {
  readonly code: UserErrorCode;
  constructor(code: UserErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
  }
}

/** `bad-input`: file or argument; `no-adapter`: no usable GPU; `over-budget`: refused before allocation; `aborted`: cancelled by the user. */
export type UserErrorCode = 'bad-input' | 'no-adapter' | 'device-lost' | 'over-budget' | 'aborted';

export function badInput(message: string): UserError {
  return new UserError('bad-input', message);
}

/** Something noticed while reading or building that the user must be told of, counted, and never silently dropped. */
export interface Issue {
  /** `repaired`: changed and kept; `rejected`: left out; `warning`: kept as it is. */
  readonly kind: 'repaired' | 'rejected' | 'warning';
  /** Stable short code, e.g. `ring-closed`, `degenerate-triangles`, `material-out-of-band`. */
  readonly code: string;
  /** Full sentence with the place, the value, the rule and the cure. */
  readonly message: string;
  /** How many items it concerns. */
  readonly count: number;
}
