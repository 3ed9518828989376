import type { Route } from '../../shared/http/route.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { type Answer, call, type Call, type Handler, lambdaContext } from '../support/api.ts';
import type { Turns } from './turns.ts';

/** Something that somebody wants of the API, and what they know of it: nothing, until there is an answer. */
export type Intent = {
  kind:
    | 'checkout'
    | 'completion'
    | 'spend'
    | 'redemption'
    | 'quote'
    | 'purchase'
    | 'refund'
    | 'order'
    | 'invoice'
    | 'request'
    | 'cancel';
  ref: AccountRef;
  handler: Handler;
  route: Route;
  request: Call;
  /** What the history would name it by. */
  reference?: string;
  answer?: Answer;
};

/** Time by the machine's own clock does not count: how long something takes is the simulation's to say. */
export const patientContext = { ...lambdaContext, getRemainingTimeInMillis: () => 2 ** 31 - 1 };

/** Asks as often as given, or until there is an answer: an error of the service's is none. */
export const pursue = async (turns: Turns, intent: Intent, times: number): Promise<void> => {
  for (let time = 0; time < times && !intent.answer; time += 1) {
    const { handler, route, request, ref } = intent;
    const ended = await turns.start(
      intent.kind,
      async () => await call(handler, route, { caller: ref, ...request }, patientContext),
      true,
    );
    if (ended.is === 'done' && ended.value.status < 500) intent.answer = ended.value;
  }
};
