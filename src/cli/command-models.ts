import { nodeGpuEntry } from '../gpu/node-gpu.ts';
import { nodeModelAt, nodeModels } from '../io/node-models.ts';
import type { ModelCard } from '../learning/models/model-card.ts';
import { ModelSession } from '../learning/models/model-session.ts';
import type { ModelSource } from '../learning/models/model-source.ts';
import { nodeRuntime } from '../learning/models/node-runtime.ts';
import { UserError } from '../units/errors.ts';
import { choiceOption, type OptionTable, optional, switched } from './arguments.ts';
import type { Command } from './command.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

const OPTIONS: OptionTable = {
  in: {
    value: 'FOLDER|ZIP',
    help: "a model of one's own (card.json with its networks) instead of those that come along",
  },
  backend: {
    value: 'wasm|webgpu',
    help: 'on which the networks are checked (default wasm; webgpu in software takes minutes)',
  },
  'no-check': { help: 'list the cards alone, without running the networks' },
};

export const modelsCommand: Command = {
  name: 'models',
  summary: 'lists the learned predictors with their cards, and checks that each computes right on this machine',
  usage: 'models [--in FOLDER|ZIP] [--backend wasm|webgpu] [--no-check] [--json]',
  options: OPTIONS,
  async run(args, terminal) {
    const own = optional(args, 'in');
    const backend = choiceOption(args, 'backend', 'wasm', ['wasm', 'webgpu'] as const);
    const sources = own === undefined ? await nodeModels() : [await nodeModelAt(own)];
    const checked: CheckedModel[] = [];
    for (const [i, source] of sources.entries()) {
      terminal.progress(`checking ${source.card.id}`, i / sources.length);
      await breathe();
      throwIfInterrupted(terminal.signal);
      const parity = switched(args, 'no-check') ? [] : await checkModel(source, backend, terminal);
      checked.push({ card: source.card, parity });
    }
    terminal.result({ models: checked.map(modelDocument) }, checked.flatMap(modelText));
    const failed = checked.filter(({ parity }) => parity.some(({ passed }) => !passed));
    if (failed.length > 0)
      throw new UserError(
        'bad-input',
        `models: ${failed.map(({ card }) => card.id).join(', ')} cannot be used here; see the list for the reasons`,
      );
  },
};

interface Parity {
  readonly size: number;
  readonly backend: string;
  readonly adapter: string;
  readonly passed: boolean;
  /** Greatest difference from the golden output as a share of its range; null where there is none to compare with. */
  readonly error: number | null;
  /** Of one run after the first [ms]. */
  readonly runMs: number | null;
  readonly reason: string | null;
}

interface CheckedModel {
  readonly card: ModelCard;
  readonly parity: readonly Parity[];
}

async function checkModel(source: ModelSource, backend: 'wasm' | 'webgpu', terminal: Terminal): Promise<Parity[]> {
  const runtime = nodeRuntime(backend === 'webgpu' ? { gpu: await nodeGpuEntry() } : {});
  const session = new ModelSession(source, runtime, { backend });
  const found: Parity[] = [];
  try {
    for (const { size } of source.card.files) {
      throwIfInterrupted(terminal.signal);
      found.push(await checkSize(session, size, backend));
    }
  } finally {
    await session.dispose();
  }
  return found;
}

async function checkSize(session: ModelSession, size: number, wanted: 'wasm' | 'webgpu'): Promise<Parity> {
  try {
    const { backend, adapter, golden, verdict } = await session.prepare(size);
    return {
      size,
      backend,
      adapter,
      passed: true,
      error: golden && golden.maxError / golden.range,
      runMs: verdict.runMs[backend] ?? null,
      reason: golden ? null : 'it came without golden output, so that nothing shows whether it computes right',
    };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'bad-input') throw error;
    return { size, backend: wanted, adapter: '', passed: false, error: null, runMs: null, reason: error.message };
  }
}

function modelDocument({ card, parity }: CheckedModel) {
  const { channels, ...rest } = card;
  return { ...rest, channels, parity };
}

function modelText({ card, parity }: CheckedModel): string[] {
  const mae = card.metrics.test?.mae;
  return [
    `${card.id}  ${card.name}: ${card.summary}`,
    `  ${(card.parameters / 1e6).toFixed(2)} M parameters, ${card.files.map((f) => `${f.size} x ${f.size} (${(f.bytes / 1e6).toFixed(1)} MB)`).join(', ')}; ${typeof mae === 'number' ? `mean error ${mae.toFixed(1)} dB on cities it has not seen` : 'no test error known'}`,
    `  ${card.warning}`,
    ...parity.map(
      (p) =>
        `  ${p.size}: ${p.passed ? `computes right on ${p.backend} (${p.adapter})${p.error === null ? '' : `, off by ${p.error.toExponential(1)} of the range`}${p.runMs === null ? '' : `, ${p.runMs.toFixed(0)} ms`}` : `REFUSED: ${p.reason}`}`,
    ),
  ];
}
