import type { DemandModel } from '../../planning/demand.ts';
import type { HandoverScenario } from '../../planning/handover/handover-scenario.ts';
import { DEFAULT_SCENARIO, type PlanScenario, type PowerScenario } from '../../planning/scenario.ts';
import type { Json, JsonObject } from './json-document.ts';

/** A scenario in the fields of its file (docs/planning.md): what has the default is left out, and read back as that. */
export function scenarioFields(scenario: PlanScenario): JsonObject {
  const { noiseFigureDb, uncovered, landUseWeights, power, handover } = scenario;
  return changed(
    {
      noise_figure: noiseFigureDb,
      uncovered,
      land_use: { ...landUseWeights },
      power: powerFields(power),
      handover: handoverFields(handover),
    },
    {
      noise_figure: DEFAULT_SCENARIO.noiseFigureDb,
      uncovered: DEFAULT_SCENARIO.uncovered,
      land_use: {},
      power: {},
      handover: {},
    },
  );
}

/** The text of a scenario's file. */
export function scenarioText(scenario: PlanScenario): string {
  return `${JSON.stringify(scenarioFields(scenario), null, 2)}\n`;
}

function powerFields(power: PowerScenario): JsonObject {
  const of = ({ users, draws, demand, association }: PowerScenario) => ({
    users: [...users],
    draws,
    demand: demandFields(demand),
    association,
  });
  return changed(of(power), of(DEFAULT_SCENARIO.power));
}

function demandFields(demand: DemandModel): JsonObject {
  const { kind } = demand;
  switch (kind) {
    case 'constant':
      return { kind, kbps: demand.bps / 1e3 };
    case 'lognormal':
      return { kind, median_kbps: demand.medianBps / 1e3, sigma: demand.sigma, most_kbps: demand.mostBps / 1e3 };
    case 'listed':
      return { kind, kbps: demand.bps.map((bps) => bps / 1e3) };
    case 'sessions':
      return {
        kind,
        services: demand.services.map(({ share, volumes, a, b }) => ({
          ...{ share, a, b },
          volumes: volumes.map(({ weight, mean, sd }) => ({ weight, mean, sd })),
        })),
      };
  }
}

function handoverFields(handover: HandoverScenario): JsonObject {
  const of = (h: HandoverScenario) => ({
    users: h.users,
    slots: h.slots,
    slot_s: h.slotS,
    last_slots: h.lastSlots,
    draws: h.draws,
    deciders: [...h.deciders],
    switching_weight: h.switchingWeight,
    devices: h.devices.map(({ name, share, cost }) => ({ name, share, cost })),
    profiles: h.profiles.map(({ name, share, speedMps, memory }) => ({
      name,
      share,
      speed_mps: [...speedMps],
      memory,
    })),
    a3: {
      offset_db: h.a3.offsetDb,
      hysteresis_db: h.a3.hysteresisDb,
      time_to_trigger_s: h.a3.timeToTriggerS,
      cell_offsets_db: { ...h.a3.cellOffsetsDb },
    },
    rounding: h.rounding,
  });
  return changed(of(handover), of(DEFAULT_SCENARIO.handover));
}

/** The fields that are not as in `usual`. */
function changed(fields: JsonObject, usual: JsonObject): JsonObject {
  const differs = ([key, value]: [string, Json]) => JSON.stringify(value) !== JSON.stringify(usual[key]);
  return Object.fromEntries(Object.entries(fields).filter(differs));
}
