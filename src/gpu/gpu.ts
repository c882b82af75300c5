import { UserError } from '../units/errors.ts';

/** A buffer on the device; only src/gpu looks inside. */
export interface GpuBuffer {
  readonly label: string;
  readonly bytes: number;
  readonly handle: GPUBuffer;
}

/** A compiled entry point with the layout that WGSL declares. */
export interface Kernel {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
}

/** A kernel with its buffers: sets itself on a pass. */
export type BoundKernel = (pass: GPUComputePassEncoder) => void;

/** Records dispatches: of so many workgroups, or of the three counts that lie at an offset of an indirect buffer. */
export interface Recorder {
  dispatch(kernel: BoundKernel, x: number, y?: number): void;
  dispatchIndirect(kernel: BoundKernel, counts: GpuBuffer, byteOffset: number): void;
}

export interface BoundBuffer {
  readonly binding: number;
  readonly buffer: GpuBuffer;
}

/**
 * A WebGPU device with the few things that solvers need: buffers within budget, kernels, submissions, readback. Every
 * failure surfaces as UserError: `over-budget` before an allocation that cannot fit, and where a result was due when the GPU had no
 * memory left for one; `device-lost` when the device went away (a lost device still resolves promises: only mapped bytes count as
 * success).
 */
export class Gpu {
  readonly adapterName: string;
  /** A software adapter computes on the CPU: seconds where a GPU needs milliseconds. */
  readonly software: boolean;
  readonly limits: GPUSupportedLimits;
  readonly features: readonly string[];
  private readonly device: GPUDevice;
  private readonly buffers = new Set<GPUBuffer>();
  private readonly modules = new Map<string, GPUShaderModule>();
  private bytesNow = 0;
  private bytesPeak = 0;
  private lossReason: string | null = null;
  private readonly shortages = new WeakSet<UserError>();
  /** The allocation that the GPU had no memory for: nothing that was computed since can be trusted. */
  private refused: { readonly label: string; readonly bytes: number; readonly inUse: number } | null = null;

  constructor(device: GPUDevice, adapterName: string, software: boolean) {
    this.device = device;
    this.adapterName = adapterName;
    this.software = software;
    this.limits = device.limits;
    this.features = [...device.features].sort();
    void device.lost.then((info) => {
      this.lossReason = info.message || info.reason;
    });
  }

  get lost(): boolean {
    return this.lossReason !== null;
  }

  /** Bytes of the buffers that exist now, those of copies under way to the host included. */
  get allocatedBytes(): number {
    return this.bytesNow;
  }

  /** The greatest `allocatedBytes` there has been. */
  get peakBytes(): number {
    return this.bytesPeak;
  }

