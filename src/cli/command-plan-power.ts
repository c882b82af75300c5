import { powerCsv } from '../io/formats/power-csv.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { powerSweep } from '../planning/power/power-sweep.ts';
import { optional } from './arguments.ts';
import type { Command } from './command.ts';
import { drawSeeds, PLAN_OPTIONS, readPlanInput } from './plan-input.ts';
import { planPowerReport } from './plan-power-report.ts';

export const planPowerCommand: Command = {
  name: 'plan power',
  summary: 'least transmit powers that serve users, on maps of several engines side by side',
  usage:
    'plan power --maps DIR[,DIR...] [--scenario FILE] [--truth DIR] [--sites FILE] [--scene SCENE] [--out FILE.csv] [--json]',
  options: PLAN_OPTIONS,
  async run(args, terminal) {
    const { networks, truth, file, usersOf, listed } = await readPlanInput(args);
    const { power, noiseFigureDb } = file.scenario;
    // A list is one draw unless its rates are drawn; all of it unless fewer are asked for.
    const fits = listed === null ? power.users : power.users.filter((count) => count <= listed);
    const users = fits.length > 0 ? fits : [listed ?? 1];
    const runs = await powerSweep(
      {
        maps: networks,
        truth,
        usersOf,
        users,
        seeds: drawSeeds(args, power.draws),
        association: power.association,
        noiseFigureDb,
      },
      {
        signal: terminal.signal,
        onRun: ({ map, users: count }, fraction) => terminal.progress(`${map}, ${count} users`, fraction),
      },
    );
    const sectors = networks[0]!.gains.sectors.map(({ id }) => id);
    const out = optional(args, 'out');
    if (out !== undefined) await writeFileAtomically(out, powerCsv(runs, sectors));
    const { document, text } = planPowerReport(runs, sectors, truth === null ? null : networks[truth]!.name);
    terminal.result(document, text);
  },
};
