import type { Bucket } from '../../shared/files/bucket.ts';
import { signedProof } from '../../shared/files/signed-proof.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { agencyRequestRoutes } from '../../shared/http/routes/agency/requests.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { proofName, proofsOf } from '../../shared/requests/proofs.ts';
import { requestItem } from '../../shared/table/items/request.ts';
import { requestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './credit-request-view.ts';

/** Seconds that the links to uploads live. */
const LIFETIME = 15 * 60;

export const getRequest =
  ({ table, now }: Ledger, bucket: Bucket): Operation<typeof agencyRequestRoutes.getRequest> =>
  async ({ caller: { agency }, params: { requestId } }) => {
    const request = await readOne(table, requestKey(agency, requestId), requestItem);
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
