import * as z from 'zod';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { CloudEvent, EventType } from '../../shared/table/items/cloud-event.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { giftItem, type Gift } from '../../shared/table/items/gift.ts';
import { giftsList } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import type { Table } from '../../shared/table/table.ts';
import { publishedIds, same } from './differences-of-things.ts';
import type { History } from './history.ts';
import { giftIn } from './gifts.ts';
import type { Intent } from './intent.ts';

/** The gifts of an account, from the index. */
const giftsOf = async (table: Table, ref: AccountRef): Promise<Gift[]> =>
  await Array.fromAsync(allItems(table, { partition: giftsList(ref), inIndex: true, item: giftItem }));

/**
 * I5 and I6 of gifts: each is in the table as often as in the answers, the history and the events of its giver; each ended
 * once, as whoever ended it was answered; and whoever has its credits has the entry.
 * @param wanted by everybody at the agency
 */
export const giftsThatDiffer = async (
  table: Table,
  { ref, entries }: History,
  wanted: readonly Intent[],
  events: readonly CloudEvent[],
): Promise<string[]> => {
  const gifts = await giftsOf(table, ref);
  const ended = (as: NonNullable<Gift['ended']>['as']) => gifts.filter((gift) => gift.ended?.as === as);
  const returned = [...ended('taken_back'), ...ended('expired')];
  const ids = (some: readonly Gift[]) => some.map(({ id }) => id);
  const published = (type: EventType) => publishedIds(events, type, 'giftId');
  const sent = entries.filter(({ type, kind }) => type === 'out' && kind === 'gift');
  const intents = wanted.filter((intent) => intent.ref === ref);
  const answers = [...new Map(intents.flatMap((one) => giftIn(one) ?? []).map((gift) => [gift.id, gift]))];
  const codes = new Map(answers.map(([id, { code }]) => [code, id]));
  const redeemed = wanted.flatMap(({ kind, ref: by, answer, request }) => {
    const id = kind === 'redeemed_gift' && answer?.status === 201 && codes.get(codeIn(request.body));
    return id ? [`${id} by ${by.account}`] : [];
  });
  const takenBack = intents.flatMap(({ kind, answer, request }) =>
    kind === 'returned_gift' && answer?.status === 200 ? (request.params?.['giftId'] ?? []) : [],
  );
  return [
    ...same(
      'gifts and answers',
      ids(gifts),
      answers.map(([id]) => id),
    ),
    ...same('gifts and their entries', gifts.map(sentAs), sent.map(entryOf)),
    ...same('redeemed gifts and answers', ended('redeemed').map(endedBy), redeemed),
    ...same('gifts taken back and answers', ids(ended('taken_back')), [...new Set(takenBack)]),
    ...ended('redeemed').flatMap(({ id, ended: end, expiresAt }) =>
      end && end.at < expiresAt ? [] : [`${id} was redeemed past its date`],
    ),
    ...gifts.filter((gift) => !gift.ended).map(({ id }) => `${id} is open past its date`),
    ...returned.filter(({ ended: end }) => end?.to !== ref.account).map(({ id }) => `${id} is not back`),
    ...same('gifts and their events', ids(gifts), published('gift.created')),
    ...same('redeemed gifts and their events', ids(ended('redeemed')), published('gift.redeemed')),
    ...same('returned gifts and their events', ids(returned), published('gift.returned')),
  ];
};

const codeIn = (body: unknown): string | undefined => redemption.safeParse(body).data?.code;

const redemption = z.object({ code: z.string() });

const sentAs = ({ id, amount }: Gift): string => `${id}:${amount}`;

const entryOf = ({ reference, amount }: Entry): string => `${reference}:${amount}`;

const endedBy = ({ id, ended }: Gift): string => `${id} by ${ended?.to}`;

/** The accounts in which credits of gifts have waited. */
export const giftAccountsOf = async (table: Table, givers: readonly AccountRef[]): Promise<AccountRef[]> => {
  const gifts = await Promise.all(givers.map(async (ref) => await giftsOf(table, ref)));
  return gifts.flat().map(({ agency, id: account }) => ({ agency, account }));
};
