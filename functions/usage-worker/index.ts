import { openBucket } from '../../shared/files/bucket.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { foldHandler } from '../../shared/queue/fold-off.ts';
import { keepBatchIn } from '../../shared/usage/batch.ts';
import { chargeIn } from './charge.ts';

export const handler = foldHandler(chargeIn({ ledger: openLedger(), keepBatch: keepBatchIn(openBucket()) }));
