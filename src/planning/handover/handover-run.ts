import { type BoundsM, cellAt } from '../../raster/raster-grid.ts';
import { Random } from '../../units/random.ts';
import type { UsersOfSeed } from '../requested-users.ts';
import { a3Decider } from './a3-decider.ts';
import { type Decider, type SlotView, type SwitchingCost, strongestDecider } from './decider.ts';
import { greedyDecider } from './greedy-decider.ts';
import type { DeciderName, HandoverScenario } from './handover-scenario.ts';
import type { LinkRaster } from './link-raster.ts';
import { metaDecider } from './meta-decider.ts';
import { gaussMarkovWalk, type Walk } from './mobility.ts';
import { scoreSlot } from './slot-score.ts';

/** A network as one source of maps shows it, worked out by cell. All networks of a run share sectors and grid. */
export interface NamedLinks {
  readonly name: string;
  readonly links: LinkRaster;
}

/** One draw of users that move, decided for on every map and judged on every map and on the truth. */
export interface HandoverCase {
  readonly maps: readonly NamedLinks[];
  /** Which of the maps holds; null where none is to judge the others. */
  readonly truth: number | null;
  /** Where users begin; what they ask for does not count here. */
  readonly usersOf: UsersOfSeed;
  readonly areaM: BoundsM;
  /** Ids, in the order of the maps. */
  readonly sectors: readonly string[];
  readonly scenario: HandoverScenario;
  readonly seed: number;
}

/** What one decider did on one map. */
export interface HandoverResult {
  readonly map: string;
  readonly decider: DeciderName;
  readonly seed: number;
  /** Handovers by slot, over the last slots. */
  readonly handovers: Float64Array;
  /** Throughput of all users by slot, over the last slots [Mbit/s]: by the map that was decided on, and by the truth. */
  readonly believedMbps: Float64Array;
  /** Null without a truth. */
  readonly trueMbps: Float64Array | null;
  /** Handovers of the whole run. */
  readonly totalHandovers: number;
  /**
   * Utility less weighted switching cost over the whole run (the paper's P), a slot and user, rates in Mbit/s, by the truth where there is
   * one.
   */
  readonly objectivePerUserSlot: number;
  /** Share of users' slots at places where some sector has no data on this map [0..1]. */
  readonly standIns: number;
}

/** How things stand after a slot. Arrays are the run's own, and change with the next slot. */
export interface SlotState {
  /** Counted from 0. */
  readonly slot: number;
  readonly walk: Walk;
  /** In the order of the results: map by map, each by all deciders. */
  readonly deciders: readonly DeciderState[];
}

/** What one decider on one map did in a slot. */
export interface DeciderState {
  /** Index of each user's sector. */
  readonly serving: Int32Array;
  readonly handovers: number;
  /** By the truth where there is one, else by the map itself [Mbit/s]. */
  readonly throughputMbps: number;
}

export interface HandoverHooks {
  /** Called after every slot. */
  readonly onState?: (state: SlotState) => void;
  /** Called after some slots, with the share done [0..1] and where users are. */
  readonly onSlot?: (fraction: number, walk: Walk) => void;
}

/** Slots between two looks at the hooks. */
const LOOK_EVERY = 10;

/**
 * Runs one draw, yielding between slots so that it can be cut in pieces. Deciders see a slot only after it has passed; the first slot is
 * served by what was strongest at the start, and that is no handover.
 */
export function* handoverRun(given: HandoverCase, hooks: HandoverHooks = {}): Generator<void, HandoverResult[]> {
  const { scenario, seed, maps } = given;
  const random = new Random(seed);
  const starts = given.usersOf(scenario.users, seed);
  const walk = gaussMarkovWalk(starts, scenario.profiles, given.areaM, scenario.slotS, random.fork());
  const cost = costsOf(scenario, random.fork());
  const views = maps.map(({ links }) => new MapView(links, scenario.users));
  const runs = maps.flatMap((map, m) =>
    scenario.deciders.map((name) => new DeciderRun(map.name, m, name, given, cost)),
  );
  for (const view of views) view.look(walk);
  for (let slot = 0; slot < scenario.slots; slot++) {
    for (const run of runs) run.decide(views[run.map]!);
    walk.step();
    for (const view of views) view.look(walk);
    for (const run of runs) run.score(slot, views[run.map]!, given.truth === null ? null : views[given.truth]!);
    hooks.onState?.({ slot, walk, deciders: runs });
    if (slot % LOOK_EVERY !== LOOK_EVERY - 1) continue;
    hooks.onSlot?.((slot + 1) / scenario.slots, walk);
    yield;
  }
  return runs.map((run) => run.result(views[run.map]!.standIns / (scenario.users * (scenario.slots + 1))));
}

