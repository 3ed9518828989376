import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Bearer, Rejected } from '../kernel/bearer.ts';
import { instant } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Key } from '../table/keys.ts';
import { apiKeyItem } from '../table/items/api-key.ts';
import { apiKeyKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { apiKeyIdOf } from './api-keys.ts';
import { isSameHash, parseCredential } from './credential.ts';

/** Finds out whose an API key is: one read, and one write on the first use of a day. */
export const authenticateApiKey = async (
  table: Table,
  bearer: string,
  now: number,
): Promise<Result<Bearer, Rejected>> => {
  const credential = parseCredential(bearer, 'key');
  if (!credential) return err({ reason: 'malformed key' });
  const { agency, hash } = credential;
  const id = apiKeyIdOf(credential.place);
  const at = apiKeyKey(agency, id);
  const record = await readOne(table, at, apiKeyItem);
  if (!record || !isSameHash(record.hash, hash)) return err({ reason: 'unknown key', id });
  const { expiresAt, lastUsedOn, scopes } = record;
  if (expiresAt !== undefined && expiresAt <= instant(now)) return err({ reason: 'expired key', id });
  const today = instant(now).slice(0, 10);
  if (lastUsedOn !== today) await noteUse(table, at, today);
  return ok({ kind: 'key', actor: id, agency, roles: [], scopes, faults: {} });
};

/** Of several uses at once on a new day, one is written. Not knowing a key's last use is no reason to refuse it. */
const noteUse = async ({ client, name }: Table, { pk, sk }: Key, today: string): Promise<void> => {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk, sk },
        UpdateExpression: 'SET lastUsedOn = :today',
        ConditionExpression: 'attribute_exists(pk) AND NOT lastUsedOn = :today',
        ExpressionAttributeValues: { ':today': today },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException))
      log.warn('last use not written', { key: sk, error });
  }
};
