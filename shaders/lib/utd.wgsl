// Terms of the uniform theory of diffraction; twin: src/radio/utd.ts. Sines and arc tangents are polynomials of their own, since WGSL
// grants the built-in ones errors that show at shadow boundaries.

const HALF_PI = 1.5707963267948966;
const UTD_PI = 3.141592653589793;

// Sine for -pi <= x <= pi, within 2e-7.
fn sine(x: f32) -> f32 {
  let a = abs(x);
  // pi - a in two steps, so that its digits are kept near pi.
  let r = select(a, (UTD_PI - a) - 8.742278e-8, a > HALF_PI);
  let u = r * r;
  let s = r * (1.0 + u * (-0.16666667163 + u * (0.00833333097 + u * (-0.000198408612 + u * (2.752527e-6 + u * -2.3889217e-8)))));
  return select(s, -s, x < 0.0);
}

// Angle of (x, y), 0 to 2 pi, within 3e-7.
fn angle_of(x: f32, y: f32) -> f32 {
  let ax = abs(x);
  let ay = abs(y);
  let q = min(ax, ay) / max(max(ax, ay), 1e-30);
  let u = q * q;
  var p = 0.04213762283 + u * (-0.015731249 + u * 0.00276628346);
  p = 0.1061837077 + u * (-0.0745685473 + u * p);
  p = 1.0 + u * (-0.333330363 + u * (0.199918717 + u * (-0.141977981 + u * p)));
  var a = q * p;
  a = select(a, HALF_PI - a, ay > ax);
  a = select(a, UTD_PI - a, x < 0.0);
  return select(a, 2.0 * UTD_PI - a, y < 0.0);
}

// Auxiliary Fresnel functions f and g.
fn auxiliary_fresnel(z: f32) -> vec2f {
  if (z <= 2.0) {
    let s = z - 1.0;
    var r = vec2f(0.00016265300, 0.00014011075);
    r = r * s + vec2f(-0.00051814884, -0.0000683947504);
    r = r * s + vec2f(0.00058933630, -0.00097870442);
    r = r * s + vec2f(0.00014549668, 0.00258982171);
    r = r * s + vec2f(-0.00276167713, -0.00396978708);
    r = r * s + vec2f(0.00918860834, 0.00376793782);
    r = r * s + vec2f(-0.01954849082, 0.00298833411);
    r = r * s + vec2f(0.02840483357, -0.02356651403);
    r = r * s + vec2f(-0.02263854529, 0.06097595354);
    r = r * s + vec2f(-0.01496408979, -0.10616084457);
    r = r * s + vec2f(0.09259548816, 0.13497652987);
    r = r * s + vec2f(-0.19396453634, -0.12068868752);
    return r * s + vec2f(0.27989340037, 0.06174085260);
  }
  let s = 8.0 / (z * z) - 1.0;
  var r = vec2f(0.0000100101259, 0.00012314517);
  r = r * s + vec2f(-0.0000379455263, -0.00030405996);
  r = r * s + vec2f(0.0000142001246, -0.00024409911);
  r = r * s + vec2f(0.00059025035, 0.00425233677);
  r = r * s + vec2f(-0.00358133833, -0.01436694181);
  r = r * s + vec2f(-0.00862815669, -0.04021119598);
  r = r * s + vec2f(0.99548130231, 0.97822502859);
  let inverse = 0.3183098861837907 / z;
  return r * vec2f(inverse, inverse * (0.3183098861837907 / (z * z)));
}

// -e^{-j pi/4} cot(psi) F(k L a), the factors that cancel taken out.
fn wedge_term(psi: f32, n: f32, root: f32) -> vec2f {
  let delta = psi - UTD_PI * round(psi * 0.3183098861837907);
  // One loop for sin(n delta), sin(delta) and cos(delta): software adapters compile every call anew.
  var sines: array<f32, 3>;
  for (var i = 0u; i < 3u; i++) {
    sines[i] = sine(select(select(HALF_PI - abs(delta), delta, i == 1u), n * delta, i == 0u));
  }
  let across = abs(sines[0]);
  let quotient = select(across / sines[1], select(n, -n, delta < 0.0), abs(delta) < 1e-6);
  let fg = auxiliary_fresnel(root * across);
  return sines[2] * quotient / (2.0 * n) * vec2f(-(fg.x + fg.y), fg.x - fg.y);
}

// D1, D2, D3, D4 of a wedge: re, im.
fn wedge_terms(phi: f32, source: f32, n: f32, wavelengths: f32) -> array<vec2f, 4> {
  var terms: array<vec2f, 4>;
  let root = 2.0 * sqrt(2.0 * wavelengths);
  for (var i = 0u; i < 4u; i++) {
    let between = select(phi - source, phi + source, i >= 2u);
    let psi = 0.5 * (UTD_PI + select(between, -between, (i & 1u) == 1u)) / n;
    terms[i] = wedge_term(psi, n, root);
  }
  return terms;
}
