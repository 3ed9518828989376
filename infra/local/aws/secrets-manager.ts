import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { SecretArn } from './aws-calls.ts';
import { arn } from './aws.ts';
import { type AwsJsonService, failure, type Reply, serveAwsJson } from './aws-json.ts';
import { readSecrets, type Secrets, textOf } from './secrets-file.ts';

export type SecretsManager = AwsJsonService & { arnOf: SecretArn };

const named = z.object({ SecretId: z.string() });
const createInput = z.object({ Name: z.string(), SecretString: z.string() });
const putInput = named.extend({ SecretString: z.string(), ClientRequestToken: z.string().min(32).max(64) });

const arnOfSecret = (Name: string): string => arn('secretsmanager', `secret:${Name}-local0`);

/** A secret goes by its name, or by its ARN with or without the six characters at the end. */
const findName = (names: readonly string[], secretId: string): string | undefined => {
  const name = secretId.replace(/^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:/, '');
  return names.find((candidate) => candidate === name || candidate === name.replace(/-\w{6}$/, ''));
};

const valueOf = (text: string): Secrets[string] => {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return text;
  }
};

const digestOf = (SecretString: string): string =>
  createHash('sha256')
    .update(SecretString)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');

const missing = (): Reply =>
  failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

/** One after the other: nobody reads what is half written. */
const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
};

/**
 * Answers the SDK on 127.0.0.1 from a JSON file (name -> value, mode 0600).
 * @param port 0 for a free one
 */
export const startSecretsManager = async (
  port: number,
  file: string | undefined,
): Promise<SecretsManager> => {
  const turn = inTurn();
  /** What was put last, and under which token: that is its version, as long as nobody edits the file. */
  const put = new Map<string, { text: string; token: string }>();
  /** What was put under which request token: under the same, nothing else can be put. */
  const tokens = new Map<string, string>();

  const described = (Name: string, SecretString: string) => {
    const last = put.get(Name);
    return {
      ARN: arnOfSecret(Name),
      Name,
      VersionId: last?.text === SecretString ? last.token : digestOf(SecretString),
      VersionStages: ['AWSCURRENT'],
    };
  };

  const write = async (Name: string, SecretString: string): Promise<Reply> => {
    if (file === undefined) return failure('InvalidRequestException', 'This machine keeps no secrets.');
    const secrets = { ...(await readSecrets(file)), [Name]: valueOf(SecretString) };
    await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
    return { status: 200, body: described(Name, textOf(secrets[Name])) };
  };

  const service = await serveAwsJson(port, {
    GetSecretValue: (input) =>
      turn(async () => {
        const secrets = await readSecrets(file);
        const Name = findName(Object.keys(secrets), named.parse(input).SecretId);
        if (Name === undefined) return missing();
        const SecretString = textOf(secrets[Name]);
        return { status: 200, body: { ...described(Name, SecretString), SecretString, CreatedDate: 0 } };
      }),
    CreateSecret: (input) =>
      turn(async () => {
        const { Name, SecretString } = createInput.parse(input);
        return Name in (await readSecrets(file))
          ? failure('ResourceExistsException', 'A resource with the ID you requested already exists.')
          : await write(Name, SecretString);
      }),
    PutSecretValue: (input) =>
      turn(async () => {
        const { SecretId, SecretString, ClientRequestToken } = putInput.parse(input);
        const Name = findName(Object.keys(await readSecrets(file)), SecretId);
        if (Name === undefined) return missing();
        const known = tokens.get(`${Name} ${ClientRequestToken}`);
        if (known !== undefined && known !== SecretString)
          return failure('ResourceExistsException', 'A version with this token has another value.');
        if (known !== undefined) return { status: 200, body: described(Name, known) };
        tokens.set(`${Name} ${ClientRequestToken}`, SecretString);
        put.set(Name, { text: textOf(valueOf(SecretString)), token: ClientRequestToken });
        return await write(Name, SecretString);
      }),
  });

  return {
    ...service,
    arnOf: async (secretId, exists) => {
      const Name = exists ? secretId : findName(Object.keys(await readSecrets(file)), secretId);
      return Name === undefined ? arn('secretsmanager', `secret:${secretId}`) : arnOfSecret(Name);
    },
  };
};
