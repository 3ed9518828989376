import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Bearer, Rejected } from '../kernel/bearer.ts';
import { instant } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { CUSTOMER_SCOPES } from '../kernel/scopes.ts';
import type { Key } from '../table/keys.ts';
import { apiKeyItem, spenderKeyItem, type ApiKey, type SpenderKey } from '../table/items/api-key.ts';
import { apiKeyKey, spenderKeyKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { apiKeyIdOf } from './api-keys.ts';
import { isSameHash, parseCredential, type CredentialKind } from './credential.ts';

/** How the records of one kind of key are found, and whom they let in. */
type KeyKind<Record> = {
  kind: CredentialKind;
  schema: z.ZodType<Record>;
  at: (agency: AgencyId, id: string) => Key;
  bearerOf: (record: Record) => Bearer;
};

/** Finds out whose a key is: one read, and one write on the first use of a day. */
const authenticateWith =
  <Record extends Pick<ApiKey & SpenderKey, 'hash'> & Partial<ApiKey & SpenderKey>>({
    kind,
    schema,
    at,
    bearerOf,
  }: KeyKind<Record>) =>
  async (table: Table, bearer: string, now: number): Promise<Result<Bearer, Rejected>> => {
    const credential = parseCredential(bearer, kind);
    if (!credential) return err({ reason: 'malformed key' });
    const id = apiKeyIdOf(credential.place);
    const key = at(credential.agency, id);
    const record = await readOne(table, key, schema);
    if (!record || record.revokedAt !== undefined || !isSameHash(record.hash, credential.hash))
      return err({ reason: 'unknown key', id });
    const { expiresAt, lastUsedOn } = record;
    if (expiresAt !== undefined && expiresAt <= instant(now)) return err({ reason: 'expired key', id });
    const today = instant(now).slice(0, 10);
    if (lastUsedOn !== today) await noteUse(table, key, today);
    return ok(bearerOf(record));
  };

/** A key of an agency's backend. */
export const authenticateApiKey = authenticateWith({
  kind: 'key',
  schema: apiKeyItem,
  at: apiKeyKey,
  bearerOf: ({ id: actor, agency, scopes }) => ({
    kind: 'key',
    actor,
    agency,
    roles: [],
    scopes,
    faults: {},
  }),
});

/** A key of a spender: it may do what a session of the spender may. */
export const authenticateSpenderKey = authenticateWith({
  kind: 'spender',
  schema: spenderKeyItem,
  at: spenderKeyKey,
  bearerOf: ({ id: actor, agency, account, region, spender }) => ({
    kind: 'spender',
    actor,
    agency,
    account,
    region,
    spender,
    roles: [],
    scopes: [...CUSTOMER_SCOPES],
    faults: {},
  }),
});

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
