import type { Bucket } from '../../shared/files/bucket.ts';
import { signedUpload } from '../../shared/files/signed-upload.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { asOf } from '../../shared/credit-requests/advance.ts';
import { creditRequestWrite } from '../../shared/credit-requests/begin.ts';
import { MOST_PROOFS, proofName, uploadIdOf } from '../../shared/credit-requests/proofs.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { creditRequestItem } from '../../shared/table/items/credit-request.ts';
import { creditRequestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';

/** Seconds that the link lives: time to send ten megabytes over a slow line. */
const LIFETIME = 15 * 60;

/** A decision, a proof or another upload may come first a few times. */
const ROUNDS = 20;

/** The request counts its uploads before a link leaves, so that nobody fills the bucket by asking for more. */
export const createUpload =
  ({ table, now }: Ledger, bucket: Bucket): Handler<typeof creditRequestRoutes.createUpload> =>
  async ({ caller: { agency, account }, params: { requestId }, body }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = await readOne(table, creditRequestKey(agency, requestId), creditRequestItem);
      if (request?.account !== account) return problem('not_found');
      const signedAt = now();
      if (asOf(request, instant(signedAt)).status !== 'pending') return problem('request_not_pending');
      if (request.uploads >= MOST_PROOFS) return problem('too_many_proofs');
      const uploads = request.uploads + 1;
      if (!(await putGuarded(table, creditRequestWrite({ ...request, uploads })))) continue;
      const uploadId = uploadIdOf(uploads);
      const file = { agency, name: proofName(requestId, uploadId), ...body };
      const { url, headers } = await signedUpload(bucket, file, { now: signedAt, seconds: LIFETIME });
      return {
        status: 201,
        body: { uploadId, url, headers, expiresAt: instant(signedAt + LIFETIME * 1000) },
      };
    }
    return problem('busy');
  };
