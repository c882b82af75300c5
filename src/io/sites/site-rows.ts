import type { SectorDraft } from '../../sites/sector-draft.ts';
import { type Issue, UserError } from '../../units/errors.ts';
import type { NamedTable } from '../tables/table-formats.ts';

/** Why a row of a list of sectors was left out. */
export const SITE_REASONS = {
  'invalid-row': 'a value is not what its column takes',
  'repeated-id': 'the id was used before',
  inactive: 'switched off',
  'no-site': 'its site is not in the list of sites',
} as const;
export type SiteReason = keyof typeof SITE_REASONS;

export interface SiteRejection {
  readonly reason: SiteReason;
  /** Index into `parts`. */
  readonly part: number;
  /** Line of the part (or what it counts), 1 = first. */
  readonly line: number;
  /** Where, the value, the rule and the cure. */
  readonly message: string;
}

/** A table that sectors were read from. */
export interface SitePart extends NamedTable {
  readonly rows: number;
}

/** Sectors of a list, one a row that was accepted; accepted + rejected = rows. */
export interface SiteSet {
  readonly layout: string;
  readonly drafts: readonly SectorDraft[];
  readonly rows: number;
  readonly parts: readonly SitePart[];
  readonly rejections: readonly SiteRejection[];
  readonly issues: readonly Issue[];
}

/** Accepted and rejected rows while they are read. */
export class SiteRows {
  readonly #drafts: SectorDraft[] = [];
  readonly #rejections: SiteRejection[] = [];
  readonly #parts: { named: NamedTable; rows: number }[] = [];
  readonly #notes = new Map<string, { count: number; text: string; kind: Issue['kind'] }>();
  readonly #places = new Map<string, string>();

  /** Reads a table whose every row is a sector: `draftOf` gives it, or why there is none, or throws what is wrong with the row. */
  read(
    named: NamedTable,
    draftOf: (
      fields: readonly string[],
      place: string,
    ) => SectorDraft | { readonly reason: SiteReason; readonly because: string },
  ): void {
    const part = { named, rows: 0 };
    const index = this.#parts.push(part) - 1;
    const { table, name } = named;
    table.forEachRow((fields, line) => {
      part.rows++;
      const place = `${name}, row ${part.rows} (${table.counts} ${line})`;
      const reject = (reason: SiteReason, message: string) => {
        this.#rejections.push({ reason, part: index, line, message });
      };
      try {
        const draft = draftOf(fields, place);
        if ('reason' in draft) return reject(draft.reason, `${place}: ${draft.because}`);
        const earlier = this.#places.get(draft.id);
        if (earlier !== undefined) {
          return reject(
            'repeated-id',
            `${place}: the id "${draft.id}" was already used at ${earlier}; give every sector its own id`,
          );
        }
        this.#places.set(draft.id, place);
        this.#drafts.push(draft);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        reject('invalid-row', error.message);
      }
      return undefined;
    });
  }

  /** Counts something to be told; `text` follows the count. */
  note(code: string, text: string, kind: Issue['kind'] = 'warning'): void {
    const known = this.#notes.get(code);
    if (known) known.count++;
    else this.#notes.set(code, { count: 1, text, kind });
  }

  toSet(name: string, layout: string): SiteSet {
    const reasons = new Map<SiteReason, SiteRejection[]>();
    for (const one of this.#rejections) {
      const known = reasons.get(one.reason);
      if (known) known.push(one);
      else reasons.set(one.reason, [one]);
    }
    return {
      layout,
      drafts: this.#drafts,
      rows: this.#drafts.length + this.#rejections.length,
      parts: this.#parts.map(({ named, rows }) => ({ ...named, rows })),
      rejections: this.#rejections,
      issues: [
        ...[...reasons].map(([reason, of]) => ({
          kind: 'rejected' as const,
          code: reason,
          count: of.length,
          message: `${of.length} row${of.length === 1 ? '' : 's'} left out, ${SITE_REASONS[reason]} (${of[0]!.message})`,
        })),
        ...[...this.#notes].map(([code, { count, text, kind }]) => ({
          kind,
          code,
          count,
          message: `${name}: ${count} ${text}`,
        })),
      ],
    };
  }
}
