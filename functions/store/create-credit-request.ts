import { offerAmount, offerPackage } from '../../shared/store/offer.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import type { Handler, RequestOf, ResponseOf } from '../../shared/http/route.ts';
import type { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { operationId } from '../../shared/kernel/ids.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { writeTogether } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import {
  beginCreditRequest,
  creditRequestPointerWrite,
  creditRequestWrite,
} from '../../shared/credit-requests/begin.ts';
import { proofsOf } from '../../shared/credit-requests/proofs.ts';
import { operationItem, type OperationRecord } from '../../shared/table/items/operation.ts';
import { packageItem } from '../../shared/table/items/package.ts';
import { creditRequestItem, type CreditRequest } from '../../shared/table/items/credit-request.ts';
import { operationKey, packageKey, creditRequestKey, settingsKey } from '../../shared/table/keys.ts';
import { readOne, readTogether, type Read } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { detailOf } from './credit-request-view.ts';

type CreateCreditRequest = typeof creditRequestRoutes.createCreditRequest;
type Request = RequestOf<CreateCreditRequest>;

/**
 * The request, its line in the account's list and the record of its Idempotency-Key in one write: whatever is cut off
 * or repeated, one key makes one request, at the price of the first time.
 */
export const createCreditRequest =
  (ledger: Ledger): Handler<CreateCreditRequest> =>
  async (request) =>
    (await withinDeadline(ledger, (left) => attempt(left, request))) ?? problem('busy');

/** @returns undefined where the write has to be tried again, or another request under the same key wrote first */
const attempt = async (
  ledger: Ledger,
  request: Request,
): Promise<ResponseOf<CreateCreditRequest> | undefined> => {
  const { caller, body } = request;
  const { table, now } = ledger;
  const id = operationId('op', caller, 'credit-request', request.idempotencyKey);
  const key = operationKey(caller, id);
  const read = await readTogether(table, [
    key,
    settingsKey(caller.agency),
    ...(body.packageId === undefined ? [] : [packageKey(caller.agency, body.packageId)]),
  ]);
  const settings = settingsFrom(read, caller.agency);
  const inputHash = canonicalHash(body);

  const earlier = decode(operationItem, read(key));
  if (earlier) {
    if (earlier.inputHash !== inputHash) return problem('idempotency_key_reused');
    const made = await readOne(table, creditRequestKey(caller.agency, earlier.outcome), creditRequestItem);
    if (!made) return undefined;
    const proofs = await proofsOf(table, made);
    return replayOf(detailOf(made, settings, proofs, now()));
  }

  const begun = begin(request, read, now());
  if (!begun.ok) return begun.error;
  const record: OperationRecord = { id, at: instant(now()), inputHash, outcome: begun.value.id };
  const written = await writeTogether(ledger, [
    { key, item: record, version: 0 },
    creditRequestWrite(begun.value),
    creditRequestPointerWrite(begun.value),
  ]);
  return written.code === 'written'
    ? { status: 201, body: detailOf(begun.value, settings, [], now()) }
    : undefined;
};

/** Holds what is asked for against the agency's settings and catalogue. */
const begin = (
  { caller, body: { method, packageId, credits } }: Request,
  read: Read,
  now: number,
): Result<CreditRequest, ResponseOf<CreateCreditRequest>> => {
  const settings = settingsFrom(read, caller.agency);
  if (!settings) return err(notBegun);
  if (!settings.creditSales) return err(problem('credit_sales_disabled'));
  const policy = settings.requests;
  if (!policy?.methods[method]) return err(problem('method_not_available'));
  const offer =
    credits === undefined
      ? offerPackage(decode(packageItem, read(packageKey(caller.agency, packageId ?? ''))))
      : offerAmount(settings, credits);
  if (!offer.ok) {
    const { code, ...bounds } = offer.error;
    return err(problem(code, { extensions: bounds }));
  }
  return ok(
    beginCreditRequest({
      ref: caller,
      requestedBy: caller.actor,
      method,
      packageId,
      offer: offer.value,
      policy,
      now,
    }),
  );
};
