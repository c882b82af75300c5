import type { Gpu } from '../../gpu/gpu.ts';

/**
 * Keeps what `compile` makes of shaders that include shaders/lib/bvh.wgsl, by device and by the depth of the traversal's stack: that is part
 * of the code, since smaller stacks leave more rays in flight. `compile` is given the line that sets it.
 */
export function kernelsByStack<T>(
  compile: (gpu: Gpu, stackLine: string) => Promise<T>,
): (gpu: Gpu, stackSize: number) => Promise<T> {
  const compiled = new WeakMap<Gpu, Map<number, Promise<T>>>();
  return (gpu, stackSize) => {
    const known = compiled.get(gpu) ?? new Map<number, Promise<T>>();
    compiled.set(gpu, known);
    const kernels = known.get(stackSize) ?? compile(gpu, `const STACK_SIZE = ${stackSize}u;\n`);
    known.set(stackSize, kernels);
    return kernels;
  };
}