function costsOf({ users, devices, switchingWeight }: HandoverScenario, random: Random): SwitchingCost {
  const ofUser = Float64Array.from({ length: users }, () => random.weighted(devices, ({ share }) => share).cost);
  return { weight: switchingWeight, ofUser };
}

function deciderOf(name: DeciderName, { scenario, sectors, seed }: HandoverCase, cost: SwitchingCost): Decider {
  switch (name) {
    case 'strongest':
      return strongestDecider();
    case 'a3':
      return a3Decider(scenario.a3, scenario.slotS, sectors);
    case 'greedy':
      return greedyDecider(cost);
    case 'meta':
      return metaDecider(cost, { slots: scenario.slots, rounding: scenario.rounding, seed });
  }
}

/** What the users have in a slot by one map. */
class MapView implements SlotView {
  readonly users: number;
  readonly sectors: number;
  readonly levelDbm: Float64Array;
  readonly lnRate: Float64Array;
  /** Users' slots at places where some sector has no data. */
  standIns = 0;
  readonly #links: LinkRaster;

  constructor(links: LinkRaster, users: number) {
    this.#links = links;
    this.users = users;
    this.sectors = links.sectors;
    this.levelDbm = new Float64Array(users * links.sectors);
    this.lnRate = new Float64Array(users * links.sectors);
  }

  look({ x, y }: Walk): void {
    const { grid, levelDbm, lnRate, standIn } = this.#links;
    const { sectors } = this;
    for (let i = 0; i < this.users; i++) {
      const cell = cellAt(grid, x[i]!, y[i]!);
      if (standIn[cell]) this.standIns++;
      for (let k = 0; k < sectors; k++) {
        this.levelDbm[i * sectors + k] = levelDbm[cell * sectors + k]!;
        this.lnRate[i * sectors + k] = lnRate[cell * sectors + k]!;
      }
    }
  }
}

/** One decider on one map, with what it has come to. */
class DeciderRun implements DeciderState {
  readonly map: number;
  readonly #mapName: string;
  readonly #name: DeciderName;
  readonly #given: HandoverCase;
  readonly #cost: SwitchingCost;
  readonly #decider: Decider;
  readonly serving: Int32Array;
  handovers = 0;
  throughputMbps = 0;
  readonly #handovers: Float64Array;
  readonly #believed: Float64Array;
  readonly #true: Float64Array | null;
  #started = false;
  #movedCost = 0;
  #total = 0;
  #objective = 0;

  constructor(mapName: string, map: number, name: DeciderName, given: HandoverCase, cost: SwitchingCost) {
    const { scenario } = given;
    const kept = Math.min(scenario.lastSlots, scenario.slots);
    this.map = map;
    this.#mapName = mapName;
    this.#name = name;
    this.#given = given;
    this.#cost = cost;
    this.#decider = deciderOf(name, given, cost);
    this.serving = new Int32Array(scenario.users);
    this.#handovers = new Float64Array(kept);
    this.#believed = new Float64Array(kept);
    this.#true = given.truth === null ? null : new Float64Array(kept);
  }

  decide(seen: SlotView): void {
    const next = this.#decider.next(seen);
    this.handovers = 0;
    this.#movedCost = 0;
    for (let i = 0; i < next.length; i++) {
      if (!this.#started || next[i] === this.serving[i]) continue;
      this.handovers++;
      this.#movedCost += this.#cost.ofUser[i]!;
    }
    this.#started = true;
    this.serving.set(next);
  }

  score(slot: number, believed: MapView, truth: MapView | null): void {
    const { slots } = this.#given.scenario;
    const own = scoreSlot(this.serving, believed.sectors, believed.lnRate);
    const real = truth === null || truth === believed ? own : scoreSlot(this.serving, truth.sectors, truth.lnRate);
    this.#total += this.handovers;
    this.throughputMbps = real.throughputMbps;
    this.#objective += real.utility - this.#cost.weight * this.#movedCost;
    const at = slot - (slots - this.#handovers.length);
    if (at < 0) return;
    this.#handovers[at] = this.handovers;
    this.#believed[at] = own.throughputMbps;
    if (this.#true) this.#true[at] = real.throughputMbps;
  }

  result(standIns: number): HandoverResult {
    return {
      map: this.#mapName,
      decider: this.#name,
      seed: this.#given.seed,
      handovers: this.#handovers,
      believedMbps: this.#believed,
      trueMbps: this.#true,
      totalHandovers: this.#total,
      objectivePerUserSlot: this.#objective / (this.#given.scenario.users * this.#given.scenario.slots),
      standIns,
    };
  }
}
