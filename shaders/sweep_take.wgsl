// #include "lib/sweep_bindings.wgsl"
// #include "lib/beam.wgsl"

// Moves the beams that `plan` chose behind the stack, where they stay while their children are pushed: first those from the
// stack's top, then fresh launches.
@compute @workgroup_size(64)
fn take(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= control.taken) {
    return;
  }
  let row = params.stack_capacity + id.x;
  let from_stack = atomicLoad(&control.size) + id.x;
  let stacked = control.taken - control.fresh;
  if (id.x < stacked) {
    for (var i = 0u; i < BEAM_VEC4; i++) {
      beams[row * BEAM_VEC4 + i] = beams[from_stack * BEAM_VEC4 + i];
    }
    return;
  }
  let launch = control.launched - control.fresh + (id.x - stacked);
  let a = launches[3u * launch];
  let b = launches[3u * launch + 1u];
  let c = launches[3u * launch + 2u];
  let corner = a.w > 0.0;
  write_beam(row, Beam(
    b.yz, c.xy, b.w, c.z, c.w,
    select(-LOOK_BACK_M, LOOK_BACK_M, corner), NONE, -LOOK_BACK_M, 1.0, select(0u, WAS_DIFFRACTED, corner),
    NONE, select(params.over_a, NONE, corner), select(params.over_b, NONE, corner), launch,
  ));
}
