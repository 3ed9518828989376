import { creditRequestMessage, type CreditRequestMessage } from '../../shared/credit-requests/message.ts';
import { takeDecision } from '../../shared/credit-requests/take-decision.ts';
import { log } from '../../shared/kernel/log.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { QueueWorker } from '../../shared/queue/queue-worker.ts';

/** Milliseconds: a read and a commit that both wait for as long as they may. */
const TIME_PER_MESSAGE_MS = 12_000;

/** Works off the queue of credit requests: a decision takes its request one step on, or changes nothing. */
export const decideIn = (ledger: Ledger): QueueWorker<CreditRequestMessage> => ({
  message: creditRequestMessage,
  timePerMessageMs: TIME_PER_MESSAGE_MS,
  work: async (message) => {
    const taken = await takeDecision(ledger, message);
    if (!taken.ok) return { again: taken.error.code };
    const { outcome } = taken.value;
    const { agency, requestId: request, decision } = message;
    const facts = { agency, request, decision: decision.id, step: decision.step, outcome };
    if ('why' in taken.value) log.info(`decision ${outcome}`, { ...facts, why: taken.value.why });
    else log.info('request decided', facts);
    return 'done';
  },
});
