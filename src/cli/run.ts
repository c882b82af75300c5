import { UserError } from '../units/errors.ts';
import { VERSION } from '../units/version.ts';
import { parseArguments, suggestion, switched } from './arguments.ts';
import type { Command } from './command.ts';
import { batchCommand } from './command-batch.ts';
import { calibrateCommand } from './command-calibrate.ts';
import { compareCommand } from './command-compare.ts';
import { doctorCommand } from './command-doctor.ts';
import { groundTruthCommand } from './command-ground-truth.ts';
import { importCommand } from './command-import.ts';
import { modelsCommand } from './command-models.ts';
import { planCandidatesCommand } from './command-plan-candidates.ts';
import { planCoverageCommand } from './command-plan-coverage.ts';
import { planHandoverCommand } from './command-plan-handover.ts';
import { planPowerCommand } from './command-plan-power.ts';
import { planTiltCommand } from './command-plan-tilt.ts';
import { predictCommand } from './command-predict.ts';
import { sceneCommand } from './command-scene.ts';
import { commandHelp, overview } from './help.ts';
import { openTerminal, type TerminalStreams } from './terminal.ts';

const COMMANDS: readonly Command[] = [
  sceneCommand,
  predictCommand,
  compareCommand,
  calibrateCommand,
  batchCommand,
  importCommand,
  groundTruthCommand,
  planPowerCommand,
  planHandoverCommand,
  planCoverageCommand,
  planTiltCommand,
  planCandidatesCommand,
  modelsCommand,
  doctorCommand,
];

/** Runs one command and gives its exit status: 0 done, 1 bad input, 2 no adapter, 130 interrupted. */
export async function runCommandLine(
  words: readonly string[],
  streams: TerminalStreams,
  signal: AbortSignal,
): Promise<number> {
  try {
    const [name, rest] = nameOf(words);
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      return printHelp(nameOf(rest)[0], streams);
    }
    if (name === 'version' || name === '--version') {
      streams.out.write(`${VERSION}\n`);
      return 0;
    }
    const command = findCommand(name);
    const args = parseArguments(command.name, rest, command.options);
    if (switched(args, 'help')) {
      streams.out.write(`${commandHelp(command).join('\n')}\n`);
      return 0;
    }
    const terminal = openTerminal(streams, switched(args, 'json'), switched(args, 'quiet'), signal);
    await command.run(args, terminal);
    return 0;
  } catch (error) {
    return report(error, streams, signal);
  }
}

/** The command's name and the words after it; `plan` is followed by what to plan. */
function nameOf(words: readonly string[]): readonly [string | undefined, readonly string[]] {
  const [first, second, ...rest] = words;
  if (first === undefined || !COMMANDS.some(({ name }) => name.startsWith(`${first} `))) return [first, words.slice(1)];
  return second === undefined || second.startsWith('-') ? [first, words.slice(1)] : [`${first} ${second}`, rest];
}

function findCommand(name: string): Command {
  const command = COMMANDS.find((c) => c.name === name);
  if (command) return command;
  const kinds = COMMANDS.filter((c) => c.name.startsWith(`${name} `)).map((c) => c.name);
  if (kinds.length > 0)
    throw new UserError('bad-input', `"${name}" is followed by what to plan: boresight ${kinds.join(', boresight ')}`);
  throw new UserError(
    'bad-input',
    `unknown command "${name}"${suggestion(
      name,
      COMMANDS.map((c) => c.name),
    )}; \`boresight help\` lists the commands`,
  );
}

function printHelp(topic: string | undefined, streams: TerminalStreams): number {
  const lines = topic === undefined ? overview(COMMANDS, VERSION) : commandHelp(findCommand(topic));
  streams.out.write(`${lines.join('\n')}\n`);
  return 0;
}

function report(error: unknown, streams: TerminalStreams, signal: AbortSignal): number {
  if (error instanceof UserError) {
    streams.error.write(`boresight: ${error.message}\n`);
    return error.code === 'aborted' ? 130 : error.code === 'no-adapter' ? 2 : 1;
  }
  if (signal.aborted) {
    streams.error.write('boresight: interrupted; nothing was written under the final name\n');
    return 130;
  }
  const message = error instanceof Error ? error.message : String(error);
  streams.error.write(`boresight: this is a fault of the program, not of your input: ${message}\n`);
  if (process.env.BORESIGHT_DEBUG !== undefined && error instanceof Error) {
    streams.error.write(`${error.stack ?? ''}\n`);
  } else {
    streams.error.write('Run it again with BORESIGHT_DEBUG=1 to see where.\n');
  }
  return 1;
}
