import { useSession } from '../app/session-context.ts';
import { pick } from '../sites/pick.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { isSelected } from '../store/selection.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatArea, formatFrequency, formatNumber, formatShare } from '../ui/format.ts';

/** Every sector with its figures and the ground it serves. */
export function SectorTable() {
  const session = useSession();
  const sectors = useStudio((s) => s.history.project.sectors);
  const map = useStudio((s) => s.map);
  if (sectors.length === 0) return <p className="calm">No sector yet: open a file of sites, or add one.</p>;
  const ids = session.registry.networkMap?.sectorIds ?? [];
  const served = map?.served;
  const total = served ? served.cells.reduce((sum, n) => sum + n, served.noData) : 0;
  const cellsOf = (id: string) => served?.cells[ids.indexOf(id)] ?? null;
  return (
    <table className="wide-table">
      <thead>
        <tr>
          <th scope="col" className="words">
            Sector
          </th>
          <th scope="col" className="words">
            Site
          </th>
          <th scope="col">Carrier</th>
          <th scope="col">Height</th>
          <th scope="col">Azimuth</th>
          <th scope="col">Tilt</th>
          <th scope="col">Power</th>
          <th scope="col">Losses</th>
          <th scope="col" className="words">
            Pattern
          </th>
          <th scope="col">Best server outdoors</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {sectors.map((sector) => (
          <SectorRow
            key={sector.id}
            sector={sector}
            cells={cellsOf(sector.id)}
            total={total}
            cellAreaM2={(map?.cellSizeM ?? 0) ** 2}
          />
        ))}
      </tbody>
    </table>
  );
}

interface SectorRowProps {
  readonly sector: SectorSettings;
  /** Where it is the strongest; null while it has no map. */
  readonly cells: number | null;
  readonly total: number;
  readonly cellAreaM2: number;
}

function SectorRow({ sector, cells, total, cellAreaM2 }: SectorRowProps) {
  const site = useStudio((s) => s.history.project.sites.find(({ id }) => id === sector.siteId)?.name ?? sector.siteId);
  const selected = useStudio((s) => isSelected(sector, s.selection));
  return (
    <tr aria-selected={selected}>
      <th scope="row" className="words">
        <button
          type="button"
          className="text-button"
          aria-pressed={selected}
          onClick={(event) => pick(event, 'sector', sector.id)}
        >
          {sector.id}
        </button>
      </th>
      <td className="words">{site}</td>
      <td>{formatFrequency(sector.frequencyHz)}</td>
      <td>{formatNumber(sector.heightM, 1)} m</td>
      <td>{formatNumber(sector.azimuthDeg, 1)}°</td>
      <td>{formatNumber(sector.downtiltDeg, 1)}°</td>
      <td>{formatNumber(sector.powerDbm, 1)} dBm</td>
      <td>{formatNumber(sector.lossesDb, 1)} dB</td>
      <td className="words">{sector.pattern}</td>
      <td>{cells === null ? 'no map' : formatArea(cells * cellAreaM2)}</td>
      <td>{cells === null ? '–' : formatShare(cells, total)}</td>
    </tr>
  );
}
