// Knife edges, as in src/radio/knife-edge.ts and src/radio/deygout.ts.

// An edge whose nu is no greater costs nothing (ITU-R P.526-15, eq. 31).
const CLEAR = -0.78;

// ITU-R P.526-15, eq. 31 [dB]; 0 for nu <= CLEAR.
fn knife_edge_db(nu: f32) -> f32 {
  if (nu <= CLEAR) {
    return 0.0;
  }
  let f = sqrt((nu - 0.1) * (nu - 0.1) + 1.0) + nu - 0.1;
  return 6.9 + 20.0 * log2(f) * 0.30102999566;
}

// Correction [dB] for a side edge close to the main edge (P.526-15, 4.3). `ways`: one end to the main edge, the main edge to the side
// edge, the side edge to the other end [m]; p, q: nu of the main and of the side edge, each alone over the whole path.
fn close_edge_db(ways: vec3f, p: f32, q: f32) -> f32 {
  if (p <= 0.0 || q <= 0.0) {
    return 0.0;
  }
  let alpha = atan(sqrt(ways.y * (ways.x + ways.y + ways.z) / (ways.x * ways.z)));
  let ratio = 2.0 / (1.0 - alpha / 3.141592653589793);
  return (12.0 - 20.0 * log2(ratio) * 0.30102999566) * pow(min(1.0, q / p), 2.0 * p);
}
