import type { Bucket } from '../../shared/files/bucket.ts';
import { signedUpload } from '../../shared/files/signed-upload.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import { madeAnswer } from '../../shared/http/once-answer.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { refused } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { ask } from '../../shared/credit-requests/ask.ts';
import { addProof as add, countUpload, withdraw } from '../../shared/credit-requests/change.ts';
import { proofName } from '../../shared/credit-requests/proofs.ts';
import { creditRequestDetailOf, creditRequestsOf } from '../../shared/credit-requests/read.ts';
import { detailOf, viewOf } from './credit-request-view.ts';

/** Seconds that an upload's link lives: time to send ten megabytes over a slow line. */
const LINK_LIFETIME_S = 15 * 60;

export const createCreditRequest =
  (ledger: Ledger): Handler<typeof creditRequestRoutes.createCreditRequest> =>
  async ({ caller, body, idempotencyKey }) => {
    const asked = await ask(ledger, caller, body, idempotencyKey);
    if (!asked.ok) return asked.error.code === 'not_found' ? notBegun : refused(asked.error);
    const detail = await creditRequestDetailOf(ledger, caller, asked.value.outcome.id);
    if (!detail) return problem('busy');
    return madeAnswer(detailOf(detail, ledger.now()), asked.value);
  };

export const listCreditRequests =
  (ledger: Ledger): Handler<typeof creditRequestRoutes.listCreditRequests> =>
  async ({ caller, query }) =>
    answer(await creditRequestsOf(ledger, caller, query), ({ items, cursor }) =>
      okBody({
        items: items
          .map((request) => viewOf(request, ledger.now()))
          .filter(({ status }) => query.status === undefined || status === query.status),
        cursor,
      }),
    );

export const getCreditRequest =
  (ledger: Ledger): Handler<typeof creditRequestRoutes.getCreditRequest> =>
  async ({ caller, params: { requestId } }) => {
    const detail = await creditRequestDetailOf(ledger, caller, requestId);
    return detail ? { status: 200, body: detailOf(detail, ledger.now()) } : problem('not_found');
  };

export const createUpload =
  (ledger: Ledger, bucket: Bucket): Handler<typeof creditRequestRoutes.createUpload> =>
  async ({ caller, params: { requestId }, body }) => {
    const counted = await countUpload(ledger, caller, requestId);
    if (!counted.ok) return refused(counted.error);
    const { uploadId, at: now } = counted.value.outcome;
    const file = {
      folder: 'proofs' as const,
      agency: caller.agency,
      name: proofName(requestId, uploadId),
      ...body,
    };
    const { url, headers } = await signedUpload(bucket, file, { now, seconds: LINK_LIFETIME_S });
    return {
      status: 201,
      body: { uploadId, url, headers, expiresAt: instant(now + LINK_LIFETIME_S * 1000) },
    };
  };

export const addProof =
  (ledger: Ledger): Handler<typeof creditRequestRoutes.addProof> =>
  async ({ caller, params: { requestId }, body, idempotencyKey }) => {
    const added = await add(ledger, caller, requestId, body, idempotencyKey);
    if (added.ok) return madeAnswer(added.value.outcome, added.value);
    const { error } = added;
    return error.code === 'no_such_upload' ? noSuchUpload : refused(error);
  };

const noSuchUpload = problem('invalid_request', {
  detail: 'uploadId is none that was given out for this request.',
});

export const cancelCreditRequest =
  (ledger: Ledger): Handler<typeof creditRequestRoutes.cancelCreditRequest> =>
  async ({ caller, params: { requestId } }) => {
    const done = await withdraw(ledger, caller, requestId);
    return done.ok ? { status: 200, body: viewOf(done.value.outcome, ledger.now()) } : refused(done.error);
  };
