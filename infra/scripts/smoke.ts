import { parseArgs } from 'node:util';
import * as z from 'zod';
import { agencyChecks } from './smoke/agency.ts';
import { runChecks } from './smoke/run-checks.ts';
import { closedCheck, strangerChecks } from '../../shared/smoke/stranger.ts';

const usage = `usage: npm run smoke -- --url https://credits.example.com [--closed https://….execute-api.….amazonaws.com]

Checks a live deployment as a stranger. With an API key of a test agency in SCRIP_API_KEY (scopes agency:read and agency:write)
also as that agency: one credit is added to its account "smoke-test" and spent. With --closed also that the API refuses to answer there.
`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const { values } = parseArgs({ options: { url: { type: 'string' }, closed: { type: 'string' } } });
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ''));
const given = z.object({ url: webAddress, closed: webAddress.optional() }).safeParse(values);

if (given.success) {
  const { url, closed } = given.data;
  const { SCRIP_API_KEY: key } = process.env;
  const checks = [
    ...strangerChecks(url),
    ...(closed === undefined ? [] : [closedCheck(closed)]),
    ...(key === undefined ? [] : agencyChecks(url, key)),
  ];
  const failures = await runChecks(checks, say);
  if (key === undefined) say('skipped the checks of a test agency: SCRIP_API_KEY is not set');
  say(failures === 0 ? 'All is well.' : `${failures} of ${checks.length} checks failed.`);
  if (failures > 0) process.exitCode = 1;
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
