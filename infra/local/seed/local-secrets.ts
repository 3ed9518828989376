import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { StartupError } from '../startup-error.ts';

/** What the sandbox needs to play one agency's payment providers. */
export type SandboxKeys = {
  agency: string;
  stripe: { secretKey: string; webhookSecret: string };
  paypal: { clientId: string; clientSecret: string; webhookId: string };
};

const secretsFile = z.record(z.string(), z.json());
const providersSecret = z.looseObject({
  stripe: z.looseObject({ secretKey: z.string() }).optional(),
  paypal: z.looseObject({ clientId: z.string(), clientSecret: z.string() }).optional(),
});
const webhooksSecret = z.looseObject({
  stripe: z.tuple([z.string()], z.string()).optional(),
  paypal: z.looseObject({ webhookIds: z.tuple([z.string()], z.string()) }).optional(),
});

type Secrets = z.output<typeof secretsFile>;

const nameOf = (agency: string, kind: 'providers' | 'webhooks' | 'links'): string =>
  `scrip/local/agencies/${agency}/${kind}`;

const NAME = /^scrip\/local\/agencies\/([^/]+)\/providers$/;

/** The agencies that have provider keys in this file. */
export const agenciesWithSecrets = (file: string): string[] =>
  Object.keys(read(file)).flatMap((name) => NAME.exec(name)?.[1] ?? []);

const random = (): string => randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x');

const read = (file: string): Secrets => {
  if (!existsSync(file)) return {};
  const secrets = secretsFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!secrets.success)
    throw new StartupError(`${file} is not a JSON object of secrets. Remove it to get a new one`);
  return secrets.data;
};

/**
 * Completes the secrets file (mode 0600): keys that are there stay, and what was never set is made up. The providers'
 * addresses follow the sandbox, whose port may have moved.
 */
export const prepareSecrets = (
  file: string,
  agencies: readonly string[],
  sandboxUrl: string,
): SandboxKeys[] => {
  const secrets = read(file);
  const keys = agencies.map((agency) => prepareAgency(secrets, agency, sandboxUrl));
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return keys;
};

const prepareAgency = (secrets: Secrets, agency: string, sandboxUrl: string): SandboxKeys => {
  const providers = providersSecret.safeParse(secrets[nameOf(agency, 'providers')]).data;
  const webhooks = webhooksSecret.safeParse(secrets[nameOf(agency, 'webhooks')]).data;
  const stripe = providers?.stripe ?? { secretKey: `sk_test_${random()}` };
  const paypal = providers?.paypal ?? { clientId: random(), clientSecret: random() };
  const signing = webhooks?.stripe ?? [`whsec_${random()}`];
  const hooks = webhooks?.paypal?.webhookIds ?? [random().slice(0, 17).toUpperCase()];
  const paypalUrl = `${sandboxUrl}/paypal`;
  const links = secrets[nameOf(agency, 'links')] ?? { signing: [random()] };
  Object.assign(secrets, {
    [nameOf(agency, 'providers')]: {
      ...providers,
      stripe: { ...stripe, apiBase: sandboxUrl },
      paypal: { ...paypal, apiBase: paypalUrl },
    },
    [nameOf(agency, 'webhooks')]: {
      ...webhooks,
      stripe: signing,
      paypal: { ...webhooks?.paypal, webhookIds: hooks, certificateBase: paypalUrl },
    },
    [nameOf(agency, 'links')]: links,
  });
  const { clientId, clientSecret } = paypal;
  return {
    agency,
    stripe: { secretKey: stripe.secretKey, webhookSecret: signing[0] },
    paypal: { clientId, clientSecret, webhookId: hooks[0] },
  };
};

/** The sandbox's accounts of these agencies, each with its webhook at the API. */
export const sandboxAccounts = (keys: readonly SandboxKeys[], api: string) => ({
  stripe: keys.map(({ agency, stripe: { secretKey, webhookSecret } }) => ({
    secretKey,
    webhook: { url: `${api}/v1/webhooks/${agency}/stripe`, secret: webhookSecret },
  })),
  paypal: keys.map(({ agency, paypal: { clientId, clientSecret, webhookId } }) => ({
    clientId,
    clientSecret,
    webhook: { url: `${api}/v1/webhooks/${agency}/paypal`, id: webhookId },
  })),
});
