import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { sha256, type AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { backOff } from '../ledger/retry.ts';
import type { Busy } from '../ledger/run.ts';
import { signingSecrets, type SigningSecrets } from './signing-secrets.ts';

export type SecretsStore = {
  client: SecretsManagerClient;
  prefix: string;
  /** How long (milliseconds) a change is retried before the answer `busy`. */
  deadline: number;
};

/**
 * Changes an agency's signing secrets in one write: after a lost race it reads and changes again, until the deadline.
 * They are not in the table, so that the ledger's runner can't do it. Secrets Manager refuses other content under a version's name, and that name is drawn from the version before.
 * @param change what to write and what to answer, by what was read; called again after each lost race
 */
export const changeSecrets = async <Value, Refusal extends { code: string }>(
  { client, prefix, deadline }: SecretsStore,
  agency: AgencyId,
  change: (secrets: SigningSecrets) => Result<{ secrets: SigningSecrets; value: Value }, Refusal>,
): Promise<Result<Value, Refusal | Busy>> => {
  const Name = `${prefix}/${agency}/endpoints`;
  const end = performance.now() + deadline;
  for (let attempt = 0; ; attempt += 1) {
    const begin = performance.now();
    const { secrets, version } = await read(client, Name);
    const changed = change(secrets);
    if (!changed.ok) return changed;
    const SecretString = JSON.stringify(changed.value.secrets);
    const write =
      version === undefined
        ? new CreateSecretCommand({ Name, SecretString })
        : new PutSecretValueCommand({ SecretId: Name, SecretString, ClientRequestToken: sha256(version) });
    if (await wrote(client, write)) return ok(changed.value.value);
    const lost = performance.now();
    if (!(await backOff(attempt, lost - begin, end - lost))) return err({ code: 'busy' });
  }
};

const read = async (client: SecretsManagerClient, SecretId: string) => {
  try {
    const { SecretString = '{}', VersionId } = await client.send(new GetSecretValueCommand({ SecretId }));
    return { secrets: signingSecrets.parse(JSON.parse(SecretString)), version: VersionId };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { secrets: {}, version: undefined };
    throw error;
  }
};

const wrote = async (
  client: SecretsManagerClient,
  write: CreateSecretCommand | PutSecretValueCommand,
): Promise<boolean> => {
  try {
    await (write instanceof CreateSecretCommand ? client.send(write) : client.send(write));
    return true;
  } catch (error) {
    if (error instanceof ResourceExistsException) return false;
    throw error;
  }
};
