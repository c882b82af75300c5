import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import type { LayerCounts } from '../results/layer-classes.ts';
import { formatArea, formatCount, formatNumber, formatShare, formatSigned } from '../ui/format.ts';
import type { Fact, ReportContent, ReportErrors } from './report-content.ts';

export function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl className="report-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The classes of the layer with the ground that they cover. */
export function LegendTable({ legend, layer, cellSizeM }: Pick<ReportContent, 'legend' | 'layer' | 'cellSizeM'>) {
  if (!legend || !layer) return null;
  const area = (cells: number) => formatArea(cells * cellSizeM ** 2);
  return (
    <table className="report-legend">
      <caption>
        {layer.title}
        {layer.unit && ` [${layer.unit}]`}
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">colour</span>
          </th>
          <th scope="col">outdoors</th>
          <th scope="col">area</th>
          <th scope="col">share</th>
        </tr>
      </thead>
      <tbody>
        {legend.rows.map(({ label, colour, cells }) => (
          <tr key={label}>
            <td>
              <span className="swatch" style={{ background: colour }} />
            </td>
            <td>{label}</td>
            <td>{area(cells)}</td>
            <td>{formatShare(cells, legend.total)}</td>
          </tr>
        ))}
        <tr>
          <td>
            <span className="swatch no-data" />
          </td>
          <td>no data</td>
          <td>{area(legend.noData)}</td>
          <td>{layer.legend.ofData ? '' : formatShare(legend.noData, legend.total)}</td>
        </tr>
      </tbody>
    </table>
  );
}

export function SectorTable({ sectors, placed }: Pick<ReportContent, 'sectors' | 'placed'>) {
  const [north, east] = placed ? ['lat °', 'lon °'] : ['x m', 'y m'];
  return (
    <section className="report-breaks">
      <h2>Sites and sectors</h2>
      <table className="report-figures">
        <thead>
          <tr>
            {['sector', 'site', north, east].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {['height m', 'az. °', 'tilt °', 'pattern', 'pol.', 'MHz', 'BW MHz', 'dBm', 'loss dB'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sectors.map((sector) => (
            <tr key={sector.id}>
              <th scope="row">{sector.id}</th>
              <td>{sector.site}</td>
              <td>{sector.place[0]}</td>
              <td>{sector.place[1]}</td>
              <td>{formatNumber(sector.heightM, 1)}</td>
              <td>{formatNumber(sector.azimuthDeg, 0)}</td>
              <td>{formatNumber(sector.downtiltDeg, 1)}</td>
              <td>{sector.pattern}</td>
              <td>{sector.polarisation}</td>
              <td>{formatNumber(sector.frequencyHz / 1e6, 0)}</td>
              <td>{formatNumber(sector.bandwidthHz / 1e6, 1)}</td>
              <td>
                {formatNumber(sector.powerDbm, 1)}
                {sector.powerPer === 're' && ' a RE'}
              </td>
              <td>{formatNumber(sector.lossesDb, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="report-note">
        Heights above ground; azimuth clockwise from grid north; power at the antenna port, of the whole carrier unless
        “a RE” (of one resource element) stands beside it.
      </p>
    </section>
  );
}

interface ErrorsTableProps {
  readonly errors: ReportErrors | null;
  /** What is said where there are none. */
  readonly none: string;
}

export function ErrorsTable({ errors, none }: ErrorsTableProps) {
  return (
    <section>
      <h2>Error against measurements</h2>
      {!errors && <p>{none}</p>}
      {errors && (
        <>
          <p>{errors.measurements}</p>
          <table className="report-figures">
            <thead>
              <tr>
                {['counted', 'n', 'MAE dB', 'RMSE dB', 'bias dB', 'σ dB', 'correlation'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {errors.rows.map(({ policy, figures }) => (
                <tr key={policy}>
                  <th scope="row">{policy}</th>
                  <td>{formatCount(figures.count)}</td>
                  <td>{formatNumber(figures.mae, 1)}</td>
                  <td>{formatNumber(figures.rmse, 1)}</td>
                  <td>{formatSigned(figures.bias, 1)}</td>
                  <td>{formatNumber(figures.sigma, 1)}</td>
                  <td>{formatNumber(figures.pcc, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="report-note">{errors.notes.join(' ')}</p>
        </>
      )}
    </section>
  );
}

/** By which mechanism most of the power comes, over the ground. */
export function ProvenanceTable({ counts, cellSizeM }: { readonly counts: LayerCounts; readonly cellSizeM: number }) {
  const total = counts.cells.reduce((sum, cells) => sum + cells, counts.noData);
  const rows = [
    ...counts.cells.map((cells, i) => ({ name: PROVENANCE_NAMES[i + 1] ?? '', cells })),
    { name: 'no data', cells: counts.noData },
  ];
  return (
    <section>
      <h2>Provenance</h2>
      <table className="report-figures">
        <thead>
          <tr>
            {['mechanism', 'area outdoors', 'share'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ cells }) => cells > 0)
            .map(({ name, cells }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{formatArea(cells * cellSizeM ** 2)}</td>
                <td>{formatShare(cells, total)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="report-note">What brings a cell most of its power.</p>
    </section>
  );
}
