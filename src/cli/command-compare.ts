import type { Command } from './command.ts';

export const compareCommand: Command = { name: 'compare', summary: '', usage: '', options: {}, async run() {} };
