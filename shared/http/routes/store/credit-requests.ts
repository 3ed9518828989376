import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { recordId } from '../../../kernel/ids.ts';
import { text, webUrl } from '../../../kernel/text.ts';
import { creditRequestMethod, creditRequestStatus } from '../../../table/items/decision.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { creditRequestDetail, creditRequestView, proofView, uploadView } from '../credit-request-views.ts';

const byId = z.strictObject({ requestId: recordId });

const proof = z
  .strictObject({
    note: text(1000).optional().meta({ description: 'What the agency should know.' }),
    links: z
      .array(webUrl(/^https$/, 'must be a complete https URL'))
      .min(1)
      .max(5)
      .optional()
      .meta({ description: 'Where the payment can be seen, such as in a block explorer.' }),
    uploadId: recordId.optional().meta({ description: 'The ID of an uploaded file.' }),
  })
  .meta({ id: 'ProofInput' })
  .refine((body) => Object.values(body).some((part) => part !== undefined), {
    message: 'send a note, links or an uploadId',
  });

/** Credits bought by bank transfer or in a cryptocurrency. */
export const creditRequestRoutes = {
  createCreditRequest: route({
    method: 'POST',
    path: '/v1/credit-requests',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'key',
    summary: 'Request credits by bank transfer or crypto',
    description:
      'Send a package or a number of credits. The response says how to pay and which reference to use. The ' +
      'credits are added once the agency has approved every step.',
    body: z
      .strictObject({
        method: creditRequestMethod.meta({ description: 'How the customer pays.' }),
        packageId: recordId
          .optional()
          .meta({ description: 'The ID of the package to buy. Send this or `credits`.' }),
        credits: credits.optional(),
      })
      .meta({ id: 'CreditRequestInput' })
      .refine((body) => (body.packageId === undefined) !== (body.credits === undefined), {
        message: 'send either packageId or credits',
      }),
    example: { body: { method: 'bank_transfer', packageId: 'starter' } },
    responses: { 201: { description: 'The credit request is pending.', body: creditRequestDetail } },
    problems: [
      'not_found',
      'credit_sales_disabled',
      'method_not_available',
      'package_not_available',
      'custom_amount_not_available',
      'amount_out_of_bounds',
      'idempotency_key_reused',
      'credit_request_limit',
      'busy',
    ],
  }),
  listCreditRequests: route({
    method: 'GET',
    path: '/v1/credit-requests',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: "List the customer's credit requests, newest first",
    description:
      'With a status, a page may hold fewer credit requests than `limit`, or none, even if more follow.',
    query: z.strictObject({
      ...pageQuery,
      status: creditRequestStatus.optional().meta({ description: 'Only credit requests with this status.' }),
    }),
    responses: { 200: { description: 'A page of credit requests.', body: listed(creditRequestView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getCreditRequest: route({
    method: 'GET',
    path: '/v1/credit-requests/{requestId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get a credit request',
    params: byId,
    responses: { 200: { description: 'The credit request.', body: creditRequestDetail } },
    problems: ['not_found', 'busy'],
  }),
  createUpload: route({
    method: 'POST',
    path: '/v1/credit-requests/{requestId}/uploads',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'none',
    summary: 'Get a link to upload a file as proof',
    description:
      'PUT the file to `url` with the given `headers` before it expires, then add a proof with the ' +
      '`uploadId`. Allowed: PNG, JPEG or PDF up to 10 MB, and ten uploads while the credit request is ' +
      'pending.',
    params: byId,
    body: z
      .strictObject({
        contentType: z
          .enum(['image/png', 'image/jpeg', 'application/pdf'])
          .meta({ description: 'The type of the file.' }),
        bytes: z
          .int()
          .min(1)
          .max(10 * 1024 * 1024)
          .meta({ description: 'The exact size of the file.' }),
      })
      .meta({ id: 'UploadInput' }),
    example: { body: { contentType: 'image/png', bytes: 48_213 } },
    responses: { 201: { description: 'Where to upload the file.', body: uploadView } },
    problems: ['not_found', 'request_not_pending', 'too_many_proofs', 'upload_limit', 'busy'],
  }),
  addProof: route({
    method: 'POST',
    path: '/v1/credit-requests/{requestId}/proofs',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'key',
    summary: 'Add a proof of payment to a credit request',
    description:
      'Send a note, links, or the ID of an uploaded file. Ten proofs are allowed while the credit request ' +
      'is pending.',
    params: byId,
    body: proof,
    example: { body: { note: 'Paid on 31 January', links: ['https://example.com/transfers/42'] } },
    responses: { 201: { description: 'The proof is stored.', body: proofView } },
    problems: [
      'invalid_request',
      'not_found',
      'request_not_pending',
      'too_many_proofs',
      'idempotency_key_reused',
      'busy',
    ],
  }),
  cancelCreditRequest: route({
    method: 'POST',
    path: '/v1/credit-requests/{requestId}/cancel',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    summary: 'Cancel a credit request',
    description: 'Takes no body. Repeating it has no further effect.',
    params: byId,
    responses: { 200: { description: 'The cancelled credit request.', body: creditRequestView } },
    problems: ['not_found', 'request_not_pending', 'busy'],
  }),
};
