import { expect, test } from 'vitest';
import { authenticateApiKey } from '../../shared/access/authenticate-api-key.ts';
import { authenticateSession } from '../../shared/access/authenticate-session.ts';
import { createApiKey } from '../../shared/access/create-api-key.ts';
import { createSession } from '../../shared/access/create-session.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const now = Date.parse('2026-03-02T09:00:00Z');

const newKey = async (): Promise<string> => {
  const who = { agency: randomId('agency'), actor: 'ann', kind: 'person', scopes: ['agency:read'] } as const;
  const made = await createApiKey(ledger, who, { name: 'Shop', scopes: ['agency:read'] });
  if (!made.ok) throw new TypeError(made.error.code);
  return made.value.key;
};

test('an API key costs one read, and one write on the first use of a day', async () => {
  const key = await newKey();
  const use = (at: number) => during(() => authenticateApiKey(metered.table, key, at));
  const firstOfDay = {
    calls: ['BatchGetItem', 'UpdateItem'],
    readUnits: 1,
    writeUnits: 1,
    indexWriteUnits: 0,
  };
  const later = { calls: ['BatchGetItem'], readUnits: 1, writeUnits: 0, indexWriteUnits: 0 };
  expect(await use(now)).toEqual(firstOfDay);
  expect(await use(now + 1000)).toEqual(later);
  expect(await use(now + 86_400_000)).toEqual(firstOfDay);
});

test('what is no key of ours costs nothing', async () => {
  const key = await newKey();
  const nothing = { calls: [], readUnits: 0, writeUnits: 0, indexWriteUnits: 0 };
  for (const made of ['scrip_key_', `${key}0`, key.replace(/.$/, '#'), key.toUpperCase()])
    expect(await during(() => authenticateApiKey(metered.table, made, now))).toEqual(nothing);
});

test('a session costs two reads: of itself, and of its account, which may have merged', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const who = { agency, actor: 'ann', kind: 'person', scopes: [] } as const;
  const made = await createSession(ledger, who, 'alice', {
    scopes: ['credits:read'],
    seconds: 60,
  });
  if (!made.ok) throw new TypeError(made.error.code);
  const { token } = made.value;
  const use = () => authenticateSession(metered.table, token, ledger.now());
  expect(await during(use)).toEqual({
    calls: ['BatchGetItem', 'BatchGetItem'],
    readUnits: 2,
    writeUnits: 0,
    indexWriteUnits: 0,
  });
  expect(await use()).toMatchObject({ ok: true });
});
