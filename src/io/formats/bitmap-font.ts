/**
 * A 5 x 7 pixel font for legends in image files, where no canvas is at hand. Each letter is seven rows from the top, a row one
 * digit of base 32 whose five bits are the pixels from the left.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hpljhhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllrh',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  a: '00e1fhf',
  b: 'ggmphhu',
  c: '00egghe',
  d: '11djhhf',
  e: '00ehvge',
  f: '698s888',
  g: '0fhhf1e',
  h: 'ggmphhh',
  i: '40c444e',
  j: '20622ic',
  k: 'ggikoki',
  l: 'c44444e',
  m: '00qllhh',
  n: '00mphhh',
  o: '00ehhhe',
  p: '00uhugg',
  q: '00djf11',
  r: '00mpggg',
  s: '00ege1u',
  t: '88s8896',
  u: '00hhhjd',
  v: '00hhha4',
  w: '00hhlla',
  x: '00ha4ah',
  y: '00hhf1e',
  z: '00v248v',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1248v',
  '3': 'v2421he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v124888',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  '-': '000e000',
  '+': '044v440',
  '.': '00000cc',
  ',': '0000c48',
  ':': '0cc0cc0',
  '/': '01248g0',
  '%': 'op248j3',
  '(': '2488842',
  ')': '8422248',
  '[': 'e88888e',
  ']': 'e22222e',
  _: '000000v',
  '#': 'aavavaa',
  '<': '248g842',
  '>': '8421248',
  '=': '00v0v00',
  '≥': '842480v',
  '≤': '248420v',
  '−': '000v000',
  '…': '000000l',
  '°': 'ciic000',
  σ: '00fihhe',
  '·': '0004000',
  '"': 'aa00000',
  '“': 'aa00000',
  '”': 'aa00000',
  '?': 'eh12404',
  "'": '4400000',
  '&': 'cik8lid',
};

/** Width of a line of text [pixels]: six a letter, the last without its gap. */
export function textWidth(text: string): number {
  return Math.max(0, 6 * text.length - 1);
}

export const TEXT_HEIGHT = 7;

/** Calls `dot` for every set pixel of the text whose top left corner is (x, y); letters the font lacks are left blank. */
export function drawText(text: string, x: number, y: number, dot: (x: number, y: number) => void): void {
  for (let i = 0; i < text.length; i++) {
    const glyph = GLYPHS[text[i]!];
    if (glyph === undefined) continue;
    for (let row = 0; row < TEXT_HEIGHT; row++) {
      const bits = Number.parseInt(glyph[row]!, 32);
      for (let column = 0; column < 5; column++) {
        if (bits & (16 >> column)) dot(x + 6 * i + column, y + row);
      }
    }
  }
}
