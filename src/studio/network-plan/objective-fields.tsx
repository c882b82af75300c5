import { NativeSelect } from '@mantine/core';
import { PlanNumber } from '../planning/plan-number.tsx';
import { useStudio } from '../store/studio-store.ts';
import { Term } from '../ui/term.tsx';
import { KeptFile } from './kept-file.tsx';
import { changeObjective, changeTargets } from './project-setup.ts';
import { setupOf } from './read-setup.ts';
import { GEOTIFF } from './setup-file.tsx';

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
  const { rsrpDbm, sinrDb, load } = useStudio(setupOf).objective.targets;
  return (
    <>
      <PlanNumber
        label="RSRP"
        help="A place counts as covered where its strongest sector arrives with this or more."
        unit="dBm"
        {...{ min: -160, max: 0, step: 5, value: rsrpDbm }}
        set={(value, { gesture }) => changeTargets({ rsrpDbm: value }, { label: 'Change the RSRP target', gesture })}
      />
      <PlanNumber
        label="SINR"
        help="And its signal over interference and noise is to be this or more."
        unit="dB"
        {...{ min: -40, max: 60, value: sinrDb }}
        set={(value, { gesture }) => changeTargets({ sinrDb: value }, { label: 'Change the SINR target', gesture })}
      />
      <PlanNumber
        label="Load"
        help="Share of their resource elements that interfering sectors fill: 100 % is a busy network."
        unit="%"
        {...{ min: 0, max: 100, step: 10, value: Math.round(100 * load) }}
        set={(value, { gesture }) => changeTargets({ load: value / 100 }, { label: 'Change the load', gesture })}
      />
    </>
  );
}

function WeightNumbers() {
  const { targets, weighBy, cellSizeM } = useStudio(setupOf).objective;
  const { rsrpWeight, sinrWeight } = targets;
  return (
    <>
      <PlanNumber
        label="Weight of RSRP"
        help="What the share of places that meets the RSRP target counts beside the other."
        {...{ min: 0, max: 100, decimals: 2, value: rsrpWeight }}
        set={(value, { gesture }) =>
          changeTargets({ rsrpWeight: value }, { label: 'Change the weight of RSRP', gesture })
        }
      />
      <PlanNumber
        label="Weight of SINR"
        help="What the share of places that meets the SINR target counts beside the other."
        {...{ min: 0, max: 100, decimals: 2, value: sinrWeight }}
        set={(value, { gesture }) =>
          changeTargets({ sinrWeight: value }, { label: 'Change the weight of SINR', gesture })
        }
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
          onChange={(event) =>
            changeObjective(
              { weighBy: event.currentTarget.value as typeof weighBy },
              { label: 'Change what shares are of' },
            )
          }
        />
      </div>
      {weighBy === 'population' && <PopulationFile />}
      <PlanNumber
        label="Cells"
        help="Side of the cells of the maps that are planned on. Smaller ones cost time and memory for paths with the square."
        unit="m"
        {...{ min: 2, max: 100, step: 5, value: cellSizeM }}
        set={(value, { gesture }) =>
          changeObjective({ cellSizeM: value }, { label: 'Change the cells of planning', gesture })
        }
      />
    </>
  );
}

/** The raster of people, and the ways to choose another and to do without. */
export function PopulationFile() {
  return (
    <KeptFile
      use="population"
      label="People"
      help="A GeoTIFF of persons a cell, such as WorldPop's, in degrees, UTM or Web Mercator."
      kind="GeoTIFF"
      accept={GEOTIFF}
    />
  );
}
