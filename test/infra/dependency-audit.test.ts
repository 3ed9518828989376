import { expect, test } from 'vitest';
import { verdictOf } from '../../infra/scripts/dependency-audit.ts';

/** What `npm audit --json` prints of packages with these severities. */
const printed = (severities: Record<string, string>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [name, { name, severity, range: '<1.2.3' }]),
    ),
    metadata: { vulnerabilities: { total: Object.keys(severities).length } },
  });

test('no known vulnerability passes the check', () => {
  expect(verdictOf(printed({}))).toEqual({
    outcome: 'clean',
    lines: ['Dependency audit: 0 known vulnerabilities in what is deployed.'],
  });
});

test.each(['high', 'critical'])('a %s vulnerability fails the check and is named', (severity) => {
  expect(verdictOf(printed({ parser: severity, other: 'low' }))).toEqual({
    outcome: 'vulnerable',
    lines: [
      'Dependency audit: 2 known vulnerabilities in what is deployed.',
      `  ${severity}: parser <1.2.3`,
      '  low: other <1.2.3',
    ],
  });
});

test.each(['low', 'moderate', 'info'])('a %s vulnerability is only reported', (severity) => {
  expect(verdictOf(printed({ parser: severity }))).toEqual({
    outcome: 'clean',
    lines: [expect.anything(), `  ${severity}: parser <1.2.3`],
  });
});

test.each([
  ['', 'no answer'],
  ['npm ERR! offline', 'no answer'],
  [
    JSON.stringify({ message: '405 Method Not Allowed - POST https://npm.example/audit' }),
    '405 Method Not Allowed',
  ],
  [JSON.stringify({ code: 'ENOTFOUND', message: 'getaddrinfo' }), 'ENOTFOUND'],
  [JSON.stringify({ vulnerabilities: {} }), 'no answer'],
])('without an answer from the registry (%j) the audit is skipped, and says why', (text, why) => {
  expect(verdictOf(text)).toEqual({
    outcome: 'skipped',
    lines: [`Dependency audit skipped: the registry does not offer it (${why}).`],
  });
});
