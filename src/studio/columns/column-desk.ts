import type { FileSource } from '../../io/formats/source.ts';
import type { ColumnQuestion } from '../../io/measurements/column-question.ts';
import { sameHeader } from '../../io/measurements/known-columns.ts';
import type { StoredMapping } from '../../io/measurements/mapping-json.ts';
import type { PageMemory } from '../../io/storage/page-memory.ts';
import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { NamedBytes, OpenedFile, Outcome } from '../../worker/engine-protocol.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify, openDialog } from '../store/view-actions.ts';
import {
  answersOfNames,
  forgetColumns,
  recallColumns,
  rememberColumns,
  remembersColumns,
  withAnswer,
} from './column-memory.ts';

/** Part of the engine that reads tables. */
export interface TableEngine {
  openFiles(
    files: readonly NamedBytes[],
    sceneId: string | null,
    mappings: readonly StoredMapping[],
    preparation?: MeasurementPreparation,
  ): Promise<Outcome<OpenedFile>>;
  askColumns(files: readonly NamedBytes[], mappings: readonly StoredMapping[]): Promise<Outcome<ColumnQuestion>>;
  ledgerCsv(measurementId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
}

/** What was said while the files of one drop were read. */
export interface DropAnswers {
  known: readonly StoredMapping[];
  /** Columns that nobody wanted to say anything of. */
  readonly declined: (readonly string[])[];
}

/** Asks a person which column of a table holds what, once for all files of its columns, and remembers the answer. */
export class ColumnDesk {
  readonly #engine: TableEngine;
  readonly #registry: TypedArrayRegistry;
  readonly #memory: PageMemory;
  readonly #take: (opened: OpenedFile, files: readonly NamedBytes[], name: string) => void;
  #answer: (answer: StoredMapping | null) => void = () => undefined;

  /** @param take gets measurements that are read anew */
  constructor(
    engine: TableEngine,
    registry: TypedArrayRegistry,
    memory: PageMemory,
    take: (opened: OpenedFile, files: readonly NamedBytes[], name: string) => void,
  ) {
    this.#engine = engine;
    this.#registry = registry;
    this.#memory = memory;
    this.#take = take;
  }

  startDrop(): DropAnswers {
    return { known: answersOfNames(recallColumns(this.#memory)), declined: [] };
  }

  /**
   * Opens files of a drop; where columns are unknown a person is asked, unless `asks` is false.
   * @returns 'aborted' where the person did not say
   */
  async open(files: readonly NamedBytes[], drop: DropAnswers, asks: boolean): Promise<Outcome<OpenedFile>> {
    const { sceneId } = currentProject();
    const outcome = await this.#engine.openFiles(files, sceneId, drop.known);
    if (outcome.ok || !outcome.columnsUnknown || !asks) return outcome;
    const question = await this.#engine.askColumns(files, [...drop.known, ...recallColumns(this.#memory)]);
    if (!question.ok) return outcome;
    const { columns } = question.value;
    const declined = { ok: false, code: 'aborted', message: outcome.message } as const;
    if (drop.declined.some((header) => sameHeader(header, columns))) return declined;
    const answer = await this.#ask(question.value);
    if (answer === null) {
      drop.declined.push(columns);
      return declined;
    }
    drop.known = withAnswer(drop.known, answer);
    return this.#engine.openFiles(files, sceneId, drop.known);
  }

  /** Asks anew for the measurements in hand, and reads them again as the answer says. */
  async change(): Promise<void> {
    const { measurementId, sceneId } = currentProject();
    const source = this.#registry.sources.get(measurementId ?? '');
    if (source?.kind !== 'files') return;
    const files = await this.#filesOf(source);
    if (files === null) return refuse('The file of the measurements is not at hand any more: drop it again.');
    const { mappings = [], preparation } = source;
    const question = await this.#engine.askColumns(files, mappings);
    if (!question.ok) return refuse(question.message);
    const answer = await this.#ask(question.value);
    if (answer === null) return;
    const opened = await this.#engine.openFiles(files, sceneId, withAnswer(mappings, answer), preparation);
    if (opened.ok) this.#take(opened.value, files, files[0]?.name ?? '');
    else refuse(opened.message);
  }

  /** Of the person: what the columns hold. */
  answer(answer: StoredMapping): void {
    rememberColumns(this.#memory, answer);
    this.#answer(answer);
    openDialog(null);
  }

  /** True where the answer for these columns is remembered. */
  remembers(header: readonly string[]): boolean {
    return remembersColumns(this.#memory, header);
  }

  /** The next file of these columns is asked about again; without columns the next of any. What is open stays as it is read. */
  forget(header?: readonly string[]): void {
    forgetColumns(this.#memory, header);
  }

  /** How many layouts are remembered. */
  get remembered(): number {
    return recallColumns(this.#memory).length;
  }

  /** The rows of the measurements in hand that were left out, as a file. */
  ledgerCsv(measurementId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#engine.ledgerCsv(measurementId);
  }

  /** Null where the dialog is closed without an answer, or another takes its place. */
  #ask(columnQuestion: ColumnQuestion): Promise<StoredMapping | null> {
    return new Promise((resolve) => {
      studioStore.setState({ columnQuestion, dialog: 'columns', reading: null });
      const unsubscribe = studioStore.subscribe(({ dialog }) => {
        if (dialog !== 'columns') this.#answer(null);
      });
      this.#answer = (answer) => {
        this.#answer = () => undefined;
        unsubscribe();
        studioStore.setState({ columnQuestion: null });
        resolve(answer);
      };
    });
  }

  async #filesOf({ files }: FileSource): Promise<readonly NamedBytes[] | null> {
    const found = files.map(({ name, key }) => ({ name, blob: this.#registry.files.get(key) }));
    const read = found.map(async ({ name, blob }) => blob && { name, bytes: new Uint8Array(await blob.arrayBuffer()) });
    const all = (await Promise.all(read)).filter((file) => file !== undefined);
    return all.length === files.length ? all : null;
  }
}

function refuse(message: string): void {
  notify({ tone: 'bad', title: 'The columns cannot be chosen', message, details: [] });
}
