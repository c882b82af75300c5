// Cosine and sine of an angle given in 2^-32 turns. The quadrant is taken off as an integer and the rest is a polynomial, since WGSL
// grants its own sin and cos an error of 2^-11, half a metre at a kilometre.
fn cos_sin_of_turn(turn: u32) -> vec2f {
  let quadrant = (turn + 0x20000000u) >> 30u;
  let rest = i32(turn - (quadrant << 30u));
  let x = f32(rest) * 1.4629180792671596e-9;
  let x2 = x * x;
  let c = 1.0 + x2 * (-0.5 + x2 * (0.0416666666 + x2 * (-0.00138888397 + x2 * 2.47604e-5)));
  let s = x * (1.0 + x2 * (-0.16666666 + x2 * (0.0083333310 + x2 * (-0.000198392 + x2 * 2.7e-6))));
  switch quadrant & 3u {
    case 0u: {
      return vec2f(c, s);
    }
    case 1u: {
      return vec2f(-s, c);
    }
    case 2u: {
      return vec2f(-c, -s);
    }
    default: {
      return vec2f(s, -c);
    }
  }
}