  /** A storage buffer of `bytes`, or holding a copy of `data`. Contents of a sized buffer are zero. */
  storage(label: string, content: number | Float32Array | Uint32Array): GpuBuffer {
    return this.buffer(label, content, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
  }

  /** A storage buffer that also sizes dispatches (see `submit`). */
  indirect(label: string, bytes: number): GpuBuffer {
    return this.buffer(label, bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.INDIRECT);
  }

  uniform(label: string, content: number | Uint32Array | Float32Array): GpuBuffer {
    return this.buffer(label, content, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  }

  private buffer(label: string, content: number | Float32Array | Uint32Array, usage: number): GpuBuffer {
    const bytes = Math.max(16, Math.ceil((typeof content === 'number' ? content : content.byteLength) / 16) * 16);
    const limit =
      usage & GPUBufferUsage.STORAGE
        ? Math.min(this.limits.maxStorageBufferBindingSize, this.limits.maxBufferSize)
        : this.limits.maxUniformBufferBindingSize;
    if (bytes > limit)
      throw new UserError(
        'over-budget',
        `The ${label} need ${mebibytes(bytes)}, but this adapter (${this.adapterName}) binds at most ${mebibytes(limit)} at once. ` +
          'Use larger cells, a smaller map or a smaller scene.',
      );
    const handle = this.allocate({ label, size: bytes, usage });
    this.buffers.add(handle);
    this.count(bytes);
    if (typeof content !== 'number') this.device.queue.writeBuffer(handle, 0, content as unknown as BufferSource);
    return { label, bytes, handle };
  }

  /** A buffer that the GPU had no memory for looks like any other; only the error scope tells, and later. */
  private allocate(descriptor: GPUBufferDescriptor & { readonly label: string }): GPUBuffer {
    this.device.pushErrorScope('out-of-memory');
    const handle = this.device.createBuffer(descriptor);
    const inUse = this.bytesNow;
    this.device.popErrorScope().then(
      (error) => {
        if (error) this.refused ??= { label: descriptor.label, bytes: descriptor.size, inUse };
      },
      // Lost: told where a result is due.
      () => undefined,
    );
    return handle;
  }

  private assertAllocated() {
    const { refused } = this;
    this.refused = null;
    if (!refused) return;
    const error = new UserError(
      'over-budget',
      `The GPU (${this.adapterName}) has no ${mebibytes(refused.bytes)} left for the ${refused.label}, beside ${mebibytes(refused.inUse)} in use. ` +
        'Close other pages that draw, or use larger cells or a smaller map.',
    );
    this.shortages.add(error);
    throw error;
  }

  /** True for an error of this device that less memory may avoid. */
  isShortage(error: unknown): error is UserError {
    return error instanceof UserError && this.shortages.has(error);
  }

  /** Overwrites 32-bit words of the buffer from `firstWord` on. */
  write(buffer: GpuBuffer, data: Float32Array | Uint32Array, firstWord = 0) {
    this.device.queue.writeBuffer(buffer.handle, 4 * firstWord, data as unknown as BufferSource);
  }

  /** Sets the whole buffer to zero, in the order of submissions. */
  clear(buffer: GpuBuffer) {
    const encoder = this.device.createCommandEncoder();
    encoder.clearBuffer(buffer.handle);
    this.device.queue.submit([encoder.finish()]);
  }

  free(...buffers: readonly GpuBuffer[]) {
    for (const { handle, bytes } of buffers) {
      handle.destroy();
      if (this.buffers.delete(handle)) this.count(-bytes);
    }
  }

  private count(bytes: number) {
    this.bytesNow += bytes;
    this.bytesPeak = Math.max(this.bytesPeak, this.bytesNow);
  }

  /** Compiles an entry point; a WGSL error is a bug and is thrown with the compiler's lines. */
  async kernel(label: string, code: string, entryPoint: string): Promise<Kernel> {
    let module = this.modules.get(code);
    if (!module) {
      module = this.device.createShaderModule({ label, code });
      this.modules.set(code, module);
    }
    const errors = (await module.getCompilationInfo()).messages.filter((m) => m.type === 'error');
    if (errors.length > 0)
      throw new Error(`${label}: ${errors.map((m) => `line ${m.lineNum}:${m.linePos} ${m.message}`).join('; ')}`);
    const pipeline = await this.device.createComputePipelineAsync({
      label,
      layout: 'auto',
      compute: { module, entryPoint },
    });
    return { label, pipeline };
  }

  /** Binds buffers to a kernel once, for use in many submissions. */
  bind(kernel: Kernel, ...groups: readonly (readonly BoundBuffer[])[]): BoundKernel {
    const bound = groups.map((entries, index) =>
      this.device.createBindGroup({
        label: `${kernel.label} ${index}`,
        layout: kernel.pipeline.getBindGroupLayout(index),
        entries: entries.map(({ binding, buffer }) => ({ binding, resource: { buffer: buffer.handle } })),
      }),
    );
    return (pass) => {
      pass.setPipeline(kernel.pipeline);
      bound.forEach((group, index) => {
        pass.setBindGroup(index, group);
      });
    };
  }

  /** Records dispatches with `record` and submits them as one piece of work. */
  submit(record: (run: Recorder) => void) {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    record({
      dispatch(kernel, x, y = 1) {
        kernel(pass);
        pass.dispatchWorkgroups(x, y);
      },
      dispatchIndirect(kernel, counts, byteOffset) {
        kernel(pass);
        pass.dispatchWorkgroupsIndirect(counts.handle, byteOffset);
      },
    });
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  /** A copy of the first `bytes` of a buffer, after all that was submitted before. */
  async read(source: GpuBuffer, bytes = source.bytes): Promise<ArrayBuffer> {
    const staging = this.allocate({
      label: `${source.label} readback`,
      size: bytes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    this.count(bytes);
    try {
      const encoder = this.device.createCommandEncoder();
      encoder.copyBufferToBuffer(source.handle, 0, staging, 0, bytes);
      this.device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      this.assertAllocated();
      const copy = staging.getMappedRange().slice(0);
      staging.unmap();
      return copy;
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      if (!this.lost) this.assertAllocated();
      throw new UserError(
        'device-lost',
        `The GPU (${this.adapterName}) stopped answering${this.lossReason ? `: ${this.lossReason}` : ''}. Start the run again; if it happens again, reload the page or use the CPU engine.`,
        { cause },
      );
    } finally {
      staging.destroy();
      this.count(-bytes);
    }
  }

  /** Gives everything back. The device cannot be used afterwards. */
  dispose() {
    for (const handle of this.buffers) handle.destroy();
    this.buffers.clear();
    this.bytesNow = 0;
    this.device.destroy();
  }
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
