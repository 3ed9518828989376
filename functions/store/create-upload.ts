import type { Bucket } from '../../shared/files/bucket.ts';
import { signedUpload } from '../../shared/files/signed-upload.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { requestRoutes } from '../../shared/http/routes/store/requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { asOf } from '../../shared/requests/advance.ts';
import { requestWrite } from '../../shared/requests/begin.ts';
import { MOST_PROOFS, proofName, uploadIdOf } from '../../shared/requests/proofs.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { requestItem } from '../../shared/table/items/request.ts';
import { requestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';

/** Seconds that the link lives: time to send ten megabytes over a slow line. */
const LIFETIME = 15 * 60;

/** A decision, a proof or another upload may come first a few times. */
const ROUNDS = 20;

/** The request counts its uploads before a link leaves, so that nobody fills the bucket by asking for more. */
export const createUpload =
  ({ table, now }: Ledger, bucket: Bucket): Operation<typeof requestRoutes.createUpload> =>
  async ({ caller: { agency, account }, params: { requestId }, body }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = await readOne(table, requestKey(agency, requestId), requestItem);
      if (request?.account !== account) return problem('not_found');
      const signedAt = now();
      if (asOf(request, instant(signedAt)).status !== 'pending') return problem('request_not_pending');
      if (request.uploads >= MOST_PROOFS) return problem('too_many_proofs');
      const uploads = request.uploads + 1;
      if (!(await putGuarded(table, requestWrite({ ...request, uploads })))) continue;
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
