import type { ThemeName } from '../app/theme.ts';
import { across, BottomAxis, Plot, type PlotArea, SideUnit, upwards } from '../charts/plot.tsx';
import { css, seriesColour } from '../map/colour-scales.ts';
import type { PowerOutcome } from '../store/planning-state.ts';
import { formatNumber } from '../ui/format.ts';
import { decadesOf, logTicks } from './log-axis.ts';

/** A line a map over the numbers of users, powers on a logarithmic axis; it ends where no draw can be served. */
export function PowerChart({ outcome, theme }: { readonly outcome: PowerOutcome; readonly theme: ThemeName }) {
  const { maps, summary } = outcome;
  const decades = decadesOf(summary.map(({ medianW }) => medianW));
  if (!decades) return <p className="calm">{nothingDrawn(outcome)}</p>;
  const most = Math.max(...summary.map(({ users }) => users));
  const points = (map: string) => summary.filter((one) => one.map === map && one.medianW > 0);
  const last = maps.flatMap((map) => {
    const end = points(map).at(-1);
    return end ? `${map}: ${formatNumber(end.medianW, 2)} W for ${end.users} users` : `${map}: none can be served`;
  });
  return (
    <Plot label={`Least power by number of users. ${last.join('; ')}`}>
      {(area) => {
        const x = across(area, 0, most);
        const y = upwards(area, Math.log10(decades.low), Math.log10(decades.high));
        return (
          <>
            <LogAxis area={area} {...decades} />
            {maps.map((map, m) => {
              const own = points(map);
              const stroke = css(seriesColour(m, theme));
              const place = ({ users, medianW }: (typeof own)[number]) => `${x(users)} ${y(Math.log10(medianW))}`;
              return (
                <g key={map}>
                  {own.length > 1 && (
                    <path d={`M${own.map(place).join('L')}`} className="chart-line" style={{ stroke }} />
                  )}
                  {own.map((point) => (
                    <circle
                      key={point.users}
                      cx={x(point.users)}
                      cy={y(Math.log10(point.medianW))}
                      r={3}
                      style={{ fill: point.feasible === point.draws ? stroke : 'var(--surface)', stroke }}
                    />
                  ))}
                </g>
              );
            })}
            <SideUnit area={area} unit="W" />
            <BottomAxis area={area} low={0} high={most} unit="users" />
          </>
        );
      }}
    </Plot>
  );
}

/** Why there is no power above 0 to draw. */
function nothingDrawn({ summary }: PowerOutcome): string {
  if (summary.some(({ medianW }) => medianW === 0))
    return 'No user asks for anything: no power is needed. Give a rate above 0 in the scenario.';
  return 'No draw can be served on any map: ask for fewer users, or for lower rates. Who stands in the way is told beside.';
}

function LogAxis({ area, low, high }: { readonly area: PlotArea; readonly low: number; readonly high: number }) {
  const y = upwards(area, Math.log10(low), Math.log10(high));
  return logTicks(low, high, Math.max(3, Math.floor((area.bottom - area.top) / 26))).map((value) => (
    <g key={value}>
      <path d={`M${area.left} ${y(Math.log10(value))}H${area.right}`} stroke="var(--line)" />
      <text x={area.left - 6} y={y(Math.log10(value)) + 3.5} textAnchor="end" className="tick">
        {value >= 1e-3 && value < 1e5 ? String(value) : value.toExponential(0)}
      </text>
    </g>
  ));
}
