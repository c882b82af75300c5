import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DemandModel } from '../../planning/demand.ts';
import { DECIDERS, type DeciderName } from '../../planning/handover/handover-scenario.ts';
import { ROUNDINGS, type Rounding } from '../../planning/handover/meta-decider.ts';
import { UNCOVERED_RULES, type UncoveredRule } from '../../planning/network-gains.ts';
import { ASSOCIATION_RULES, type AssociationRule } from '../../planning/power/plan-powers.ts';
import { DEFAULT_SCENARIO, type PlanScenario } from '../../planning/scenario.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { DECIDER_WORDS } from './decider-words.ts';
import { DevicesTable, ProfilesTable } from './kinds-tables.tsx';
import { NumberCell, PlanNumber } from './plan-number.tsx';
import { changePlan, changeScenario, scenarioNumber } from './project-plans.ts';
import { currentPlan } from './read-plans.ts';

/** All that the scenario in hand asks. */
export function PlanEditor() {
  const { name, scenario } = useStudio(currentPlan);
  return (
    <form className="plan-editor" aria-label={`Scenario ${name}`} onSubmit={(event) => event.preventDefault()}>
      <UsersPart />
      <DemandPart demand={scenario.power.demand} />
      <RulesPart scenario={scenario} />
      <fieldset>
        <legend>Devices</legend>
        <DevicesTable devices={scenario.handover.devices} />
      </fieldset>
      <fieldset>
        <legend>Movement</legend>
        <ProfilesTable profiles={scenario.handover.profiles} />
      </fieldset>
      <HandoverPart scenario={scenario} />
      <Button size="compact-sm" variant="default" onClick={() => patchPlanning({ editing: false })}>
        Done
      </Button>
    </form>
  );
}

function UsersPart() {
  const { seed, scenario, users } = useStudio(currentPlan);
  return (
    <fieldset>
      <legend>Users</legend>
      <StepsField key={scenario.power.users.join()} steps={scenario.power.users} />
      <SeedField seed={seed} />
      <p className="plan-quiet">
        {users ? `${users.x.length} users of ${users.name}. ` : 'Drawn by land use, outdoors. '}
        {users && (
          <button
            type="button"
            className="text-button"
            onClick={() => changePlan(({ users: _, ...plan }) => plan, 'Draw users')}
          >
            Draw them instead
          </button>
        )}
      </p>
    </fieldset>
  );
}

