import type { Route } from '../../shared/http/route.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { type Answer, call, type Call, type Handler, lambdaContext } from '../support/api.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

/** Something that somebody wants of the API, and what they know of it: nothing, until there is an answer. */
export type Intent = {
  kind:
    | 'checkout'
    | 'completion'
    | 'spend'
    | 'transfer'
    | 'gift'
    | 'redeemed_gift'
    | 'returned_gift'
    | 'hold'
    | 'capture'
    | 'release'
    | 'redemption'
    | 'quote'
    | 'purchase'
    | 'refund'
    | 'order'
    | 'held_order'
    | 'cancelled_order'
    | 'order_status'
    | 'invoice'
    | 'request'
    | 'cancel'
    | 'prying'
    | 'spender'
    | 'removed_spender'
    | 'key'
    | 'revoked_key'
    | 'approval'
    | 'decline'
    | 'adjustment'
    | 'extension'
    | 'credit_limit'
    | 'meter'
    | 'issue'
    | 'bill'
    | 'settings'
    | 'price'
    | 'allowance'
    | 'deleted_allowance'
    | 'allowance_account'
    | 'usage'
    | 'merge';
  ref: AccountRef;
  handler: Handler;
  route: Route;
  request: Call;
  /** The spender of the device's session. */
  spender?: string | undefined;
  /** What the history would name it by. */
  reference?: string;
  answer?: Answer;
};

/** Whether an intent came to what it should: for who pries, that is nothing. */
export const cameAbout = ({ kind, answer }: Intent): boolean =>
  answer !== undefined && (kind === 'prying' ? answer.status === 404 : answer.status < 300);

/** The approval that an intent waits for; undefined where it waits for none. */
export const awaitedBy = ({ answer }: Intent): string | undefined => {
  const { code, approval } = answer?.body ?? {};
  return code === 'approval_pending' && typeof approval === 'string' ? approval : undefined;
};

/** Time by the machine's own clock does not count: how long something takes is the simulation's to say. */
export const patientContext = { ...lambdaContext, getRemainingTimeInMillis: () => 2 ** 31 - 1 };

/** Asks as often as given, or until there is an answer: an error of the service's is none. */
export const pursue = async (turns: Turns, intent: Intent, times: number): Promise<void> => {
  for (let time = 0; time < times && !intent.answer; time += 1) {
    const { handler, route, request, ref, spender } = intent;
    const ended = await turns.start(
      intent.kind,
      async () => await call(handler, route, { caller: ref, spender, ...request }, patientContext),
      true,
    );
    if (ended.is === 'done' && ended.value.status < 500) intent.answer = ended.value;
  }
};

/**
 * Asks a few times. Impatient people press twice, and ask both times at one moment: what was refused at the one press may
 * have been done at the other, so that they ask again until both were answered.
 */
export const press = async (turns: Turns, random: Random, intent: Intent): Promise<void> => {
  const pressed = random.chance(0.2) ? [intent, { ...intent }] : [intent];
  const times = 1 + random.below(3);
  await Promise.all(pressed.map(async (one) => await pursue(turns, one, times)));
  const done = pressed.find(({ answer }) => answer !== undefined && answer.status < 300)?.answer;
  if (done) intent.answer = done;
  else if (pressed.some(({ answer }) => !answer)) delete intent.answer;
};
