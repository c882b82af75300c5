import { badInput, UserError } from '../../units/errors.ts';

const NEW_EXPORT = 'Export the model again (see training/), or choose another.';

/** Sentences of ONNX Runtime that a broken or foreign model brings about, and what they mean. */
const MEANINGS: readonly { pattern: RegExp; of: (match: RegExpExecArray) => string }[] = [
  {
    pattern: /No Op registered for (\S+) with domain_version of (\d+)/,
    of: ([, op, version]) => `it uses the operator ${op}, which operator set ${version} does not have`,
  },
  {
    pattern: /Fatal error: (\S+?)\(-?\d+\) is not a registered function\/op/,
    of: ([, op]) => `it uses the operator ${op}, which is not part of this runtime`,
  },
  {
    pattern: /(?:Could not find an implementation for|Failed to find kernel for) ([\w.:]+)/,
    of: ([, op]) => `it uses the operator ${op}, which this backend cannot run`,
  },
  {
    pattern: /Unsupported model IR version: (\d+), max supported IR version: (\d+)/,
    of: ([, is, most]) => `its format (IR version ${is}) is newer than version ${most}, the newest that is read`,
  },
  {
    pattern: /Opset (\d+) is under development.*till opset (\d+)/s,
    of: ([, is, most]) => `its operator set ${is} is newer than ${most}, the newest that is known`,
  },
  {
    pattern: /protobuf parsing failed|No graph was found in the protobuf/,
    of: () => 'it is no ONNX model, or a damaged one',
  },
];

/** What ONNX Runtime said, without the paths of its sources and with lines joined. */
function plain(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text
    .replace(/^.*ERROR_MESSAGE: /s, '')
    .replace(/^\/\S+\.(?:cc|h):\d+ /, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** The refusal of a network that no session can be made of. */
export function sessionRefusal(place: string, backend: string, cause: unknown): UserError {
  const text = cause instanceof Error ? cause.message : String(cause);
  for (const { pattern, of } of MEANINGS) {
    const match = pattern.exec(text);
    if (match) return badInput(`${place} cannot be run (${backend}): ${of(match)}. ${NEW_EXPORT}`);
  }
  return badInput(`${place} cannot be run (${backend}): ${plain(cause)}. ${NEW_EXPORT}`);
}

/** The error of a run. A GPU's is taken for its loss, as ONNX Runtime does not tell which it was: the next try decides. */
export function runFailure(place: string, backend: string, onGpu: boolean, cause: unknown): UserError {
  if (onGpu)
    return new UserError('device-lost', `The GPU (${backend}) stopped while it ran ${place}: ${plain(cause)}.`, {
      cause,
    });
  return badInput(`${place} failed while it ran (${backend}): ${plain(cause)}. ${NEW_EXPORT}`);
}
