// #include "lib/sweep_bindings.wgsl"
// #include "lib/beam.wgsl"
// #include "lib/cell_walk.wgsl"

// The first thread of this dispatch and the one after its last, and how many records there is room for.
@group(1) @binding(0) var<uniform> range: vec4u;
// A bit for every cell of the map.
@group(1) @binding(1) var<storage, read> recorded: array<u32>;
@group(1) @binding(2) var<storage, read_write> records: array<vec4u>;

// As src/propagation/sweep/path-records.ts reads them.
const RECORD_VEC4 = 7u;

// One thread a piece and passage: notes the beam for every recorded cell that it crosses, in any order. What finds no room is
// counted and not written: the host asks again for a part of the threads.
@compute @workgroup_size(64)
fn record(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let thread = range.x + id.y * groups.x * 64u + id.x;
  if (thread >= min(range.y, 2u * atomicLoad(&control.pieces))) {
    return;
  }
  let p = passage_of(thread);
  var walk = walk_over(p);
  while (next_cell(&walk, p)) {
    if (((recorded[walk.cell >> 5u] >> (walk.cell & 31u)) & 1u) == 1u) {
      let at = atomicAdd(&control.records, 1u);
      if (at < range.z) {
        write_record(at * RECORD_VEC4, p, walk);
      }
    }
  }
}

fn write_record(at: u32, p: Passage, walk: CellWalk) {
  let b = p.beam;
  records[at] = vec4u(b.launch, walk.cell, b.count, select(0u, 1u, p.bounced));
  records[at + 1u] = bitcast<vec4u>(vec4f(b.r0, walk.middle, walk.stretch, 0.0));
  records[at + 2u] = bitcast<vec4u>(vec4f(b.origin, b.direction));
  for (var i = 4u; i < BEAM_VEC4; i++) {
    records[at + i - 1u] = beams[p.row * BEAM_VEC4 + i];
  }
}
