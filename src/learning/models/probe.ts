import { badInput, UserError } from '../../units/errors.ts';
import {
  compareGolden,
  type GoldenOutput,
  type GoldenResult,
  goldenFeatures,
  goldenLandUse,
  goldenWords,
  sampleOutput,
} from './golden.ts';
import type { BackendName, BackendOffer, InferenceBackend, Network } from './inference-backend.ts';

/** What a probe found, for the next time: small, and of one network file on one set of adapters. */
export interface ProbeVerdict {
  readonly backend: BackendName;
  /** Time of a run after the first [ms], of every backend that passed. */
  readonly runMs: Readonly<Partial<Record<BackendName, number>>>;
  /** Why a backend was passed over. */
  readonly refused: Readonly<Partial<Record<BackendName, string>>>;
}

/** Verdicts that survive the session. A device without storage may keep them in memory only. */
export interface ProbeMemory {
  get(key: string): Promise<ProbeVerdict | null>;
  put(key: string, verdict: ProbeVerdict): Promise<void>;
}

/** A network ready to run, checked on this device. */
export interface ChosenBackend {
  readonly offer: BackendOffer;
  readonly backend: InferenceBackend;
  readonly verdict: ProbeVerdict;
  /** null where the model came without golden output, so that nothing shows that this device computes it right. */
  readonly golden: GoldenResult | null;
}

export interface ProbeOptions {
  /** null where the model has none: then a GPU is held against WASM on this device, which shows that the two agree, no more. */
  readonly golden: GoldenOutput | null;
  readonly tolerance: number;
  readonly memory?: ProbeMemory | null;
  /** Tried first, and alone if it passes. */
  readonly prefer?: BackendName | null;
  readonly now?: () => number;
}

interface Trial extends ChosenBackend {
  readonly runMs: number;
  readonly output: GoldenOutput;
}

interface Refusal {
  readonly reason: string;
  /** A GPU that was lost may do better the next time; a wrong result will not. */
  readonly lasting: boolean;
}

/** Under which a verdict is kept: the network and whatever could run it. */
export function probeKey(network: Network, offers: readonly BackendOffer[]): string {
  return [network.sha256, ...offers.map(({ name, adapter }) => `${name}: ${adapter}`)].join(' | ');
}

/**
 * Runs the golden input on every backend and keeps the fastest that computes it right: a GPU can be slower than the processor, and
 * some compute convolutions wrongly without a word. A verdict of before spares the comparison but never the golden check.
 * @throws UserError('bad-input') when no backend runs the network, or none computes it right
 */
export async function chooseBackend(
  offers: readonly BackendOffer[],
  network: Network,
  options: ProbeOptions,
): Promise<ChosenBackend> {
  const key = probeKey(network, offers);
  const known = await recalled(options.memory, key);
  const first = options.prefer ?? known?.backend;
  const wanted = offers.find(({ name }) => name === first);
  // Without golden output the comparison of two backends is the only check there is, and is made every time.
  if (wanted && (options.golden || offers.length === 1 || wanted.name === 'wasm')) {
    const trial = await tryOffer(wanted, network, options, null);
    if (!('reason' in trial)) return { ...trial, verdict: known ?? trial.verdict };
  }
  const { chosen, lasting } = await probeAll(offers, network, options);
  if (options.memory && lasting) await options.memory.put(key, chosen.verdict).catch(() => undefined);
  return chosen;
}

/** Storage that fails costs a probe, never the model. */
async function recalled(memory: ProbeMemory | null | undefined, key: string): Promise<ProbeVerdict | null> {
  return (await memory?.get(key).catch(() => null)) ?? null;
}

async function probeAll(
  offers: readonly BackendOffer[],
  network: Network,
  options: ProbeOptions,
): Promise<{ chosen: ChosenBackend; lasting: boolean }> {
  // WASM first: where there is no golden output, the others are held against it.
  const inOrder = [...offers].sort((a, b) => Number(b.name === 'wasm') - Number(a.name === 'wasm'));
  const runMs: Partial<Record<BackendName, number>> = {};
  const refused: Partial<Record<BackendName, string>> = {};
  let lasting = true;
  let best: Trial | null = null;
  let reference: GoldenOutput | null = null;
  for (const offer of inOrder) {
    const trial = await tryOffer(offer, network, options, reference);
    if ('reason' in trial) {
      refused[offer.name] = trial.reason;
      lasting &&= trial.lasting;
      continue;
    }
    runMs[offer.name] = trial.runMs;
    if (offer.name === 'wasm') reference = trial.output;
    const slower = best && best.runMs > trial.runMs ? best : best ? trial : null;
    best = best && best.runMs <= trial.runMs ? best : trial;
    await slower?.backend.release();
  }
  if (best) return { chosen: { ...best, verdict: { backend: best.backend.name, runMs, refused } }, lasting };
  const reasons = Object.values(refused);
  throw badInput(
    reasons.length === 1 ? (reasons[0] ?? '') : `${network.place} runs nowhere on this device. ${reasons.join(' ')}`,
  );
}

/** Opens, warms up, measures and checks one backend; the sentence why not, where it fails. */
async function tryOffer(
  offer: BackendOffer,
  network: Network,
  { golden, tolerance, now = () => performance.now() }: ProbeOptions,
  otherwise: GoldenOutput | null,
): Promise<Trial | Refusal> {
  let backend: InferenceBackend | null = null;
  try {
    backend = await offer.open(network);
    const { channels, size } = network;
    const [features, landUse] = [goldenFeatures(channels, size), goldenLandUse(size)];
    let started = now();
    let output = await backend.run(features, landUse);
    if (offer.name !== 'wasm') {
      // The first run of a GPU compiles its shaders.
      started = now();
      output = await backend.run(features, landUse);
    }
    const runMs = now() - started;
    const sampled = sampleOutput(output, size);
    const against = golden ?? otherwise;
    const result = against && compareGolden(against, sampled, tolerance);
    if (result && !result.passed) {
      await backend.release();
      return { reason: refusalWords(offer, network, result, golden !== null), lasting: true };
    }
    const verdict = { backend: backend.name, runMs: { [backend.name]: runMs }, refused: {} };
    return { offer, backend, verdict, golden: golden && result, runMs, output: sampled };
  } catch (error) {
    await backend?.release().catch(() => undefined);
    if (!(error instanceof UserError) || error.code === 'aborted') throw error;
    return { reason: error.message, lasting: error.code !== 'device-lost' };
  }
}

function refusalWords(offer: BackendOffer, { place }: Network, result: GoldenResult, shipped: boolean): string {
  const cure = shipped
    ? 'This device does not compute it right, or the file is not the one that was checked: the model is not used here.'
    : 'The GPU does not compute it as the processor does, and is not used for it.';
  return `${place} fails its check on ${offer.name} (${offer.adapter}): ${goldenWords(result)}. ${cure}`;
}
