/** Marks a list of numbers that was a Float64Array: those of tabulated antennas. */
const NUMBERS = '$float64';

/** JSON of a value that may hold Float64Arrays of finite numbers; anything else as JSON.stringify has it. */
export function jsonOfNumbers(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part instanceof Float64Array ? { [NUMBERS]: Array.from(part) } : part,
  );
}

/** The value again, given what JSON.parse made of its text. */
export function withNumbers(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (_, part: unknown) => {
    const numbers = typeof part === 'object' && part !== null && NUMBERS in part ? part[NUMBERS] : undefined;
    return Array.isArray(numbers) ? Float64Array.from(numbers, Number) : part;
  });
}
