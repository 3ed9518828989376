import { openLedger } from '../../shared/ledger/ledger.ts';
import { foldHandler } from '../../shared/queue/fold-off.ts';
import { chargeIn } from './charge.ts';

export const handler = foldHandler(chargeIn(openLedger()));
