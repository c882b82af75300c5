// #include "lib/sweep_bindings.wgsl"

// Decides, with one thread, how many beams the next pass takes: from the top of the stack first, then fresh launches, never
// more than leaves room for all that they can push (PUSHES each).
const PUSHES = 7u;

@compute @workgroup_size(1)
fn plan() {
  let size = atomicLoad(&control.size);
  let room = params.stack_capacity - size;
  var taken = min(params.batch, min(size, room / (PUSHES - 1u)));
  let left = room - taken * (PUSHES - 1u);
  let fresh = min(min(params.batch - taken, params.launch_count - control.launched), left / PUSHES);
  control.taken = taken + fresh;
  control.fresh = fresh;
  control.launched += fresh;
  atomicStore(&control.pieces, 0u);
  atomicStore(&control.size, size - taken);
}
