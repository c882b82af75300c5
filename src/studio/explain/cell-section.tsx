import { NativeSelect } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { explainSector } from '../store/explain-actions.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { cellFacts } from './cell-facts.ts';
import { explainedSector } from './explained-sector.ts';

interface CellSectionProps {
  readonly sector: SectorSettings;
  readonly place: ExplainedPlace;
}

/** The level there, by which sector, and how it comes about in a word. */
export function CellSection({ sector, place }: CellSectionProps) {
  const session = useSession();
  const explanation = useStudio((s) => (s.explain.found?.sectorId === sector.id ? s.explain.found.explanation : null));
  const receiverM = useStudio((s) => s.history.project.settings.receiverHeightM);
  const facts = cellFacts(session.refinedMapOf(sector.id), sector, place);
  const plan = Math.hypot(place.x - sector.x, place.y - sector.y);
  const distance = explanation?.distanceM ?? Math.hypot(plan, sector.heightM - receiverM);
  return (
    <section className="section explain-cell" aria-label="Level">
      <SectorChoice sector={sector} place={place} />
      <div className="pair">
        <span className="big">
          {facts?.rsrpDbm == null ? (facts ? 'no data' : 'being refined') : `${formatNumber(facts.rsrpDbm, 1)} dBm`}
        </span>
        <span className="quiet">
          {facts?.rsrpDbm == null ? '' : `${facts.provenance} · ${facts.lineOfSight ? 'LOS' : 'NLOS'}`}
        </span>
      </div>
      {facts?.expectedErrorDb != null && (
        <div className="pair">
          <span className="quiet">Expected error</span>
          <span>{formatNumber(facts.expectedErrorDb, 1)} dB</span>
        </div>
      )}
      <div className="pair">
        <span className="quiet">Distance</span>
        <span>
          {formatNumber(distance, 1)} m{explanation ? `, towards ${formatNumber(explanation.bearingDeg, 0)}°` : ''}
        </span>
      </div>
    </section>
  );
}

/** The best server, or any other sector with the level that it has there. */
function SectorChoice({ sector, place }: CellSectionProps) {
  const session = useSession();
  const asked = useStudio((s) => s.explain.sectorId);
  const sectors = useStudio((s) => s.history.project.sectors);
  const best = useStudio((s) =>
    explainedSector({ ...s, explain: { ...s.explain, sectorId: null } }, session.registry.networkMap),
  );
  const data = [
    { value: '', label: best ? `Best server · ${best.id}` : 'Best server' },
    ...sectors.map((one) => {
      const level = cellFacts(session.refinedMapOf(one.id), one, place)?.rsrpDbm ?? null;
      return { value: one.id, label: level === null ? one.id : `${one.id} · ${formatNumber(level, 1)} dBm` };
    }),
  ];
  return (
    <NativeSelect
      size="xs"
      aria-label="Sector"
      value={asked === null ? '' : sector.id}
      data={data}
      onChange={(event) => explainSector(event.currentTarget.value || null)}
    />
  );
}
