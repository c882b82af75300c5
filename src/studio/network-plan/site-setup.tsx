import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { finishGesture } from '../commands/project-commands.ts';
import { PlanNumber } from '../planning/plan-number.tsx';
import { takeTool } from '../store/editing-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { KeptFile } from './kept-file.tsx';
import { ObjectiveFields } from './objective-fields.tsx';
import { changeSites } from './project-setup.ts';
import { setupOf } from './read-setup.ts';

const FROM = [
  { value: 'roofs', label: 'roofs' },
  { value: 'points', label: 'picked' },
  { value: 'file', label: 'a list' },
];

/** Where sites may stand, what stands there, and what for. */
export function SiteSetupView() {
  const from = useStudio(setupOf).sites.from;
  return (
    <div className="net-setup">
      <fieldset className="net-fields">
        <legend>Places</legend>
        <div className="net-row">
          <Term help="The highest fitting roof of every square of the plan, places that you pick on the map, or a list of sites (CSV or JSON).">
            From
          </Term>
          <NativeSelect
            size="xs"
            w={88}
            aria-label="Places from"
            value={from}
            data={FROM}
            onChange={(event) =>
              changeSites({ from: event.currentTarget.value as typeof from }, { label: 'Change where sites may stand' })
            }
          />
        </div>
        {from === 'roofs' && <Roofs />}
        {from === 'points' && <Points />}
        {from === 'file' && <List />}
      </fieldset>
      <NewSectors />
      <ObjectiveFields />
    </div>
  );
}

function Roofs() {
  const rule = useStudio(setupOf).sites.rule;
  const { spacingM, leastRoofM, mostRoofM, apartM } = rule;
  return (
    <>
      <PlanNumber
        label="Spacing"
        help="Side of the squares of the plan, of which each gives one place at most. Each place costs a map for every bearing."
        unit="m"
        {...{ min: 20, max: 5000, step: 50, value: spacingM }}
        set={(value, step) => changeSites({ rule: { ...rule, spacingM: value } }, step)}
      />
      <PlanNumber
        label="Roofs from"
        help="Lowest roof that a site may stand on, above the ground."
        unit="m"
        {...{ min: 0, max: 300, value: leastRoofM }}
        set={(value, step) =>
          changeSites({ rule: { ...rule, leastRoofM: value, mostRoofM: Math.max(value, mostRoofM) } }, step)
        }
      />
      <PlanNumber
        label="Roofs to"
        help="Highest roof that a site may stand on. Antennas are 5 m above the roof."
        unit="m"
        {...{ min: 0, max: 300, value: mostRoofM }}
        set={(value, step) =>
          changeSites({ rule: { ...rule, mostRoofM: value, leastRoofM: Math.min(value, leastRoofM) } }, step)
        }
      />
      <PlanNumber
        label="Apart"
        help="Nearer than this to a site that stands, no roof is a place for another."
        unit="m"
        {...{ min: 0, max: 5000, step: 50, value: apartM }}
        set={(value, step) => changeSites({ rule: { ...rule, apartM: value } }, step)}
      />
    </>
  );
}

function Points() {
  const points = useStudio(setupOf).sites.points;
  const picking = useStudio((s) => s.editing.tool?.kind === 'pick-places');
  return (
    <>
      <Button
        variant={picking ? 'filled' : 'default'}
        size="compact-xs"
        aria-pressed={picking}
        title="Then click roofs or the ground; Escape ends it"
        onClick={() => takeTool(picking ? null : { kind: 'pick-places' })}
      >
        Pick on the map
      </Button>
      {points.map(({ id, heightM }) => (
        <div className="net-row" key={id}>
          <span>
            {id} <span className="plan-quiet">{formatNumber(heightM, 0)} m</span>
          </span>
          <button
            type="button"
            className="text-button net-drop"
            aria-label={`Leave out ${id}`}
            onClick={() =>
              changeSites({ points: points.filter((point) => point.id !== id) }, { label: `Leave out ${id}` })
            }
          >
            leave out
          </button>
        </div>
      ))}
    </>
  );
}

function List() {
  return (
    <KeptFile
      use="places"
      label="List"
      help="Id and position at least, and what else a list of sites has; rows of one site are one place."
      kind="CSV or JSON"
      accept=".csv,.json,text/csv,application/json"
    />
  );
}

function NewSectors() {
  const sectors = useStudio((s) => s.history.project.sectors);
  const { likeId, choose } = useStudio(setupOf).sites;
  return (
    <fieldset className="net-fields">
      <legend>New sectors</legend>
      <div className="net-row">
        <Term help="Carrier, power, pattern and tilt of new sectors are those of this one, where a list does not say.">
          Like
        </Term>
        <NativeSelect
          size="xs"
          w={108}
          aria-label="Like sector"
          value={likeId ?? sectors[0]?.id ?? ''}
          data={sectors.map(({ id }) => id)}
          onChange={(event) =>
            changeSites({ likeId: event.currentTarget.value }, { label: 'Change what new sectors are like' })
          }
        />
      </div>
      <Bearings />
      <PlanNumber
        label="Choose"
        help="How many places are chosen one after the other, each the best beside those before it; fewer where no more gains anything."
        {...{ min: 1, max: 20, value: choose }}
        set={(value, step) => changeSites({ choose: value }, step)}
      />
    </fieldset>
  );
}

function Bearings() {
  const { azimuthsDeg } = useStudio(setupOf).sites;
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string) => text.split(/[,;\s]+/).flatMap((part) => (part === '' ? [] : Number(part)));
  const values = typed === null ? azimuthsDeg : read(typed);
  const isFine = values.length > 0 && values.every((value) => value >= 0 && value < 360);
  return (
    <div className="net-row">
      <Term help="Of the sectors of a new site, in degrees from the grid's north; a list may have its own.">
        Bearings
      </Term>
      <TextInput
        size="xs"
        w={108}
        aria-label="Bearings [°]"
        error={!isFine}
        title={isFine ? undefined : 'Degrees from 0 to below 360, with commas between them'}
        value={typed ?? azimuthsDeg.join(', ')}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          const now = read(text);
          if (now.length > 0 && now.every((value) => value >= 0 && value < 360))
            changeSites({ azimuthsDeg: now }, { label: 'Change bearings', gesture: 'plan bearings' });
        }}
        onBlur={() => {
          setTyped(null);
          finishGesture();
        }}
      />
    </div>
  );
}
