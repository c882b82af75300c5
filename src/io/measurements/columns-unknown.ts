import { UserError } from '../../units/errors.ts';

/** A table whose columns cannot be told, so that a person has to say which holds what. */
export class ColumnsUnknown extends UserError {
  constructor(message: string) {
    super('bad-input', message);
    this.name = 'ColumnsUnknown';
  }
}
