import type { SQSRecord } from 'aws-lambda';
import { log } from '../../shared/kernel/log.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { creditRequestMessage, type CreditRequestMessage } from '../../shared/credit-requests/message.ts';
import { takeDecision } from '../../shared/credit-requests/take-decision.ts';

/** Milliseconds: a read and a commit that both wait for as long as they may. */
const TIME_FOR_A_MESSAGE = 12_000;

/** The decision could not be taken now; the queue brings it again, and in the end to the dead-letter queue. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';
}

/**
 * Works off one message of the request queue. Throws where it has to come again, and on what is no such message.
 * @param timeLeft milliseconds until the worker is cut off
 */
export const decideIn =
  (ledger: Ledger) =>
  async (record: SQSRecord, timeLeft: () => number): Promise<void> => {
    const message = messageIn(record);
    if (timeLeft() < TIME_FOR_A_MESSAGE) throw new UndecidedError('out of time');
    const taken = await takeDecision(ledger, message);
    if (!taken.ok) throw new UndecidedError(taken.error.code);
    const { outcome } = taken.value;
    const { agency, requestId: request, decision } = message;
    const facts = { agency, request, decision: decision.id, step: decision.step, outcome };
    if ('why' in taken.value) log.info(`decision ${outcome}`, { ...facts, why: taken.value.why });
    else log.info('request decided', facts);
  };

/** JSON.parse would quote the body in its error, and that goes to the log. */
const messageIn = ({ body }: SQSRecord): CreditRequestMessage => {
  try {
    return creditRequestMessage.parse(JSON.parse(body));
  } catch (error) {
    throw error instanceof SyntaxError ? new TypeError('the message is not JSON') : error;
  }
};
