import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { proofsOf } from '../../shared/credit-requests/proofs.ts';
import { creditRequestItem } from '../../shared/table/items/credit-request.ts';
import { creditRequestKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { detailOf } from './credit-request-view.ts';

export const getCreditRequest =
  ({ table, now }: Ledger): Handler<typeof creditRequestRoutes.getCreditRequest> =>
  async ({ caller, params: { requestId } }) => {
    const key = creditRequestKey(caller.agency, requestId);
    const read = await readTogether(table, [key, settingsKey(caller.agency)]);
    const request = decode(creditRequestItem, read(key));
    // A request lies under its agency; whose of the agency's accounts it is, it says itself.
    if (request?.account !== caller.account) return problem('not_found');
    const proofs = request.proofs === 0 ? [] : await proofsOf(table, request);
    return { status: 200, body: detailOf(request, settingsFrom(read, caller.agency), proofs, now()) };
  };
