// #include "lib/sweep_bindings.wgsl"

// Two passes of one thread each that size the passes after them.
// Workgroups for `take` and `trace` (first four words) and for `deposit` (next four).
@group(0) @binding(9) var<storage, read_write> workgroups: array<u32, 8>;

// What one beam can push in a pass: six children and itself (sweep_trace.wgsl).
const PUSHES = 7u;
const GROUP = 64u;

// How many beams the next pass takes: from the top of the stack first, then fresh launches; never more than the host's limit,
// nor more than leaves room for all that they can push.
@compute @workgroup_size(1)
fn plan() {
  let size = atomicLoad(&control.size);
  let room = params.stack_capacity - size;
  let limit = min(params.batch, control.beam_limit);
  let taken = min(limit, min(size, room / (PUSHES - 1u)));
  // Fresh launches use half of the stack at most: the rest is for the children of beams on it, so that these never run out of room.
  let spoken_for = size + taken * (PUSHES - 1u);
  let left = select(0u, params.stack_capacity / 2u - spoken_for, spoken_for < params.stack_capacity / 2u);
  let fresh = min(min(limit - taken, params.launch_count - control.launched), left / PUSHES);
  control.taken = taken + fresh;
  control.fresh = fresh;
  control.launched += fresh;
  atomicStore(&control.pieces, 0u);
  atomicStore(&control.size, size - taken);
  workgroups[0] = (taken + fresh + GROUP - 1u) / GROUP;
  workgroups[1] = 1u;
  workgroups[2] = 1u;
}

// After `trace`: two threads a piece.
@compute @workgroup_size(1)
fn measure() {
  let threads = 2u * atomicLoad(&control.pieces);
  // Two dimensions: a pass can note more than one dimension's 65,535 workgroups.
  let groups = (threads + GROUP - 1u) / GROUP;
  let wide = min(groups, 32768u);
  workgroups[4] = wide;
  workgroups[5] = select(1u, (groups + wide - 1u) / max(wide, 1u), wide > 0u);
  workgroups[6] = 1u;
}
