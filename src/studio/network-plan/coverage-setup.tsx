import { Checkbox } from '@mantine/core';
import { usePlanSources } from '../planning/use-plan-sources.ts';
import { useNetworkPlan } from '../store/network-plan-store.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { Term } from '../ui/term.tsx';
import { PopulationFile, TargetNumbers } from './objective-fields.tsx';

/** Which maps in hand are told of, against which targets. */
export function CoverageSetupView() {
  const { sources, chosen } = usePlanSources();
  const population = useNetworkPlan((s) => s.objective.population);
  return (
    <div className="net-setup">
      <fieldset className="net-fields net-maps">
        <legend>Maps</legend>
        {sources.map(({ value, name, problem }) => (
          <Checkbox
            key={value}
            size="xs"
            label={name}
            title={problem ?? name}
            description={problem}
            disabled={problem !== null}
            checked={chosen.includes(value)}
            onChange={(event) =>
              patchPlanning({
                chosen: event.currentTarget.checked ? [...chosen, value] : chosen.filter((other) => other !== value),
              })
            }
          />
        ))}
      </fieldset>
      <fieldset className="net-fields">
        <legend>Targets</legend>
        <TargetNumbers />
        <div className="net-row">
          <Term help="With a GeoTIFF of persons a cell the table has a line of the people, too.">People</Term>
        </div>
        <PopulationFile population={population} />
      </fieldset>
    </div>
  );
}
