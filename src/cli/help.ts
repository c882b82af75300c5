import { COMMON_OPTIONS, type OptionTable } from './arguments.ts';
import type { Command } from './command.ts';

function optionLines(table: OptionTable): string[] {
  const heads = Object.entries(table).map(([name, spec]) => ({
    head: `  --${name}${spec.value === undefined ? '' : ` ${spec.value}`}`,
    help: spec.help,
  }));
  const width = Math.min(34, Math.max(...heads.map(({ head }) => head.length)));
  return heads.map(({ head, help }) => `${head.padEnd(width)}  ${help}`);
}

export function commandHelp(command: Command): string[] {
  return [
    `boresight ${command.usage}`,
    '',
    command.summary,
    '',
    ...optionLines(command.options),
    '',
    'Of every command:',
    ...optionLines(COMMON_OPTIONS),
  ];
}

export function overview(commands: readonly Command[], version: string): string[] {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `boresight ${version}: radio maps of real cities, from the same engine as the studio`,
    '',
    ...commands.map(({ name, summary }) => `  boresight ${name.padEnd(width)}  ${summary}`),
    '',
    'Options of one command: boresight COMMAND --help',
    'Exit status: 0 done, 1 bad input, 2 no usable GPU adapter, 130 interrupted.',
  ];
}
