import { Checkbox } from '@mantine/core';
import type { ListedLimits } from '../../planning/antennas/listed-limits.ts';
import { PlanNumber } from '../planning/plan-number.tsx';
import { selectedSectors } from '../store/selection.ts';
import { useStudio } from '../store/studio-store.ts';
import { ownLimitWords } from './limit-words.ts';
import { turnableSectors } from './network-jobs.ts';
import { ObjectiveFields } from './objective-fields.tsx';
import { changeAntennas } from './project-setup.ts';
import { setupOf } from './read-setup.ts';
import { SetupFile } from './setup-file.tsx';
import { takeLimits } from './setup-files.ts';

/** Which sectors may be turned, within what, and what for. */
export function AntennaSetupView() {
  return (
    <div className="net-setup">
      <Sectors />
      <Range />
      <ObjectiveFields />
    </div>
  );
}

function Sectors() {
  const sectors = useStudio((s) => s.history.project.sectors);
  const selection = useStudio((s) => s.selection);
  const setup = useStudio(setupOf).antennas;
  const turnable = turnableSectors({ sectors }, setup).map(({ id }) => id);
  const { limits } = setup;
  const listed = limits && new Map(limits.sectors.map((sector) => [sector.id, sector]));
  const inHand = selectedSectors(selection, sectors).map(({ id }) => id);
  const choose = (ids: readonly string[] | null) =>
    changeAntennas({ sectors: ids }, { label: 'Choose sectors to turn' });
  const toggle = (id: string, on: boolean) =>
    choose(sectors.map((s) => s.id).filter((one) => (one === id ? on : turnable.includes(one))));
  return (
    <fieldset className="net-fields">
      <legend>May be turned</legend>
      <p className="net-choices">
        <button type="button" className="text-button" onClick={() => choose(null)}>
          All
        </button>
        <button type="button" className="text-button" onClick={() => choose([])}>
          None
        </button>
        {inHand.length > 0 && (
          <button
            type="button"
            className="text-button"
            title="The sectors that are selected on the map or in the list"
            onClick={() => choose(inHand)}
          >
            Selected
          </button>
        )}
      </p>
      {sectors.map(({ id, downtiltDeg, azimuthDeg }) => (
        <Checkbox
          key={id}
          size="xs"
          label={<SectorLabel id={id} limits={listed?.get(id)} />}
          title={`Downtilt ${downtiltDeg} deg, azimuth ${azimuthDeg} deg`}
          checked={turnable.includes(id)}
          onChange={(event) => toggle(id, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

/** A sector with what the list of limits says of it. */
function SectorLabel({ id, limits }: { readonly id: string; readonly limits: Listed | undefined }) {
  if (!limits) return id;
  return (
    <>
      {id} <span className="plan-quiet">{ownLimitWords(limits)}</span>
    </>
  );
}

type Listed = ListedLimits['sectors'][number];

/** Limits by sector out of a file, and what of it the project does not have any more. */
function LimitsFile() {
  const sectors = useStudio((s) => s.history.project.sectors);
  const { limits } = useStudio(setupOf).antennas;
  const ids = sectors.map(({ id }) => id);
  const gone = limits?.sectors.filter(({ id }) => !ids.includes(id)).map(({ id }) => id) ?? [];
  return (
    <>
      <SetupFile
        label="By sector"
        help="Limits of single sectors in the place of these: a CSV with id, tilt_min and tilt_max (or electrical_min, electrical_max and mechanical) and azimuth_range. The listed sectors are ticked."
        kind="CSV"
        accept=".csv,.txt,text/csv"
        name={limits?.name ?? null}
        onFile={(file) => takeLimits(file, ids)}
        onRemove={() => changeAntennas({ limits: null }, { label: 'Take away limits by sector' })}
      />
      {gone.length > 0 && <p className="plan-quiet net-words">Not in the project: {gone.join(', ')}.</p>}
    </>
  );
}

function Range() {
  const { tiltDeg, azimuthRangeDeg, tiltStepDeg, azimuthStepDeg, starts } = useStudio(setupOf).antennas;
  const [low, high] = tiltDeg;
  return (
    <fieldset className="net-fields">
      <legend>Within</legend>
      <PlanNumber
        label="Downtilt from"
        help="Least total downtilt that may be set: mechanical and electrical together."
        unit="°"
        {...{ min: -10, max: 30, value: low }}
        set={(value, step) => changeAntennas({ tiltDeg: [value, Math.max(value, high)] }, step)}
      />
      <PlanNumber
        label="Downtilt to"
        help="Greatest total downtilt that may be set."
        unit="°"
        {...{ min: -10, max: 30, value: high }}
        set={(value, step) => changeAntennas({ tiltDeg: [Math.min(low, value), value] }, step)}
      />
      <PlanNumber
        label="Tilt step"
        help="Between the tilts that are tried."
        unit="°"
        {...{ min: 0.5, max: 30, step: 0.5, decimals: 1, value: tiltStepDeg }}
        set={(value, step) => changeAntennas({ tiltStepDeg: value }, step)}
      />
      <PlanNumber
        label="Azimuth ±"
        help="How far antennas may be turned to either side of how they stand; 0: not at all. To turn one costs a climb."
        unit="°"
        {...{ min: 0, max: 180, step: 5, value: azimuthRangeDeg }}
        set={(value, step) => changeAntennas({ azimuthRangeDeg: value }, step)}
      />
      <PlanNumber
        label="Azimuth step"
        help="Between the azimuths that are tried."
        unit="°"
        {...{ min: 1, max: 90, value: azimuthStepDeg }}
        set={(value, step) => changeAntennas({ azimuthStepDeg: value }, step)}
      />
      <PlanNumber
        label="Starts"
        help="Ascents of the search: the first from the antennas as they stand, the others from settings drawn with a fixed seed. More find better ones more often."
        {...{ min: 1, max: 100, value: starts }}
        set={(value, step) => changeAntennas({ starts: value }, step)}
      />
      <LimitsFile />
    </fieldset>
  );
}
