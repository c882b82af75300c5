import type { Plan } from '../planning/plan.ts';
import { demandWords, seedWords, usersWords } from '../planning/plan-words.ts';
import type { HandoverOutcome, PlanningState, PowerOutcome } from '../store/planning-state.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import type { Fact } from './report-content.ts';

/** What was planned, as it was when the report was opened. */
export interface PlannedReport {
  readonly power: { readonly outcome: PowerOutcome; readonly facts: readonly Fact[] } | null;
  readonly handover: {
    readonly outcome: HandoverOutcome;
    readonly facts: readonly Fact[];
    /** Whose slots are drawn. */
    readonly decider: PlanningState['decider'];
  } | null;
}

/** Null where nothing was planned. */
export function plannedReport({ power, handover, decider }: PlanningState): PlannedReport | null {
  if (!power && !handover) return null;
  return {
    power: power && { outcome: power, facts: powerFacts(power) },
    handover: handover && { outcome: handover, facts: handoverFacts(handover), decider: drawn(handover, decider) },
  };
}

/** The one of the window, where it was asked; else the first. */
function drawn({ series }: HandoverOutcome, decider: PlanningState['decider']): PlanningState['decider'] {
  return series.some((one) => one.decider === decider) ? decider : (series[0]?.decider ?? decider);
}

function powerFacts(outcome: PowerOutcome): Fact[] {
  const { scenario } = outcome.plan;
  const { users, draws, demand, association } = scenario.power;
  return [
    ...mapFacts(outcome),
    ['Users', `${users.join(', ')}; ${usersWords(outcome.plan)}`],
    ['Demands', demandWords(demand)],
    ['Served by', association === 'search' ? 'search from the best server' : 'the best server at full power'],
    ['Draws', `${draws}, ${seedWords(outcome.plan, draws)}`],
    ...ruleFacts(outcome.plan),
  ];
}

function handoverFacts(outcome: HandoverOutcome): Fact[] {
  const { users, slots, slotS, draws, switchingWeight, profiles, devices, a3 } = outcome.plan.scenario.handover;
  const costs = [...new Set(devices.map(({ cost }) => cost))];
  return [
    ...mapFacts(outcome),
    ['Users', `${formatCount(users)}; ${usersWords(outcome.plan)}`],
    ['Slots', `${formatCount(slots)} of ${formatNumber(slotS, slotS % 1 === 0 ? 0 : 2)} s`],
    [
      'Movement',
      profiles.map(({ name, share, speedMps: [from, to] }) => `${name} ${share} (${from}–${to} m/s)`).join(', '),
    ],
    [
      'Handovers',
      `weight ${switchingWeight}; ${costs.length === 1 ? `cost ${costs[0]} on all devices` : devices.map(({ name, cost }) => `${name} ${cost}`).join(', ')}`,
    ],
    ['Event A3', `offset ${a3.offsetDb} dB, hysteresis ${a3.hysteresisDb} dB, time to trigger ${a3.timeToTriggerS} s`],
    ['Draws', `${draws}, ${seedWords(outcome.plan, draws)}`],
    ...ruleFacts(outcome.plan),
  ];
}

function mapFacts({ plan, maps, truth, sectors, leftOut }: PowerOutcome | HandoverOutcome): Fact[] {
  return [
    ['Scenario', plan.name],
    ['Maps', maps.join(', ')],
    ['Truth', truth ?? 'none: what each map believes'],
    ['Sectors', `${sectors.join(', ')}${leftOut.length > 0 ? `; without a map of all: ${leftOut.join(', ')}` : ''}`],
  ];
}

function ruleFacts({ scenario: { uncovered, noiseFigureDb } }: Plan): Fact[] {
  const rule = uncovered === 'nearest' ? 'the gain of the nearest covered cell' : 'no signal';
  return [
    ['No data', rule],
    ['Noise figure', `${formatNumber(noiseFigureDb, 1)} dB`],
  ];
}
