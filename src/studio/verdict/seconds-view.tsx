import { METHOD_WORDS } from '../../calibration/study/method-id.ts';
import type { MethodSummary } from '../../calibration/study/summarise-study.ts';
import type { StudyTable } from '../../worker/study-protocol.ts';
import { BoxShape } from '../charts/box-plot.tsx';
import { boxesOf } from '../errors/box-figures.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { HEAD_HELP } from './verdict-words.ts';

const DECADES = [0.001, 0.01, 0.1, 1, 10, 100, 1000] as const;

/** Seconds that each method took, sector by sector, over a logarithmic axis: the paper's Figure 5. */
export function SecondsView({ table }: { readonly table: StudyTable }) {
  const adapter = useStudio((s) => s.engine?.adapter ?? '');
  const rows = table.methods.filter(({ mae }) => mae.count > 0);
  const seconds = rows.flatMap(({ bySector }) => bySector.map((one) => one.seconds)).filter((s) => s > 0);
  const low = decadeBelow(Math.min(...seconds, 1));
  const high = decadeAbove(Math.max(...seconds, 1));
  const at = (s: number) => {
    const lg = Math.log10(Math.max(low, s));
    return (100 * (lg - Math.log10(low))) / (Math.log10(high) - Math.log10(low));
  };
  const ticks = DECADES.filter((decade) => decade >= low && decade <= high);
  return (
    <div className="verdict-scroll">
      <table className="wide-table verdict-boxes" aria-label="Seconds by method">
        <thead>
          <tr>
            <th scope="col" className="words">
              Method
            </th>
            <th scope="col" className="box-column">
              <span className="box-axis">
                {ticks.map((decade) => (
                  <span key={decade} style={{ left: `${at(decade)}%` }}>
                    {decade} s
                  </span>
                ))}
              </span>
            </th>
            <th scope="col">
              <Term help={HEAD_HELP.seconds}>own, s</Term>
            </th>
            <th scope="col">with paths and maps, s</th>
            <th scope="col">iterations</th>
            <th scope="col">s an iteration</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SecondsRow key={row.method} row={row} at={at} />
          ))}
        </tbody>
      </table>
      <p className="card-foot">
        Of one fit and prediction a sector, {table.sectors} sector{table.sectors === 1 ? '' : 's'}, held out:{' '}
        {table.split}; measured in this run{adapter && ` on ${adapter}`}, with whatever else the machine did. Own: fit
        and prediction alone. Paths and maps are made once a sector and shared by the methods that stand on them.
      </p>
    </div>
  );
}

function SecondsRow({ row, at }: { readonly row: MethodSummary; readonly at: (s: number) => number }) {
  const { label } = METHOD_WORDS[row.method];
  const values = Float32Array.from(row.bySector, ({ seconds }) => seconds);
  const [box] = boxesOf(values, new Int16Array(values.length), 1, null);
  const { iterations, ownSeconds, seconds } = row;
  const each = ownSeconds.mean / iterations.mean;
  return (
    <tr>
      <th scope="row" className="words">
        {label}
      </th>
      <td className="box-column">
        <svg
          className="box-plot"
          viewBox="0 0 100 24"
          preserveAspectRatio="none"
          role="img"
          aria-label={`${label}: median ${formatNumber(seconds.median, 2)} s`}
        >
          <BoxShape box={box!} at={at} quiet={false} half={6} />
        </svg>
      </td>
      <td>{secondsText(ownSeconds.mean)}</td>
      <td>{secondsText(seconds.mean)}</td>
      <td>{iterations.count > 0 ? formatNumber(iterations.mean, 0) : '–'}</td>
      <td>{iterations.count > 0 ? formatNumber(each, 3) : '–'}</td>
    </tr>
  );
}

function secondsText(value: number): string {
  return formatNumber(value, value < 0.1 ? 3 : 2);
}

function decadeBelow(value: number): number {
  return [...DECADES].reverse().find((decade) => decade <= value) ?? DECADES[0];
}

function decadeAbove(value: number): number {
  return DECADES.find((decade) => decade >= value) ?? DECADES.at(-1)!;
}
