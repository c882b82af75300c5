import { NativeSelect } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { patchSector, patchSite } from '../commands/project-commands.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatFrequency } from '../ui/format.ts';
import { NumberField } from '../ui/number-field.tsx';
import { PathsLine } from './paths-line.tsx';
import { PatternCuts } from './pattern-cuts.tsx';

const PATTERN_NAMES: Readonly<Record<string, string>> = {
  tr38901: 'TR 38.901 · 8 dBi',
  iso: 'Isotropic · 0 dBi',
  dipole: 'Short dipole · 1.8 dBi',
  hw_dipole: 'Half-wave dipole · 2.2 dBi',
};

/** The selected sector or site, with every number that can be changed. */
export function Inspector() {
  const folded = useStudio((s) => s.folded.inspector);
  const selection = useStudio((s) => s.selection);
  const sectors = useStudio((s) => s.history.project.sectors);
  if (folded) return null;
  const sector = selection?.kind === 'sector' ? sectors.find((s) => s.id === selection.id) : undefined;
  const first = selection?.kind === 'site' ? sectors.find((s) => s.siteId === selection.id) : undefined;
  return (
    <aside className="card inspector" aria-label="Inspector">
      {sector && <SectorForm sector={sector} />}
      {first && <SiteForm first={first} />}
      {!sector && !first && (
        <div className="card-head quiet">Select a sector on the map or in the list to see and change it.</div>
      )}
    </aside>
  );
}

function SectorForm({ sector }: { readonly sector: SectorSettings }) {
  const session = useSession();
  const refusal = useStudio((s) => s.refusals[sector.id]);
  const patterns = [...session.registry.patterns.keys()];
  const patch = (key: keyof SectorSettings, label: string) => (value: number, gesture: string) =>
    patchSector(sector.id, { [key]: value }, label, `${gesture}-${sector.id}`);
  const pattern = session.registry.patterns.get(sector.pattern);
  return (
    <>
      <div className="card-head">
        <h2>{sector.id}</h2>
        <span className="aside">sector · {formatFrequency(sector.frequencyHz)}</span>
      </div>
      {refusal && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
      <NumberField
        label="Azimuth"
        unit="°"
        value={sector.azimuthDeg}
        min={0}
        max={359}
        step={1}
        digits={1}
        onChange={patch('azimuthDeg', 'Turn')}
      />
      <NumberField
        label="Downtilt"
        unit="°"
        value={sector.downtiltDeg}
        min={-10}
        max={30}
        step={0.5}
        digits={1}
        onChange={patch('downtiltDeg', 'Tilt')}
      />
      <NumberField
        label="Height"
        unit="m"
        value={sector.heightM}
        min={1}
        max={120}
        step={0.5}
        digits={1}
        onChange={patch('heightM', 'Change height')}
      />
      <NumberField
        label="Power"
        unit="dBm"
        value={sector.powerDbm}
        min={0}
        max={60}
        step={0.5}
        digits={1}
        onChange={patch('powerDbm', 'Change power')}
      />
      <NumberField
        label="Losses"
        unit="dB"
        value={sector.lossesDb}
        // Below zero: a gain, as a calibrated offset of level may be.
        min={-40}
        max={60}
        step={0.5}
        digits={1}
        onChange={patch('lossesDb', 'Change losses')}
      />
      <div className="field">
        <label className="field-label" htmlFor="pattern">
          Pattern
        </label>
        <NativeSelect
          id="pattern"
          className="wide"
          size="xs"
          value={sector.pattern}
          data={patterns.map((name) => ({ value: name, label: PATTERN_NAMES[name] ?? name }))}
          onChange={(event) => patchSector(sector.id, { pattern: event.currentTarget.value }, 'Change pattern')}
        />
      </div>
      {pattern !== undefined && <PatternCuts pattern={pattern} downtiltDeg={sector.downtiltDeg} />}
      <PathsLine sectorId={sector.id} />
      <Position sector={sector} />
    </>
  );
}

function SiteForm({ first }: { readonly first: SectorSettings }) {
  return (
    <>
      <div className="card-head">
        <h2>{first.siteId}</h2>
        <span className="aside">site · all its sectors</span>
      </div>
      <NumberField
        label="Height"
        unit="m"
        value={first.heightM}
        min={1}
        max={120}
        step={0.5}
        digits={1}
        onChange={(heightM, gesture) =>
          patchSite(first.siteId, { heightM }, 'Change height', `${gesture}-${first.siteId}`)
        }
      />
      <NumberField
        label="Power"
        unit="dBm"
        value={first.powerDbm}
        min={0}
        max={60}
        step={0.5}
        digits={1}
        onChange={(powerDbm, gesture) =>
          patchSite(first.siteId, { powerDbm }, 'Change power', `${gesture}-${first.siteId}`)
        }
      />
      <Position sector={first} />
    </>
  );
}

function Position({ sector }: { readonly sector: SectorSettings }) {
  return (
    <div className="row-note" style={{ paddingBottom: 10 }}>
      x {sector.x.toFixed(1)} m, y {sector.y.toFixed(1)} m · per{' '}
      {sector.powerPer === 're' ? 'resource element' : 'carrier'}
      {sector.powerPer === 'total' && ` of ${sector.bandwidthHz / 1e6} MHz`}
    </div>
  );
}
