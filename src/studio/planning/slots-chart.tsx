import type { ThemeName } from '../app/theme.ts';
import { across, BottomAxis, Plot, SideAxis, SideUnit, upwards } from '../charts/plot.tsx';
import { css, seriesColour } from '../map/colour-scales.ts';
import { formatNumber } from '../ui/format.ts';

interface SlotsChartProps {
  readonly name: string;
  readonly unit: string;
  /** All maps, in the order that gives them their colours. */
  readonly maps: readonly string[];
  readonly theme: ThemeName;
  readonly lines: readonly { readonly map: string; readonly values: readonly number[] }[];
}

/** A line a map over the last slots, counted back from the end. */
export function SlotsChart({ name, unit, maps, lines, theme }: SlotsChartProps) {
  const most = Math.max(1e-9, ...lines.flatMap(({ values }) => values));
  const count = lines[0]?.values.length ?? 0;
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);
  const words = lines.map(({ map, values }) => `${map}: ${formatNumber(mean(values), 1)}`).join('; ');
  return (
    <Plot label={`${name} by slot, ${unit}; means: ${words}`}>
      {(area) => {
        const x = across(area, 1 - count, 0);
        const y = upwards(area, 0, most);
        return (
          <>
            <SideAxis area={area} low={0} high={most} />
            {lines.map(({ map, values }) => (
              <path
                key={map}
                d={`M${values.map((v, at) => `${x(at + 1 - count).toFixed(1)} ${y(v).toFixed(1)}`).join('L')}`}
                className="chart-line"
                style={{ stroke: css(seriesColour(maps.indexOf(map), theme)) }}
              />
            ))}
            <SideUnit area={area} unit={unit} />
            <BottomAxis area={area} low={1 - count} high={0} unit="slot" />
          </>
        );
      }}
    </Plot>
  );
}
