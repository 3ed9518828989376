import { problem } from '../../shared/http/errors.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import type { Handler, RequestOf, ResponseOf } from '../../shared/http/route.ts';
import type { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { operationId } from '../../shared/kernel/ids.ts';
import { writeTogether } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import { asOf } from '../../shared/credit-requests/advance.ts';
import { creditRequestWrite } from '../../shared/credit-requests/begin.ts';
import { gaveOut, MOST_PROOFS } from '../../shared/credit-requests/proofs.ts';
import { proofItem, creditRequestItem, type Proof } from '../../shared/table/items/credit-request.ts';
import { proofKey, creditRequestKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';

type AddProof = typeof creditRequestRoutes.addProof;

/** Proof and request in one write, so that the request counts its proofs and takes none once it is decided. */
export const addProof =
  (ledger: Ledger): Handler<AddProof> =>
  async (request) =>
    (await withinDeadline(ledger, (left) => attempt(left, request))) ?? problem('busy');

/** @returns undefined where another write came first, or the write has to be tried again */
const attempt = async (
  ledger: Ledger,
  { caller, params: { requestId }, body, idempotencyKey }: RequestOf<AddProof>,
): Promise<ResponseOf<AddProof> | undefined> => {
  const { table, now } = ledger;
  const id = operationId('prf', caller, `proof ${requestId}`, idempotencyKey);
  const [own, requested] = [
    proofKey(caller.agency, requestId, id),
    creditRequestKey(caller.agency, requestId),
  ];
  const read = await readTogether(table, [own, requested]);
  const request = decode(creditRequestItem, read(requested));
  if (request?.account !== caller.account) return problem('not_found');

  const inputHash = canonicalHash(body);
  const earlier = decode(proofItem, read(own));
  if (earlier) {
    return earlier.inputHash === inputHash ? replayOf(earlier) : problem('idempotency_key_reused');
  }
  const at = instant(now());
  if (asOf(request, at).status !== 'pending') return problem('request_not_pending');
  if (request.proofs >= MOST_PROOFS) return problem('too_many_proofs');
  const { note, links, uploadId } = body;
  if (uploadId !== undefined && !gaveOut(request, uploadId)) {
    return problem('invalid_request', { detail: 'uploadId does not name an upload of this credit request' });
  }
  const proof: Proof = {
    id,
    by: caller.actor,
    at,
    ...(note !== undefined && { note }),
    ...(links && { links }),
    ...(uploadId !== undefined && { uploadId }),
    inputHash,
  };
  const written = await writeTogether(ledger, [
    { key: own, item: proof, version: 0 },
    creditRequestWrite({ ...request, proofs: request.proofs + 1 }),
  ]);
  return written.code === 'written' ? { status: 201, body: proof } : undefined;
};
