import { Checkbox } from '@mantine/core';
import { PlanNumber } from '../planning/plan-number.tsx';
import { setAntennas, useNetworkPlan } from '../store/network-plan-store.ts';
import { selectedSectors } from '../store/selection.ts';
import { useStudio } from '../store/studio-store.ts';
import { turnableSectors } from './network-jobs.ts';
import { ObjectiveFields } from './objective-fields.tsx';

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
  const setup = useNetworkPlan((s) => s.antennas);
  const turnable = turnableSectors({ sectors }, setup).map(({ id }) => id);
  const inHand = selectedSectors(selection, sectors).map(({ id }) => id);
  const toggle = (id: string, on: boolean) =>
    setAntennas({ sectors: sectors.map((s) => s.id).filter((one) => (one === id ? on : turnable.includes(one))) });
  return (
    <fieldset className="net-fields">
      <legend>May be turned</legend>
      <p className="net-choices">
        <button type="button" className="text-button" onClick={() => setAntennas({ sectors: null })}>
          All
        </button>
        <button type="button" className="text-button" onClick={() => setAntennas({ sectors: [] })}>
          None
        </button>
        {inHand.length > 0 && (
          <button
            type="button"
            className="text-button"
            title="The sectors that are selected on the map or in the list"
            onClick={() => setAntennas({ sectors: inHand })}
          >
            Selected
          </button>
        )}
      </p>
      {sectors.map(({ id, downtiltDeg, azimuthDeg }) => (
        <Checkbox
          key={id}
          size="xs"
          label={id}
          title={`Downtilt ${downtiltDeg} deg, azimuth ${azimuthDeg} deg`}
          checked={turnable.includes(id)}
          onChange={(event) => toggle(id, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

function Range() {
  const { tiltDeg, azimuthRangeDeg, tiltStepDeg, azimuthStepDeg, starts } = useNetworkPlan((s) => s.antennas);
  const [low, high] = tiltDeg;
  return (
    <fieldset className="net-fields">
      <legend>Within</legend>
      <PlanNumber
        label="Downtilt from"
        help="Least total downtilt that may be set: mechanical and electrical together."
        unit="°"
        {...{ min: -10, max: 30, value: low }}
        set={(value) => setAntennas({ tiltDeg: [value, Math.max(value, high)] })}
      />
      <PlanNumber
        label="Downtilt to"
        help="Greatest total downtilt that may be set."
        unit="°"
        {...{ min: -10, max: 30, value: high }}
        set={(value) => setAntennas({ tiltDeg: [Math.min(low, value), value] })}
      />
      <PlanNumber
        label="Tilt step"
        help="Between the tilts that are tried."
        unit="°"
        {...{ min: 0.5, max: 30, step: 0.5, decimals: 1, value: tiltStepDeg }}
        set={(value) => setAntennas({ tiltStepDeg: value })}
      />
      <PlanNumber
        label="Azimuth ±"
        help="How far antennas may be turned to either side of how they stand; 0: not at all. To turn one costs a climb."
        unit="°"
        {...{ min: 0, max: 180, step: 5, value: azimuthRangeDeg }}
        set={(value) => setAntennas({ azimuthRangeDeg: value })}
      />
      <PlanNumber
        label="Azimuth step"
        help="Between the azimuths that are tried."
        unit="°"
        {...{ min: 1, max: 90, value: azimuthStepDeg }}
        set={(value) => setAntennas({ azimuthStepDeg: value })}
      />
      <PlanNumber
        label="Starts"
        help="Ascents of the search: the first from the antennas as they stand, the others from settings drawn with a fixed seed. More find better ones more often."
        {...{ min: 1, max: 100, value: starts }}
        set={(value) => setAntennas({ starts: value })}
      />
    </fieldset>
  );
}
