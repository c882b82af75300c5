import { Button, NativeSelect } from '@mantine/core';
import { PlanNumber } from '../planning/plan-number.tsx';
import { type ObjectiveSetup, setObjective, setTargets, useNetworkPlan } from '../store/network-plan-store.ts';
import { pickFiles } from '../ui/pick-files.ts';
import { Term } from '../ui/term.tsx';

/** What counts as covered, and what shares are of. */
export function ObjectiveFields() {
  return (
    <fieldset className="net-fields">
      <legend>Targets</legend>
      <TargetNumbers />
      <WeightNumbers />
    </fieldset>
  );
}

export function TargetNumbers() {
  const { rsrpDbm, sinrDb, load } = useNetworkPlan((s) => s.objective.targets);
  return (
    <>
      <PlanNumber
        label="RSRP"
        help="A place counts as covered where its strongest sector arrives with this or more."
        unit="dBm"
        {...{ min: -160, max: 0, step: 5, value: rsrpDbm }}
        set={(value) => setTargets({ rsrpDbm: value })}
      />
      <PlanNumber
        label="SINR"
        help="And its signal over interference and noise is to be this or more."
        unit="dB"
        {...{ min: -40, max: 60, value: sinrDb }}
        set={(value) => setTargets({ sinrDb: value })}
      />
      <PlanNumber
        label="Load"
        help="Share of their resource elements that interfering sectors fill: 100 % is a busy network."
        unit="%"
        {...{ min: 0, max: 100, step: 10, value: Math.round(100 * load) }}
        set={(value) => setTargets({ load: value / 100 })}
      />
    </>
  );
}

function WeightNumbers() {
  const { targets, weighBy, population, cellSizeM } = useNetworkPlan((s) => s.objective);
  const { rsrpWeight, sinrWeight } = targets;
  return (
    <>
      <PlanNumber
        label="Weight of RSRP"
        help="What the share of places that meets the RSRP target counts beside the other."
        {...{ min: 0, max: 100, decimals: 2, value: rsrpWeight }}
        set={(value) => setTargets({ rsrpWeight: value })}
      />
      <PlanNumber
        label="Weight of SINR"
        help="What the share of places that meets the SINR target counts beside the other."
        {...{ min: 0, max: 100, decimals: 2, value: sinrWeight }}
        set={(value) => setTargets({ sinrWeight: value })}
      />
      <div className="net-row">
        <Term help="What shares are of: the area outdoors, users placed outdoors by land use, or the persons of a GeoTIFF (persons a cell, such as WorldPop's), indoors as well.">
          Shares of
        </Term>
        <NativeSelect
          size="xs"
          w={88}
          aria-label="Shares of"
          value={weighBy}
          data={[
            { value: 'area', label: 'area' },
            { value: 'users', label: 'users' },
            { value: 'population', label: 'people' },
          ]}
          onChange={(event) => setObjective({ weighBy: event.currentTarget.value as typeof weighBy })}
        />
      </div>
      {weighBy === 'population' && <PopulationFile population={population} />}
      <PlanNumber
        label="Cells"
        help="Side of the cells of the maps that are planned on. Smaller ones cost time and memory for paths with the square."
        unit="m"
        {...{ min: 2, max: 100, step: 5, value: cellSizeM }}
        set={(value) => setObjective({ cellSizeM: value })}
      />
    </>
  );
}

/** The raster of people, and the way to choose another. */
export function PopulationFile({ population }: Pick<ObjectiveSetup, 'population'>) {
  const choose = async () => {
    const [file] = await pickFiles('.tif,.tiff,image/tiff');
    if (file) setObjective({ population: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } });
  };
  return (
    <div className="net-row">
      <span className="plan-quiet net-file" title={population?.name}>
        {population?.name ?? 'no file yet'}
      </span>
      <Button variant="default" size="compact-xs" onClick={() => void choose()}>
        GeoTIFF
      </Button>
    </div>
  );
}
