import { useEffect, useState } from 'react';
import { METHOD_WORDS } from '../../calibration/study/method-id.ts';
import type { StudyTable } from '../../worker/study-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { type VerdictResult, verdictStore } from '../store/verdict-store.ts';
import { formatCount, formatDb, formatNumber, formatSigned } from '../ui/format.ts';
import { useChanged } from '../verdict/use-changed.ts';
import { verdictDesk } from '../verdict/verdict-desk.ts';
import { countWords, POLICY_NAMES, SPLIT_NAMES } from '../verdict/verdict-words.ts';

/** The methods held against one another, as they stood when the report was opened; nothing where they were not. */
export function ReportVerdict({ project }: { readonly project: string }) {
  const session = useSession();
  const [result, setResult] = useState<VerdictResult | null>(null);
  useEffect(() => {
    let wanted = true;
    void verdictDesk(session)
      .read()
      .then(() => wanted && setResult(verdictStore.getState().result));
    return () => {
      wanted = false;
    };
  }, [session]);
  if (!result || result.view.tables.length === 0) return null;
  return <Verdict result={result} project={project} />;
}

const ENDS = { running: 'goes on', cancelled: 'was cancelled', interrupted: 'was cut off' } as const;

function Verdict({ result: { view, state, job }, project }: { result: VerdictResult; project: string }) {
  const changed = useChanged();
  return (
    <section>
      <h2>Methods on the same held-out cells</h2>
      {changed && <p>{changed}</p>}
      {state !== 'finished' && (
        <p>
          Of {view.sectorIds.length} of {job.sectors.length} sectors: the run {ENDS[state]}.
        </p>
      )}
      {view.tables
        .filter(({ policy }) => policy === 'covered')
        .map((table) => (
          <OneTable key={table.split} table={table} all={allCells(view.tables, table)} project={project} />
        ))}
    </section>
  );
}

function allCells(tables: readonly StudyTable[], { split }: StudyTable): StudyTable | undefined {
  return tables.find((one) => one.split === split && one.policy === 'all');
}

interface OneTableProps {
  readonly table: StudyTable;
  readonly all: StudyTable | undefined;
  readonly project: string;
}

function OneTable({ table, all, project }: OneTableProps) {
  const [picture, setPicture] = useState('');
  useEffect(() => {
    let wanted = true;
    void import('../verdict/verdict-picture.ts').then(({ drawVerdict }) => {
      if (!wanted) return;
      const canvas = document.createElement('canvas');
      drawVerdict(canvas, table, project);
      setPicture(canvas.toDataURL('image/png'));
    });
    return () => {
      wanted = false;
    };
  }, [table, project]);
  const rows = table.methods.filter(({ mae }) => mae.count > 0);
  return (
    <>
      <table className="report-figures">
        <caption>
          Held out: {SPLIT_NAMES[table.split]}; {countWords(table)}. MAE and RMSE in dB, mean ± standard deviation over
          sectors
        </caption>
        <thead>
          <tr>
            <th scope="col">method</th>
            <th scope="col">MAE, {POLICY_NAMES.covered}</th>
            <th scope="col">MAE, {POLICY_NAMES.all}</th>
            <th scope="col">RMSE</th>
            <th scope="col">to best plain</th>
            <th scope="col">cells</th>
            <th scope="col">s</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.method}>
              <th scope="row">{METHOD_WORDS[row.method].label}</th>
              <td>{spread(row.mae)}</td>
              <td>{spread(all?.methods.find(({ method }) => method === row.method)?.mae)}</td>
              <td>{formatDb(row.rmse.mean)}</td>
              <td>
                {row.difference
                  ? `${formatSigned(row.difference.meanDb, 2)} (${row.difference.joint?.map((v) => formatNumber(v, 2)).join(' to ') ?? 'no interval'})`
                  : 'best plain'}
              </td>
              <td>{formatCount(row.cells)}</td>
              <td>{formatNumber(row.seconds.mean, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {picture && (
        <figure className="report-chart">
          <img src={picture} alt={`Error of each method over sectors, held out: ${SPLIT_NAMES[table.split]}`} />
        </figure>
      )}
      <ul>
        {table.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

function spread(of: { readonly mean: number; readonly sd: number } | undefined): string {
  if (!of || Number.isNaN(of.mean)) return '–';
  return Number.isNaN(of.sd) ? formatDb(of.mean) : `${formatDb(of.mean)} ± ${formatDb(of.sd)}`;
}
