import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { StartupError } from './startup-error.ts';

/** What the sandbox needs to play one agency's payment provider. */
export type SandboxKeys = { agency: string; secretKey: string; webhookSecret: string };

const secretsFile = z.record(z.string(), z.json());
const providersSecret = z.looseObject({
  stripe: z.looseObject({ secretKey: z.string(), apiBase: z.string() }),
});
const webhooksSecret = z.looseObject({ stripe: z.tuple([z.string()], z.string()) });

type Secrets = z.output<typeof secretsFile>;

const nameOf = (agency: string, kind: 'providers' | 'webhooks'): string =>
  `scrip/local/agencies/${agency}/${kind}`;

const random = (): string => randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x');

const read = (file: string): Secrets => {
  if (!existsSync(file)) return {};
  const secrets = secretsFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!secrets.success)
    throw new StartupError(`${file} is not an object of secrets: remove it to get a new one`);
  return secrets.data;
};

/**
 * Completes the secrets file (mode 0600): keys that are there stay, and what was never set is made up. The providers'
 * address follows the sandbox, whose port may have moved.
 */
export const prepareSecrets = (
  file: string,
  agencies: readonly string[],
  stripeUrl: string,
): SandboxKeys[] => {
  const secrets = read(file);
  const keys = agencies.map((agency): SandboxKeys => {
    const providers = providersSecret.safeParse(secrets[nameOf(agency, 'providers')]);
    const webhooks = webhooksSecret.safeParse(secrets[nameOf(agency, 'webhooks')]);
    const stripe = providers.data?.stripe ?? { secretKey: `sk_test_${random()}` };
    const [webhookSecret, ...rolled] = webhooks.data?.stripe ?? [`whsec_${random()}`];
    Object.assign(secrets, {
      [nameOf(agency, 'providers')]: { ...providers.data, stripe: { ...stripe, apiBase: stripeUrl } },
      [nameOf(agency, 'webhooks')]: { ...webhooks.data, stripe: [webhookSecret, ...rolled] },
    });
    return { agency, secretKey: stripe.secretKey, webhookSecret };
  });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return keys;
};
