import * as z from 'zod';
import { controlRoute } from '../control-routes.ts';
import { type Database, inTransaction } from '../database.ts';
import type { Route } from '../http/route.ts';
import type { StripeAccount } from './account.ts';
import { nowInSeconds } from '../clock.ts';
import { showEvent } from './show.ts';
import { copyFrom, PING, strayFacts, thinEvent } from './stray-events.ts';

const thinSchema = z.strictObject({
  key: z.string(),
  type: z.string().min(1).default(PING),
  related: z.strictObject({ id: z.string(), type: z.string(), url: z.string() }).optional(),
});
const copySchema = z.strictObject({ account: z.string().min(1), livemode: z.boolean() }).partial();

/** Sends an event that no list has, each time that it is repeated under another id. */
const send = (account: StripeAccount, type: string, write: () => object): object => {
  const make = () => {
    const body = strayFacts.shape.body.parse(JSON.parse(JSON.stringify(write())));
    return account.strays.put({ id: z.string().parse(body['id']), created: nowInSeconds(), type, body });
  };
  const { id, body } = make();
  const { channel, secretKey: key } = account;
  account.outbox.publish({ channel, key, event: id, type, again: () => make().id });
  return body;
};

/** Events that an endpoint may get beside the account's own: thin ones, and those of another account or mode. */
export const strayRoutes = (database: Database, accounts: ReadonlyMap<string, StripeAccount>): Route[] => [
  controlRoute('/controls/thin', thinSchema, ({ key, type, related }) => {
    const account = accounts.get(key);
    return account && inTransaction(database, () => send(account, type, () => thinEvent(type, related)));
  }),
  controlRoute('/controls/events/:id/copy', copySchema, (origin, { param }) =>
    inTransaction(database, () => {
      for (const account of accounts.values()) {
        const event = account.events.get(param('id'));
        if (event !== undefined) {
          return send(account, event.type, () => copyFrom(showEvent(account, event), origin));
        }
      }
      return undefined;
    }),
  ),
];
