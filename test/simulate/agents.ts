import { authenticateSpenderKey } from '../../shared/access/authenticate-api-key.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Handler } from '../support/api.ts';
import { type Intent, press } from './intent.ts';
import type { World } from './lives.ts';
import { idIn, keyed } from './wishes.ts';

/** What an agent may spend a day, which is a day of UTC here. */
export const AGENT_LIMIT = 50;

/** A key that the owner has seen. */
type Key = { id: string; text: string };

/** The API behind its authorizer: who calls has a key, and nothing else. Each call is noted with its answer. */
const behindKey =
  ({ system: { client, ledger, spenderKeys }, turns }: World, { id, text }: Key): Handler =>
  async (event, context) => {
    const use = spenderKeys.use(id, turns.count);
    const found = await authenticateSpenderKey(ledger.table, text, ledger.now());
    const authorizer = found.ok && { lambda: { bearer: JSON.stringify(found.value) } };
    const answer = authorizer
      ? await client({ ...event, requestContext: { ...event.requestContext, authorizer } }, context)
      : { statusCode: 401, body: '{}' };
    use.status = answer.statusCode;
    return answer;
  };

/**
 * An owner gives an agent a budget and keys. The agent spends with them at several places at one moment, also while a key is
 * revoked, and while the agent is removed. Then it tries again.
 */
export const employ = async (world: World, ref: AccountRef, intents: Intent[]): Promise<void> => {
  const { system, turns, random } = world;
  const { client: handler, spenderKeys } = system;
  const ask = async (intent: Intent): Promise<Intent> => {
    intents.push(intent);
    await press(turns, random, intent);
    return intent;
  };
  const makeKey = async (spender: string, name: string): Promise<Key | undefined> => {
    const request = keyed(name, { spender, name });
    const made = await ask({ kind: 'key', ref, handler, route: accountRoutes.createSpenderKey, request });
    const [id, text] = [idIn(made), made.answer?.body['key']];
    return id !== undefined && typeof text === 'string' ? { id, text } : undefined;
  };
  const spend = async (key: Key, reference: string): Promise<void> => {
    await ask({
      kind: 'spend',
      ref,
      handler: behindKey(world, key),
      route: accountRoutes.createSpend,
      reference,
      request: keyed(reference, { amount: 1 + random.below(30), reference }),
    });
  };
  const revoke = async ({ id: keyId }: Key): Promise<void> => {
    const request = { params: { keyId } };
    const ended = await ask({
      kind: 'revoked_key',
      ref,
      handler,
      route: accountRoutes.revokeSpenderKey,
      request,
    });
    if (ended.answer?.status === 204) spenderKeys.ended([keyId], turns.count);
  };
  const remove = async (spenderId: string, keys: readonly Key[]): Promise<void> => {
    const request = { params: { spenderId } };
    const route = accountRoutes.deleteSpender;
    const ended = await ask({ kind: 'removed_spender', ref, handler, route, request });
    const ids = keys.map(({ id }) => id);
    if (ended.answer?.status === 204) spenderKeys.ended(ids, turns.count);
  };

  const body = { name: 'Agent', kind: 'agent', limits: { perDay: AGENT_LIMIT } };
  const request = keyed('agent', body);
  const spender = idIn(
    await ask({ kind: 'spender', ref, handler, route: accountRoutes.createSpender, request }),
  );
  if (spender === undefined) return;
  spenderKeys.agents.add(spender);
  const [first, second] = [await makeKey(spender, 'key-1'), await makeKey(spender, 'key-2')];
  const keys = [first, second].filter((key) => key !== undefined);
  const everywhere = (step: string) => keys.map((key) => spend(key, `agent-${step}-${key.id}`));
  // By then, many an owner has bought something.
  await turns.rest(random.pick([5 * HOUR_MS, 20 * HOUR_MS]));
  await Promise.all(everywhere('working'));
  if (first) {
    await Promise.all([...everywhere('revoking'), revoke(first)]);
    await spend(first, 'agent-revoked');
  }
  await turns.rest(random.pick([0, 10 * MINUTE_MS, 5 * HOUR_MS]));
  const late = random.chance(0.5) ? [makeKey(spender, 'key-3')] : [];
  await Promise.all([...everywhere('removing'), remove(spender, keys), ...late]);
  if (second) await spend(second, 'agent-removed');
};
