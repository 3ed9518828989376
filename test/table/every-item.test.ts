import { globSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { randomId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { numberOf, NewerSchemaError } from '../../shared/kernel/schema-number.ts';
import { run, type RecordDecision } from '../../shared/ledger/run.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode, decodeListed } from '../../shared/table/table.ts';
import { exportsOf } from '../support/exports.ts';
import { openTestLedger } from '../support/ledger.ts';
import { addedIn, sampleOf } from '../support/sample.ts';
import { project, sourceOf } from '../support/sources.ts';

const ledger = openTestLedger();
const { table } = ledger;

const exported = await exportsOf('shared/table/items/*.ts');

/** The schemas that our code names where it writes an item: every kind of item is written somewhere. */
const kinds = [
  ...new Set(
    globSync('{shared,functions}/**/*.ts', { cwd: project }).flatMap((file) =>
      [...sourceOf(file).matchAll(/\bschema: ([a-z]\w*(?:Item|Cursor))\b/g)].map(([, name = '']) => name),
    ),
  ),
].sort();

const schemaOf = (name: string): z.ZodObject => {
  const schema = exported.get(name);
  if (!(schema instanceof z.ZodObject)) throw new TypeError(`${name} is no schema of shared/table/items`);
  return schema;
};

test('all kinds of items are covered', () => {
  const items = [...exported.keys()].filter((name) => /(?:Item|Cursor)$/.test(name)).sort();
  expect(items.length).toBeGreaterThan(25);
  expect(kinds).toEqual(items);
});

const put = async (item: Record<string, unknown>) => {
  const key = { pk: randomId('item'), sk: 'ITEM' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...key } }));
  return key;
};

const stored = async (key: { pk: string; sk: string }): Promise<Record<string, unknown>> =>
  (await readTogether(table, [key]))(key) ?? {};

/** An item in the table as a newer version wrote it, which added fields. */
const withAdded = async (name: string) => {
  const schema = schemaOf(name);
  const item = z.record(z.string(), z.unknown()).parse(sampleOf(schema));
  const key = await put({ ...item, version: 1, schema: numberOf(schema) });
  return { schema, key, version: 1, added: addedIn(item) };
};

/** Writes it as every operation does: read, decoded, changed. */
const operate = ({ schema, key, version }: Omit<Awaited<ReturnType<typeof withAdded>>, 'added'>) =>
  run(ledger, {
    keys: [key],
    decide: (read): Result<RecordDecision<undefined>, never> => {
      const item = z.looseObject({}).parse(decode(schema, read(key)));
      return ok({
        conclude: () => ({ outcome: undefined, writes: [{ key, schema, item, version }] }),
      });
    },
  });

test.each(kinds)(
  '%s: a field added by another version is dropped by a read and survives a write',
  async (name) => {
    const { added, ...item } = await withAdded(name);
    const read = decode(item.schema, await stored(item.key));
    expect(read).toBeDefined();
    expect(addedIn(read)).not.toContain('at ');

    expect(await operate(item)).toMatchObject({ ok: true });
    const after = await stored(item.key);
    expect(after).toMatchObject({ version: 2 });
    expect(addedIn(after).sort()).toEqual(added.sort());

    const again = { ...item, version: 2, item: z.looseObject({}).parse(read) };
    expect(await putGuarded(table, again)).toBe(true);
    const last = await stored(item.key);
    expect(last).toMatchObject({ version: 3 });
    expect(addedIn(last).sort()).toEqual(added);
  },
);

test.each(kinds)(
  '%s: an item of a newer schema stays unchanged, and only lists continue without it',
  async (name) => {
    const { schema, key } = await withAdded(name);
    const newer = { ...(await stored(key)), schema: numberOf(schema) + 1 };
    await put(newer);
    await table.client.send(new PutCommand({ TableName: table.name, Item: newer }));

    expect(() => decode(schema, newer)).toThrow(NewerSchemaError);
    expect(decodeListed(schema, newer)).toBeUndefined();
    await expect(operate({ schema, key, version: 1 })).rejects.toThrow(NewerSchemaError);
    await expect(putGuarded(table, { key, schema, item: { lost: true }, version: 1 })).rejects.toThrow(
      NewerSchemaError,
    );
    expect(await stored(key)).toEqual(newer);
  },
);
