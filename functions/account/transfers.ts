import { movedAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { transferRoutes } from '../../shared/http/routes/transfers.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';

export const transferHandlers = (ledger: Ledger): Handlers<typeof transferRoutes> => ({
  createTransfer: async ({ caller, body, idempotencyKey, dryRun }) =>
    movedAnswer(
      await sendCredits(ledgerFor(ledger, { dryRun }), customerOf(caller), body, idempotencyKey),
      (sent) => sent,
    ),
});
