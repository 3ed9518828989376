import { problem } from '../../shared/http/errors.ts';
import type { Handler, RequestOf, ResponseOf } from '../../shared/http/route.ts';
import type { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import { asOf } from '../../shared/credit-requests/advance.ts';
import { creditRequestWrite } from '../../shared/credit-requests/begin.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { creditRequestItem, type CreditRequest } from '../../shared/table/items/credit-request.ts';
import { creditRequestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './credit-request-view.ts';

type CancelCreditRequest = typeof creditRequestRoutes.cancelCreditRequest;

/** A decision or a proof may come first a few times: it is read again, and withdrawn if it is still pending. */
export const cancelCreditRequest =
  (ledger: Ledger): Handler<CancelCreditRequest> =>
  async (request) =>
    (await withinDeadline(ledger, (left) => attempt(left, request))) ?? problem('busy');

/** @returns undefined where another write came first */
const attempt = async (
  { table, now }: Ledger,
  { caller, params: { requestId } }: RequestOf<CancelCreditRequest>,
): Promise<ResponseOf<CancelCreditRequest> | undefined> => {
  const request = await readOne(table, creditRequestKey(caller.agency, requestId), creditRequestItem);
  if (request?.account !== caller.account) return problem('not_found');
  const { status } = asOf(request, instant(now()));
  if (status === 'cancelled') return { status: 200, body: viewOf(request, now()) };
  if (status !== 'pending') return problem('request_not_pending');
  const cancelled: CreditRequest = { ...request, status: 'cancelled', decidedAt: instant(now()) };
  return (await putGuarded(table, creditRequestWrite(cancelled)))
    ? { status: 200, body: viewOf(cancelled, now()) }
    : undefined;
};
