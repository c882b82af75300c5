import { handoverCsv } from '../io/formats/handover-csv.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { handoverStudy } from '../planning/handover/handover-study.ts';
import { badInput } from '../units/errors.ts';
import { optional } from './arguments.ts';
import type { Command } from './command.ts';
import { planHandoverReport } from './plan-handover-report.ts';
import { drawSeeds, PLAN_OPTIONS, readPlanInput } from './plan-input.ts';

export const planHandoverCommand: Command = {
  name: 'plan handover',
  summary: 'who serves moving users slot by slot, on maps of several engines side by side',
  usage:
    'plan handover --maps DIR[,DIR...] [--scenario FILE] [--truth DIR] [--sites FILE] [--scene SCENE] [--out FILE.csv] [--json]',
  options: PLAN_OPTIONS,
  async run(args, terminal) {
    const { networks, truth, file, usersOf } = await readPlanInput(args);
    const { handover: scenario, noiseFigureDb } = file.scenario;
    const sectors = networks[0]!.gains.sectors.map(({ id }) => id);
    if (sectors.length < 2)
      throw badInput(
        `plan handover: ${sectors[0]} is the only sector; handover needs two at least, with a map of each`,
      );
    const unknown = Object.keys(scenario.a3.cellOffsetsDb).find((id) => !sectors.includes(id));
    if (unknown !== undefined)
      throw badInput(
        `plan handover: cell_offsets_db names ${unknown}, which is none of the sectors ${sectors.join(', ')}`,
      );
    const results = await handoverStudy(
      { maps: networks, truth, usersOf, seeds: drawSeeds(args, scenario.draws), scenario, noiseFigureDb },
      { signal: terminal.signal, onSlot: (fraction) => terminal.progress('slots', fraction) },
    );
    const out = optional(args, 'out');
    if (out !== undefined) await writeFileAtomically(out, handoverCsv(results));
    const { document, text } = planHandoverReport(results, {
      sectors,
      truth: truth === null ? null : networks[truth]!.name,
      lastSlots: Math.min(scenario.lastSlots, scenario.slots),
    });
    terminal.result(document, text);
  },
};
