import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AdjustmentInput,
  agencyClient,
  createAdjustment,
  createEndpoint,
  createSession,
  createSpend,
  customerClient,
  deleteEndpoint,
  listDeliveries,
  listEntries,
} from '@scrip/client';
import { type Check, require } from '../../../shared/smoke/check.ts';

/** The one account that all smoke tests of an agency use: what they add they spend, at the same time or not. */
const ACCOUNT = 'smoke-test';

/** The shortest session that there is. */
const SESSION_SECONDS = 60;

/** A change is in the stream at once, in the queue within a second or two, and sent after at most a cold start of each. */
const EVENT_WAIT_MS = 60_000;

/**
 * What an agency's backend does: adds a credit, and lets a session spend it, twice with one key. Whatever fails in
 * between, the credit is taken back.
 * @param key an API key of the test agency with the scopes agency:read and agency:write
 */
export const agencyChecks = (url: string, key: string): Check[] => {
  const agency = agencyClient({ baseUrl: url, credential: key });
  const runId = `smoke-${randomUUID()}`;
  const params = { accountId: ACCOUNT };
  const of = { amount: 1, reason: 'Smoke test', reference: runId };
  const adjust = async (body: AdjustmentInput) =>
    (
      await agency.call(createAdjustment, { params, body }, { idempotencyKey: `${runId}-${body.type}` })
    ).orThrow();
  const newCustomer = async () => {
    const body = { scopes: ['credits:read' as const, 'credits:spend' as const], seconds: SESSION_SECONDS };
    const { token } = (await agency.call(createSession, { params, body })).orThrow();
    return customerClient({ baseUrl: url, credential: token });
  };

  const spendTwice = async (): Promise<string> => {
    let owed = 0;
    try {
      await adjust({ ...of, type: 'in', create: true });
      owed = 1;
      const customer = await newCustomer();
      const spend = () =>
        customer.call(
          createSpend,
          { body: { amount: 1, reference: runId } },
          { idempotencyKey: `${runId}-spend` },
        );
      const first = (await spend()).orThrow();
      owed = 0;
      const again = await spend();
      require(again.ok && again.headers.get('idempotent-replayed') === 'true', 'the second is no replay');
      require(again.orThrow().entry.number === first.entry.number, 'the second is another entry');
      let entries = 0;
      for await (const { type, reference } of customer.list(listEntries, { query: { limit: 20 } })) {
        if (type === 'out' && reference === runId) entries += 1;
        if (type === 'in' && reference === runId) break;
      }
      require(entries === 1, `the history has it ${entries} times`);
      return `once in the history, entry ${first.entry.number}`;
    } finally {
      if (owed > 0) await adjust({ ...of, type: 'out' });
    }
  };

  const eventOf = async (act: () => Promise<string>): Promise<string> => {
    // Nobody listens there. The answer that the delivery records is the deployment's own: that it was sent is enough.
    const body = { url: `${url}/v1/smoke-test`, types: ['credits.spent' as const], description: runId };
    const { id: endpointId } = (await agency.call(createEndpoint, { body })).orThrow();
    try {
      await act();
      const end = Date.now() + EVENT_WAIT_MS;
      do {
        await sleep(500);
        const { items } = (await agency.call(listDeliveries, { params: { endpointId } })).orThrow();
        const sent = items.find(({ account, statusCode }) => account === ACCOUNT && statusCode !== undefined);
        if (sent !== undefined) return `${sent.type} was sent, and answered with ${sent.statusCode}`;
      } while (Date.now() < end);
      throw new Error(`none was sent within ${EVENT_WAIT_MS / 1000} seconds`);
    } finally {
      (await agency.call(deleteEndpoint, { params: { endpointId } })).orThrow();
    }
  };

  return [
    {
      name: 'a spend that is sent twice with one key happens once, and its event is sent',
      run: async () => {
        let spent = '';
        const event = await eventOf(async () => (spent = await spendTwice()));
        return `${spent}; ${event}`;
      },
    },
  ];
};
