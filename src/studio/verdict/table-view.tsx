import { type ReactNode, useState } from 'react';
import { METHOD_WORDS, type StudyMethodId } from '../../calibration/study/method-id.ts';
import { toldBy } from '../../calibration/study/study-sentences.ts';
import type { MethodSummary } from '../../calibration/study/summarise-study.ts';
import type { StudyTable } from '../../worker/study-protocol.ts';
import { patchVerdict, type SortKey, useVerdict } from '../store/verdict-store.ts';
import { formatCount, formatDb, formatNumber, formatSigned } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { FileButtons } from './file-buttons.tsx';
import { moveByRows } from './row-keys.ts';
import { sortedRows } from './sorted-rows.ts';
import { HEAD_HELP } from './verdict-words.ts';

/** The table in the layout of the paper's Table 2, with what it supports in words. */
export function TableView({ table }: { readonly table: StudyTable }) {
  const sort = useVerdict((s) => s.sort);
  const chosen = useVerdict((s) => s.method);
  const [first, second, ...rest] = table.sentences;
  const iterated = table.methods.some(({ iterations }) => iterations.count > 0);
  const rows = sortedRows(table.methods, sort);
  const [met, setMet] = useState<StudyMethodId | null>(null);
  // Tab comes to one row, the one that was met last; arrows lead on from it.
  const entry = rows.find(({ method }) => method === (met ?? chosen)) ?? rows[0];
  return (
    <div className="verdict-figures">
      <div className="verdict-table">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are chosen, and walked through by keys */}
        <table className="wide-table" role="grid" aria-label="Methods on the same held-out cells" aria-readonly>
          <thead>
            <tr>
              <SortHead of="order" words>
                Method
              </SortHead>
              <SortHead of="mae" help={HEAD_HELP.mae}>
                MAE, dB
              </SortHead>
              <Head help={HEAD_HELP.interval}>95 %</Head>
              <SortHead of="difference" help={HEAD_HELP.difference}>
                to best plain
              </SortHead>
              <SortHead of="rmse" help={HEAD_HELP.rmse}>
                RMSE
              </SortHead>
              {iterated && (
                <>
                  <Head help={HEAD_HELP.minimum}>minimum</Head>
                  <Head help={HEAD_HELP.last}>last</Head>
                </>
              )}
              <SortHead of="cells" help={HEAD_HELP.cells}>
                cells
              </SortHead>
              <SortHead of="coverage" help={HEAD_HELP.coverage}>
                covered
              </SortHead>
              <SortHead of="seconds" help={HEAD_HELP.seconds}>
                seconds
              </SortHead>
            </tr>
          </thead>
          <tbody onKeyDown={moveByRows}>
            {rows.map((row) => (
              <Row
                key={row.method}
                row={row}
                best={row.method === table.bestPlain}
                iterated={iterated}
                entry={row === entry}
                onMeet={setMet}
              />
            ))}
          </tbody>
        </table>
      </div>
      <section className="verdict-says" aria-label="What the data support">
        {chosen && table.methods.some(({ method }) => method === chosen) && (
          <p className="verdict-quiet">
            {METHOD_WORDS[chosen].label}: {METHOD_WORDS[chosen].note}
          </p>
        )}
        <p>
          {first} {second && <strong>{second}</strong>}
        </p>
        {rest.length > 0 && (
          <ul>
            {rest.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <FileButtons table={table} />
      </section>
    </div>
  );
}

interface RowProps {
  readonly row: MethodSummary;
  readonly best: boolean;
  readonly iterated: boolean;
  /** Tab comes to this one. */
  readonly entry: boolean;
  /** Told when the focus comes to the row. */
  readonly onMeet: (method: StudyMethodId) => void;
}

function Row({ row, best, iterated, entry, onMeet }: RowProps) {
  const chosen = useVerdict((s) => s.method === row.method);
  const { label, note } = METHOD_WORDS[row.method];
  const name = (
    <th scope="row" className="words">
      <Term help={note} rowTab={entry ? 0 : -1}>
        {label}
      </Term>
    </th>
  );
  if (row.mae.count === 0)
    return (
      <tr onFocus={() => onMeet(row.method)}>
        {name}
        <td colSpan={iterated ? 9 : 7} className="words verdict-quiet">
          {row.missing[0]?.reason ?? 'No held-out cell counts.'}
        </td>
      </tr>
    );
  const { mae, minimumMae, lastMae, iterations } = row;
  return (
    <tr
      aria-selected={chosen}
      onFocus={() => onMeet(row.method)}
      onClick={() => patchVerdict({ method: chosen ? null : row.method })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        patchVerdict({ method: row.method, section: 'maps' });
      }}
    >
      {name}
      <td>
        <b>{formatNumber(mae.mean, 2)}</b>
        {Number.isNaN(mae.sd) ? '' : ` ± ${formatNumber(mae.sd, 2)}`}
        {row.missing.length > 0 && (
          <span className="verdict-quiet" title={`${row.missing[0]!.sectorId}: ${row.missing[0]!.reason}`}>
            {' '}
            ({row.sectors} sectors)
          </span>
        )}
      </td>
      <td>{spanOf(row.interval)}</td>
      <td>{best ? 'best plain' : <Difference row={row} />}</td>
      <td>{formatDb(row.rmse.mean)}</td>
      {iterated && (
        <>
          <td>{iterations.count > 0 ? formatDb(minimumMae.mean) : ''}</td>
          <td>{iterations.count > 0 ? formatDb(lastMae.mean) : ''}</td>
        </>
      )}
      <td>{formatCount(row.cells)}</td>
      <td>{formatNumber(100 * row.coverage.mean, 0)} %</td>
      <td>
        {formatNumber(row.ownSeconds.mean, 1)} ({formatNumber(row.seconds.mean, 1)})
      </td>
    </tr>
  );
}

const MARKS = { better: '▼', worse: '▲', open: '≈' } as const;
const MARK_WORDS = { better: 'better', worse: 'worse', open: 'cannot be told apart' } as const;

function Difference({ row: { difference } }: { readonly row: MethodSummary }) {
  if (!difference) return <>–</>;
  const told = toldBy(difference);
  return (
    <>
      <span className={`verdict-mark ${told}`} role="img" aria-label={MARK_WORDS[told]}>
        {MARKS[told]}
      </span>{' '}
      {formatSigned(difference.meanDb, 2)}
      <span className="verdict-quiet"> {spanOf(difference.joint)}</span>
    </>
  );
}

function spanOf(interval: readonly [number, number] | null): string {
  return interval ? `${formatNumber(interval[0], 2)} to ${formatNumber(interval[1], 2)}` : '–';
}

interface SortHeadProps {
  readonly of: SortKey;
  readonly help?: string;
  readonly words?: boolean;
  readonly children: ReactNode;
}

function SortHead({ of, help, words = false, children }: SortHeadProps) {
  const sort = useVerdict((s) => s.sort);
  const now = sort.key === of;
  return (
    <th
      scope="col"
      className={words ? 'words' : undefined}
      aria-sort={now ? (sort.rising ? 'ascending' : 'descending') : 'none'}
    >
      <button
        type="button"
        className="text-button verdict-sort"
        title={help}
        onClick={() => patchVerdict({ sort: { key: of, rising: now ? !sort.rising : true } })}
      >
        {children}
        {now && of !== 'order' && (sort.rising ? ' ↑' : ' ↓')}
      </button>
    </th>
  );
}

function Head({ help, children }: { readonly help: string; readonly children: ReactNode }) {
  return (
    <th scope="col">
      <Term help={help}>{children}</Term>
    </th>
  );
}
