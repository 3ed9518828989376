import { openLedger } from '../../shared/ledger/ledger.ts';
import { queueHandler } from '../../shared/queue/queue-worker.ts';
import { decideIn } from './decide.ts';

export const handler = queueHandler(decideIn(openLedger()));
