import { instant } from '../kernel/clock.ts';
import { operationId, type AccountRef } from '../kernel/ids.ts';
import { canonicalHash } from '../kernel/canonical.ts';
import { DAY_MS } from '../kernel/durations.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { KeyReused } from '../ledger/once.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { changeOfAny } from '../ledger/of-any.ts';
import { run, type Busy, type Done, type Operation, type RecordDecision } from '../ledger/run.ts';
import { type SlotsTaken, takeSlot } from '../store/slots.ts';
import {
  creditRequestItem,
  proofItem,
  type CreditRequest,
  type Proof,
} from '../table/items/credit-request.ts';
import { creditRequestKey, proofKey, slotsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { asOf } from './advance.ts';
import { creditRequestWrite } from './begin.ts';
import { gaveOut, MAX_PROOFS, uploadIdOf } from './proofs.ts';

type PendingRefusal = { code: 'not_found' | 'request_not_pending' };

/** A request's key names the agency only; the request itself says which account it belongs to. */
export const ownRequest = (
  read: Read,
  { agency, account }: AccountRef,
  id: string,
): CreditRequest | undefined => {
  const request = decode(creditRequestItem, read(creditRequestKey(agency, id)));
  return request?.account === account ? request : undefined;
};

const pendingRequest = (
  read: Read,
  ref: AccountRef,
  id: string,
  now: number,
): Result<CreditRequest, PendingRefusal> => {
  const request = ownRequest(read, ref, id);
  if (!request) return err({ code: 'not_found' });
  return asOf(request, instant(now)).status === 'pending'
    ? ok(request)
    : err({ code: 'request_not_pending' });
};

/** Withdraws a request. Asked again, it answers as the first time. */
export const withdraw = (
  ledger: Ledger,
  ref: AccountRef,
  id: string,
): Promise<Result<Done<CreditRequest>, PendingRefusal | Busy>> =>
  changeOfAny(ledger.table, ref, (of) => run(ledger, withdrawing(of, id)));

const withdrawing = (ref: AccountRef, id: string): Operation<CreditRequest, PendingRefusal> => ({
  keys: [creditRequestKey(ref.agency, id)],
  earlier: (read) => {
    const request = ownRequest(read, ref, id);
    return request?.status === 'cancelled' ? ok(request) : undefined;
  },
  decide: (read, now) => {
    const request = pendingRequest(read, ref, id, now);
    if (!request.ok) return request;
    const outcome: CreditRequest = { ...request.value, status: 'cancelled', decidedAt: instant(now) };
    return ok({ conclude: () => ({ outcome, writes: [creditRequestWrite(outcome)] }) });
  },
});

export type Upload = { uploadId: string; at: number };

type UploadRefusal = PendingRefusal | { code: 'too_many_proofs' } | ({ code: 'upload_limit' } & SlotsTaken);

/**
 * Counts one more upload of a request and of its account, before its link leaves: nobody fills the bucket by asking for
 * more, nor by new requests.
 * @returns its id, and when it was counted (milliseconds since the epoch)
 */
export const countUpload = (
  ledger: Ledger,
  ref: AccountRef,
  id: string,
): Promise<Result<Done<Upload>, UploadRefusal | Busy>> =>
  changeOfAny(ledger.table, ref, (of) => run(ledger, uploading(of, id)));

const uploading = (ref: AccountRef, id: string): Operation<Upload, UploadRefusal> => ({
  keys: [creditRequestKey(ref.agency, id), slotsKey(ref, 'uploads')],
  decide: (read, now): Result<RecordDecision<Upload>, UploadRefusal> => {
    const request = pendingRequest(read, ref, id, now);
    if (!request.ok) return request;
    if (request.value.uploads >= MAX_PROOFS) return err({ code: 'too_many_proofs' });
    const slot = takeSlot(read, ref, 'uploads', { now, until: now + DAY_MS });
    if (!slot.ok) return err({ code: 'upload_limit', ...slot.error });
    const uploads = request.value.uploads + 1;
    return ok({
      conclude: () => ({
        outcome: { uploadId: uploadIdOf(uploads), at: now },
        writes: [creditRequestWrite({ ...request.value, uploads }), slot.value],
      }),
    });
  },
});

/** What a customer gives as proof of a payment. */
export type ProofGiven = {
  note?: string | undefined;
  links?: string[] | undefined;
  uploadId?: string | undefined;
};

type ProofRefusal = PendingRefusal | KeyReused | { code: 'too_many_proofs' } | { code: 'no_such_upload' };

/** Adds a proof: with the request in one write, which counts its proofs and takes none once it is decided. */
export const addProof = (
  ledger: Ledger,
  who: AccountRef & { actor: string },
  requestId: string,
  given: ProofGiven,
  idempotencyKey: string,
): Promise<Result<Done<Proof>, ProofRefusal | Busy>> =>
  changeOfAny(ledger.table, who, (of) =>
    run(ledger, proving({ ...who, ...of }, requestId, given, idempotencyKey)),
  );

const proving = (
  who: AccountRef & { actor: string },
  requestId: string,
  given: ProofGiven,
  idempotencyKey: string,
): Operation<Proof, ProofRefusal> => {
  const id = operationId('prf', who, `proof ${requestId}`, idempotencyKey);
  const key = proofKey(who.agency, requestId, id);
  const inputHash = canonicalHash(given);
  return {
    keys: [key, creditRequestKey(who.agency, requestId)],
    earlier: (read): Result<Proof, ProofRefusal> | undefined => {
      const earlier = ownRequest(read, who, requestId) && decode(proofItem, read(key));
      if (!earlier) return undefined;
      return earlier.inputHash === inputHash ? ok(earlier) : err({ code: 'idempotency_key_reused' });
    },
    decide: (read, now): Result<RecordDecision<Proof>, ProofRefusal> => {
      const request = pendingRequest(read, who, requestId, now);
      if (!request.ok) return request;
      const { note, links, uploadId } = given;
      if (request.value.proofs >= MAX_PROOFS) return err({ code: 'too_many_proofs' });
      if (uploadId !== undefined && !gaveOut(request.value, uploadId)) return err({ code: 'no_such_upload' });
      const outcome: Proof = {
        id,
        by: who.actor,
        at: instant(now),
        ...(note !== undefined && { note }),
        ...(links && { links }),
        ...(uploadId !== undefined && { uploadId }),
        inputHash,
      };
      const proofs = request.value.proofs + 1;
      return ok({
        conclude: () => ({
          outcome,
          writes: [
            { key, schema: proofItem, item: outcome, version: 0 },
            creditRequestWrite({ ...request.value, proofs }),
          ],
        }),
      });
    },
  };
};
