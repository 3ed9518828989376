import type { Bucket } from '../../shared/files/bucket.ts';
import { signedProof } from '../../shared/files/signed-proof.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { proofName, proofsOf } from '../../shared/credit-requests/proofs.ts';
import { creditRequestItem } from '../../shared/table/items/credit-request.ts';
import { creditRequestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './credit-request-view.ts';

/** Seconds that the links to uploads live. */
const LIFETIME = 15 * 60;

export const getAgencyCreditRequest =
  (
    { table, now }: Ledger,
    bucket: Bucket,
  ): Handler<typeof agencyCreditRequestRoutes.getAgencyCreditRequest> =>
  async ({ caller: { agency }, params: { requestId } }) => {
    const request = await readOne(table, creditRequestKey(agency, requestId), creditRequestItem);
    if (!request) return problem('not_found');
    const given = request.proofs === 0 ? [] : await proofsOf(table, request);
    const linkTo = (uploadId: string) =>
      signedProof(
        bucket,
        { agency, name: proofName(requestId, uploadId) },
        { now: now(), seconds: LIFETIME },
      );
    const proofs = await Promise.all(
      given.map(async (proof) => ({ ...proof, url: proof.uploadId && (await linkTo(proof.uploadId)) })),
    );
    return { status: 200, body: { ...viewOf(request, now()), proofs } };
  };
