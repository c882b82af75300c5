import { handoverStudy } from '../planning/handover/handover-study.ts';
import { networkGains, sharedArea } from '../planning/network-gains.ts';
import { userDensity } from '../planning/place-users.ts';
import { powerSweep } from '../planning/power/power-sweep.ts';
import { drawnUsers, listedUsers } from '../planning/requested-users.ts';
import { runCoverage } from './coverage-planner.ts';
import { outcomeOf } from './outcome.ts';
import type { Planner, PlanningJob } from './planning-protocol.ts';
import { WalkSender } from './walk-sender.ts';

/** How often a listener hears of it [ms]. */
const TELL_EVERY_MS = 100;

export const planner: Planner = {
  power: (job, listener) =>
    outcomeOf(() => {
      const { power, noiseFigureDb } = job.scenario;
      const tell = nowAndThen(listener.progress.bind(listener));
      return powerSweep(
        {
          ...studyOf(job, power.draws),
          users: power.users,
          association: power.association,
          noiseFigureDb,
        },
        { onRun: ({ map, users }, fraction) => tell(fraction, `${map}, ${users} users`) },
      );
    }),
  handover: (job, listener, walk) =>
    outcomeOf(() => {
      const { handover, noiseFigureDb } = job.scenario;
      const tell = nowAndThen(listener.progress.bind(listener));
      const { areaM, ...study } = studyOf(job, handover.draws);
      const sender = walk && new WalkSender(job, areaM, walk);
      return handoverStudy(
        { ...study, scenario: handover, noiseFigureDb },
        {
          onSlot: (fraction) => tell(fraction, 'Users walk'),
          onState: (state, draw) => draw === 0 && sender?.take(state),
          onDraw: () => sender?.send(),
        },
      );
    }),
  coverage: (job, listener) => outcomeOf(() => runCoverage(job, listener)),
};

function studyOf({ sectors, networks, truth, scene, scenario, seed, users }: PlanningJob, draws: number) {
  const maps = networks.map(({ name, maps: own }) => ({
    name,
    gains: networkGains(sectors, new Map(own.map((map) => [map.sectorId, map])), scenario.uncovered),
  }));
  const { areaM, cellSizeM } = sharedArea(maps.map(({ gains }) => gains));
  const { demand } = scenario.power;
  const drawn = () => drawnUsers(userDensity(areaM, cellSizeM, scene, scenario.landUseWeights), areaM, demand);
  return {
    areaM,
    maps,
    truth,
    usersOf: users ? listedUsers(users, maps[0]!.gains, demand) : drawn(),
    seeds: Array.from({ length: draws }, (_, draw) => seed + draw),
  };
}

function nowAndThen(tell: (fraction: number, stage: string) => void): (fraction: number, stage: string) => void {
  let last = 0;
  return (fraction, stage) => {
    const now = performance.now();
    if (now - last < TELL_EVERY_MS) return;
    last = now;
    tell(fraction, stage);
  };
}