function SeedField({ seed }: { readonly seed: number }) {
  const [text, setText] = useState(String(seed));
  const [of, setOf] = useState(seed);
  if (of !== seed) {
    setOf(seed);
    setText(String(seed));
  }
  const typed = Number(text);
  const isSeed = /^\d+$/.test(text.trim()) && typed < 2 ** 32;
  const take = () => {
    if (isSeed && typed !== seed) changePlan((plan) => ({ ...plan, seed: typed }), 'Change the seed');
  };
  return (
    <TextInput
      size="xs"
      label="Seed of the first draw"
      title="The same seed draws the same users; further draws have the numbers after it"
      value={text}
      error={isSeed ? null : 'A whole number from 0 to 4,294,967,295.'}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

/** Numbers of users of the sweep, typed as a list. */
function StepsField({ steps }: { readonly steps: readonly number[] }) {
  const [text, setText] = useState(steps.join(', '));
  const typed = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
  const isRising =
    typed.length > 0 && typed.every((n, i) => Number.isInteger(n) && n > (typed[i - 1] ?? 0) && n <= 1e5);
  const take = () => {
    if (!isRising || typed.join() === steps.join()) return;
    changeScenario((s) => ({ ...s, power: { ...s.power, users: typed } }), 'Change numbers of users');
  };
  return (
    <TextInput
      size="xs"
      label="Numbers of users"
      title="Of the sweep of power saving"
      value={text}
      error={isRising ? null : 'Rising whole numbers, such as 100, 200, 300.'}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

const DEMAND_WORDS: Readonly<Record<DemandModel['kind'], string>> = {
  lognormal: 'Lognormal',
  constant: 'The same for all',
  listed: 'Listed rates',
  sessions: 'Sessions of services',
};

function DemandPart({ demand }: { readonly demand: DemandModel }) {
  const set = (next: DemandModel) => (s: PlanScenario) => ({ ...s, power: { ...s.power, demand: next } });
  const choose = (kind: string) => {
    if (kind === 'lognormal') changeScenario(set(DEFAULT_SCENARIO.power.demand), 'Change demands');
    if (kind === 'constant') changeScenario(set({ kind, bps: 200e3 }), 'Change demands');
  };
  const fromFile = demand.kind === 'listed' || demand.kind === 'sessions';
  return (
    <fieldset>
      <legend>Demands</legend>
      <NativeSelect
        size="xs"
        label="Rates that users ask for"
        title="Listed rates and sessions come with a scenario file"
        value={demand.kind}
        data={(['lognormal', 'constant', ...(fromFile ? [demand.kind] : [])] as const).map((value) => ({
          value,
          label: DEMAND_WORDS[value],
        }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {demand.kind === 'constant' && (
        <PlanNumber
          label="Rate"
          {...{ unit: 'kbit/s', min: 0, max: 1e6, step: 50, decimals: 1, width: 110, value: demand.bps / 1e3 }}
          set={scenarioNumber((s, kbps) => set({ kind: 'constant', bps: 1e3 * kbps })(s))}
        />
      )}
      {demand.kind === 'lognormal' && <LognormalFields demand={demand} set={set} />}
      {demand.kind === 'listed' && <p className="plan-quiet">{demand.bps.length} rates, drawn evenly.</p>}
      {demand.kind === 'sessions' && <p className="plan-quiet">{demand.services.length} services.</p>}
    </fieldset>
  );
}

interface LognormalFieldsProps {
  readonly demand: Extract<DemandModel, { kind: 'lognormal' }>;
  readonly set: (next: DemandModel) => (scenario: PlanScenario) => PlanScenario;
}

function LognormalFields({ demand, set }: LognormalFieldsProps) {
  const common = { unit: 'kbit/s', max: 1e6, step: 10, decimals: 1, width: 110 } as const;
  return (
    <>
      <PlanNumber
        label="Median"
        {...{ ...common, min: 0.001, value: demand.medianBps / 1e3 }}
        set={scenarioNumber((s, kbps) => set({ ...demand, medianBps: 1e3 * kbps })(s))}
      />
      <PlanNumber
        label="Spread"
        help="Standard deviation of the natural logarithm of the rate"
        {...{ min: 0, max: 5, step: 0.1, decimals: 2, width: 110, value: demand.sigma }}
        set={scenarioNumber((s, sigma) => set({ ...demand, sigma })(s))}
      />
      <PlanNumber
        label="At most"
        {...{ ...common, min: 0.001, step: 100, value: demand.mostBps / 1e3 }}
        set={scenarioNumber((s, kbps) => set({ ...demand, mostBps: 1e3 * kbps })(s))}
      />
    </>
  );
}

const ASSOCIATION_WORDS: Readonly<Record<AssociationRule, string>> = {
  search: 'Searched from the best server',
  'best-server': 'Best server at full power',
};
const UNCOVERED_WORDS: Readonly<Record<UncoveredRule, string>> = {
  nearest: 'Gain of the nearest covered cell',
  'no-signal': 'No signal',
};

function RulesPart({ scenario }: { readonly scenario: PlanScenario }) {
  const { uncovered, noiseFigureDb, power } = scenario;
  return (
    <fieldset>
      <legend>Rules</legend>
      <NativeSelect
        size="xs"
        label="Who serves, for least powers"
        value={power.association}
        data={ASSOCIATION_RULES.map((value) => ({ value, label: ASSOCIATION_WORDS[value] }))}
        onChange={(event) => {
          const association = event.currentTarget.value as AssociationRule;
          changeScenario((s) => ({ ...s, power: { ...s.power, association } }), 'Change who serves');
        }}
      />
      <NativeSelect
        size="xs"
        label="Places without data of a sector"
        value={uncovered}
        data={UNCOVERED_RULES.map((value) => ({ value, label: UNCOVERED_WORDS[value] }))}
        onChange={(event) => {
          const rule = event.currentTarget.value as UncoveredRule;
          changeScenario((s) => ({ ...s, uncovered: rule }), 'Change places without data');
        }}
      />
      <PlanNumber
        label="Noise figure"
        {...{ unit: 'dB', min: 0, max: 50, decimals: 1, width: 80, value: noiseFigureDb }}
        set={scenarioNumber((s, db) => ({ ...s, noiseFigureDb: db }))}
      />
    </fieldset>
  );
}

const ROUNDING_WORDS: Readonly<Record<Rounding, string>> = {
  argmax: 'Greatest share',
  coupling: 'Drawn, fewest handovers',
};

function HandoverPart({ scenario: { handover } }: { readonly scenario: PlanScenario }) {
  const change = (patch: Partial<PlanScenario['handover']>, label: string) =>
    changeScenario((s) => ({ ...s, handover: { ...s.handover, ...patch } }), label);
  const toggle = (name: DeciderName) => {
    const next = DECIDERS.filter((one) =>
      one === name ? !handover.deciders.includes(one) : handover.deciders.includes(one),
    );
    if (next.length > 0) change({ deciders: next }, 'Change deciders');
  };
  const a3 = (
    label: string,
    part: 'offsetDb' | 'hysteresisDb' | 'timeToTriggerS',
    unit: string,
    min: number,
    max: number,
  ) => (
    <PlanNumber
      label={label}
      words={label.replace('A3 ', '')}
      {...{ unit, min, max, decimals: 2, width: 80, value: handover.a3[part] }}
      set={scenarioNumber((s, value) => ({
        ...s,
        handover: { ...s.handover, a3: { ...s.handover.a3, [part]: value } },
      }))}
    />
  );
  return (
    <fieldset>
      <legend>Handover</legend>
      <div className="plan-deciders">
        {DECIDERS.map((name) => (
          <Checkbox
            key={name}
            size="xs"
            label={DECIDER_WORDS[name]}
            checked={handover.deciders.includes(name)}
            onChange={() => toggle(name)}
          />
        ))}
      </div>
      <div className="plan-a3">
        <span className="plan-quiet">Event A3</span>
        {a3('A3 offset', 'offsetDb', 'dB', -15, 15)}
        {a3('A3 hysteresis', 'hysteresisDb', 'dB', 0, 15)}
        {a3('A3 time to trigger', 'timeToTriggerS', 's', 0, 3600)}
      </div>
      <NativeSelect
        size="xs"
        label="The learner's shares become one sector by"
        value={handover.rounding}
        data={ROUNDINGS.map((value) => ({ value, label: ROUNDING_WORDS[value] }))}
        onChange={(event) => change({ rounding: event.currentTarget.value as Rounding }, 'Change the rounding')}
      />
      <div className="plan-number">
        <span aria-hidden>Slot</span>
        <NumberCell
          label="Length of a slot"
          {...{ unit: 's', min: 0.01, max: 60, decimals: 2, width: 80, value: handover.slotS }}
          set={scenarioNumber((s, slotS) => ({ ...s, handover: { ...s.handover, slotS } }))}
        />
        <span aria-hidden>Figures of the last</span>
        <NumberCell
          label="Slots that figures are of"
          {...{ min: 1, max: 20_000, step: 50, width: 80, value: handover.lastSlots }}
          set={scenarioNumber((s, lastSlots) => ({ ...s, handover: { ...s.handover, lastSlots } }))}
        />
      </div>
    </fieldset>
  );
}
