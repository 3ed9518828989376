import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { requestRoutes } from '../../shared/http/routes/store/requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { asOf } from '../../shared/requests/advance.ts';
import { requestWrite } from '../../shared/requests/begin.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { requestItem, type CreditRequest } from '../../shared/table/items/request.ts';
import { requestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './credit-request-view.ts';

/** A decision or a proof may come first a few times: it is read again, and withdrawn if it is still pending. */
const ROUNDS = 5;

export const cancelCreditRequest =
  ({ table, now }: Ledger): Operation<typeof requestRoutes.cancelCreditRequest> =>
  async ({ caller, params: { requestId } }) => {
    const key = requestKey(caller.agency, requestId);
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = await readOne(table, key, requestItem);
      if (request?.account !== caller.account) return problem('not_found');
      const { status } = asOf(request, instant(now()));
      if (status === 'cancelled') return { status: 200, body: viewOf(request, now()) };
      if (status !== 'pending') return problem('request_not_pending');
      const cancelled: CreditRequest = { ...request, status: 'cancelled', decidedAt: instant(now()) };
      if (await putGuarded(table, requestWrite(cancelled)))
        return { status: 200, body: viewOf(cancelled, now()) };
    }
    return problem('busy');
  };
