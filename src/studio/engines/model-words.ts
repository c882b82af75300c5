import type { ModelFacts } from '../../worker/engine-protocol.ts';
import type { RunState } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';

/** Size of a model, in what it weighs and in what it has learned. */
export function sizeWords({ bytes, parameters }: Pick<ModelFacts, 'bytes' | 'parameters'>): string {
  const megabytes = bytes / 2 ** 20;
  const weight = megabytes < 0.1 ? `${Math.ceil(bytes / 2 ** 10)} kB` : `${formatNumber(megabytes, 1)} MB`;
  const learned =
    parameters >= 1e6 ? `${formatNumber(parameters / 1e6, 1)} M` : `${formatNumber(Math.round(parameters / 1e3), 0)} k`;
  return `${weight}, ${parameters < 1e3 ? parameters : learned} parameters`;
}

/** What a model does or waits for, and where it runs. */
export function stateWords(
  { state, backend }: Pick<ModelFacts, 'state' | 'backend'>,
  { phase, step }: Pick<RunState, 'phase' | 'step'>,
): string {
  if (state === 'refused') return 'Refused';
  if (state === 'available' && phase === 'solving' && step)
    return `${capital(step.words)}: ${Math.round(100 * step.fraction)} %`;
  if (state === 'available') return 'Read when it is first used';
  return backend === null ? 'Ready' : `Ready on ${backendWords(backend)}`;
}

/** A warning on the model's own card: without its name, and of how many sectors it is. */
export function warningWords(sentence: string, sectors: number, name: string): string {
  const words = sentence.startsWith(`${name}: `) ? capital(sentence.slice(name.length + 2)) : sentence;
  const others = sectors - 1;
  if (others === 0) return words.endsWith('.') ? words : `${words}.`;
  return `${words.replace(/\.$/, '')}; likewise ${others} other ${others === 1 ? 'sector' : 'sectors'}.`;
}

/** Names of what runs a network, as people write them. */
export function backendWords(text: string): string {
  return text
    .replace(/\bcpu\b/i, 'CPU')
    .replace(/\bwasm\b/i, 'WASM')
    .replace(/\bwebgpu\b/i, 'WebGPU');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
