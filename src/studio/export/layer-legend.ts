import { hexOf, type MapScale, stepsOf } from '../../io/formats/map-colours.ts';
import type { ExportedLayer } from './exported-layer.ts';

export interface LegendRow {
  readonly label: string;
  readonly colour: string;
  /** Outdoor cells. */
  readonly cells: number;
}

/** The classes of an exported layer with the outdoor cells of each, and those without data. */
export interface LayerLegend {
  readonly rows: readonly LegendRow[];
  readonly noData: number;
  /** Cells that shares are of. */
  readonly total: number;
}

/** Counts cells by class, in the order of the screen's legend; cells under a roof (`indoor` 1) are left out. Codes that do not occur are, too. */
export function layerLegend({ values, scale, legend }: ExportedLayer, indoor: Uint8Array | null): LayerLegend {
  const { labels, colours, classOf } = classesOf(scale);
  const cells = new Array<number>(labels.length).fill(0);
  let noData = 0;
  let ground = 0;
  values.forEach((value, cell) => {
    if (indoor?.[cell]) return;
    ground++;
    if (Number.isNaN(value)) noData++;
    else cells[classOf(value)] = (cells[classOf(value)] ?? 0) + 1;
  });
  const rows = labels.map((label, k) => ({ label, colour: hexOf(colours[k]!), cells: cells[k] ?? 0 }));
  const total = legend.ofData ? ground - noData : ground;
  if (scale.kind === 'classes') return { rows: rows.filter((row) => row.cells > 0), noData, total };
  return { rows: legend.first === 'high' ? rows.reverse() : rows, noData, total };
}

function classesOf(scale: MapScale) {
  if (scale.kind === 'classes') {
    const colours = scale.names.map((_, code) => scale.colours?.[code] ?? ([0, 0, 0] as const));
    return { labels: scale.names, colours, classOf: (value: number) => value };
  }
  const { breaks, labels, colours } = stepsOf(scale);
  return { labels, colours, classOf: (value: number) => breaks.filter((low) => value >= low).length };
}
