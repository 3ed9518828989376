import { parseArgs } from 'node:util';
import * as z from 'zod';
import { messageOf } from '../message-of.ts';
import { signIn } from './token/sign-in.ts';

const usage = `usage: npm run --silent token -- --url https://credits.example.com [--port 4180]

Signs you in at the issuer of a deployment, by the browser, and prints an access token. The issuer must know the address
http://localhost:4180/ (setting signInUrls).
`;

/** Only the token goes to the standard output, so that a variable can take it. */
const show = (address: string): void => {
  process.stderr.write(`Open this address:\n\n${address}\n\n`);
};

const { values } = parseArgs({
  options: { url: { type: 'string' }, port: { type: 'string', default: '4180' } },
});
const given = z
  .object({ url: z.url({ protocol: /^https?$/ }), port: z.coerce.number().int().min(1).max(65_535) })
  .safeParse(values);

if (given.success) {
  const { url, port } = given.data;
  try {
    process.stdout.write(`${await signIn(url, { port, show })}\n`);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
