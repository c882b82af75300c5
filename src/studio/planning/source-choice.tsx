import { patchPlanning } from '../store/planning-actions.ts';
import { PlanChoice } from './plan-choice.tsx';
import { type ChosenSources, usePlanSources } from './use-plan-sources.ts';

/** Which maps are planned on, and which of them holds. */
export function SourceChoice() {
  const { sources, chosen, truth } = usePlanSources();
  return (
    <section className="plan-choice" aria-label="Scenario and maps that are planned on">
      <PlanChoice />
      <table className="plan-sources">
        <thead>
          <tr>
            <th scope="col">Plan on</th>
            <th scope="col">Truth</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <SourceRow key={source.value} source={source} chosen={chosen} truth={truth} />
          ))}
          <tr>
            <td className="plan-quiet">No truth: only believe</td>
            <td>
              <input
                type="radio"
                name="plan-truth"
                aria-label="No map is the truth"
                checked={truth === 'none'}
                onChange={() => patchPlanning({ truth: 'none' })}
              />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

interface SourceRowProps extends Pick<ChosenSources, 'chosen' | 'truth'> {
  readonly source: ChosenSources['sources'][number];
}

function SourceRow({ source: { value, name, problem, sectorIds }, chosen, truth }: SourceRowProps) {
  const on = chosen.includes(value);
  const toggle = () =>
    patchPlanning({ chosen: on ? chosen.filter((other) => other !== value) : [...chosen, value], truth });
  return (
    <tr>
      <td>
        <label>
          <input type="checkbox" checked={on} disabled={problem !== null} onChange={toggle} />
          <span className="plan-name" title={name}>
            {name}
          </span>
        </label>
        <span className="plan-quiet plan-facts">{problem ?? sectorsWords(sectorIds.length)}</span>
      </td>
      <td>
        <input
          type="radio"
          name="plan-truth"
          aria-label={`${name} is the truth`}
          checked={truth === value}
          disabled={!on}
          onChange={() => patchPlanning({ truth: value })}
        />
      </td>
    </tr>
  );
}

function sectorsWords(count: number): string {
  return count === 1 ? '1 sector' : `${count} sectors`;
}
