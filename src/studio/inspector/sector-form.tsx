import { memo } from 'react';
import { useSession } from '../app/session-context.ts';
import { patchSector } from '../commands/project-commands.ts';
import { PathsLine } from '../panels/paths-line.tsx';
import { PatternCuts } from '../panels/pattern-cuts.tsx';
import type { SectorSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatFrequency } from '../ui/format.ts';
import { NumberField } from '../ui/number-field.tsx';
import { CarrierFields } from './carrier-fields.tsx';
import { InspectorHead, SECTOR_ACTIONS } from './inspector-head.tsx';
import { PatternField } from './pattern-field.tsx';
import { PositionFields } from './position-fields.tsx';
import { SECTOR_FIELDS, type SectorField } from './sector-fields.ts';

/** One sector, with every number that can be changed. */
export function SectorForm({ sector }: { readonly sector: SectorSettings }) {
  const session = useSession();
  const refusal = useStudio((s) => s.refusals[sector.id]);
  const { id } = sector;
  const pattern = session.registry.patterns.get(sector.pattern);
  return (
    <>
      <InspectorHead title={id} aside={`sector · ${formatFrequency(sector.frequencyHz)}`} actions={SECTOR_ACTIONS} />
      {refusal && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
      {SECTOR_FIELDS.map((field) => (
        <SectorNumber key={field.key} sectorId={id} field={field} value={sector[field.key]} />
      ))}
      <SectorCarrier sectorId={id} frequencyHz={sector.frequencyHz} bandwidthHz={sector.bandwidthHz} />
      <PatternField
        value={sector.pattern}
        onChange={(name) => patchSector(id, { pattern: name }, `Change pattern of ${id}`)}
      />
      {pattern !== undefined && <PatternCuts pattern={pattern} downtiltDeg={sector.downtiltDeg} />}
      <PathsLine sectorId={id} />
      <PositionFields sectors={[sector]} />
      <div className="row-note" style={{ paddingBottom: 10 }}>
        Power per {sector.powerPer === 're' ? 'resource element' : `carrier of ${sector.bandwidthHz / 1e6} MHz`}
      </div>
    </>
  );
}

/** Rows are not drawn anew while another number changes, as the place does with every movement of a drag. */
const SectorNumber = memo(PlainSectorNumber);
const SectorCarrier = memo(PlainSectorCarrier);

interface SectorNumberProps {
  readonly sectorId: string;
  readonly field: SectorField;
  readonly value: number;
}

function PlainSectorNumber({ sectorId, field: { key, verb, ...field }, value }: SectorNumberProps) {
  return (
    <NumberField
      {...field}
      digits={1}
      value={value}
      onChange={(to, gesture) => patchSector(sectorId, { [key]: to }, `${verb} ${sectorId}`, `${gesture}-${sectorId}`)}
    />
  );
}

interface SectorCarrierProps extends Pick<SectorSettings, 'frequencyHz' | 'bandwidthHz'> {
  readonly sectorId: string;
}

function PlainSectorCarrier({ sectorId, ...carrier }: SectorCarrierProps) {
  return (
    <CarrierFields
      carriers={[carrier]}
      onPatch={(patch, label, gesture) =>
        patchSector(sectorId, patch, `${label}: ${sectorId}`, gesture && `${gesture}-${sectorId}`)
      }
    />
  );
}
