import { expect, it } from 'vitest';
import { backportsSource } from './apt.mjs';

const deb822 = `# A comment
Types: deb
# another
URIs: mirror://packages
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: mirror://security
Suites: bookworm-security
Components: main
`;

it('makes the backports source from the release stanza alone', () => {
  expect(backportsSource(deb822, 'bookworm')).toBe(`Types: deb
URIs: mirror://packages
Suites: bookworm-backports
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`);
});

it('finds the release stanza wherever it stands', () => {
  const [first, second] = deb822.split('\n\n');
  const source = backportsSource(`${second}\n${first}\n`, 'bookworm');
  expect(source).toContain('mirror://packages');
  expect(source).not.toContain('security');
});

it('reads one-line sources', () => {
  const list = `# deb mirror://old bookworm main
deb mirror://security bookworm-security main
deb [signed-by=/k.gpg] mirror://packages bookworm main contrib
`;
  expect(backportsSource(list, 'bookworm')).toBe(
    'deb [signed-by=/k.gpg] mirror://packages bookworm-backports main contrib\n',
  );
});

it('gives nothing for a file that names another release', () => {
  expect(backportsSource(deb822, 'trixie')).toBeUndefined();
  expect(backportsSource('', 'bookworm')).toBeUndefined();
});
