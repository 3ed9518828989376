import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { recordId } from '../../../kernel/ids.ts';
import { text, webUrl } from '../../../kernel/text.ts';
import { creditRequestMethod } from '../../../table/items/decision.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { creditRequestDetail, creditRequestView, proofView, uploadView } from '../credit-request-views.ts';

const byId = z.strictObject({ requestId: recordId });

const proof = z
  .strictObject({
    note: text(1000).optional(),
    links: z
      .array(webUrl(/^https$/, 'must be a complete https URL'))
      .min(1)
      .max(5)
      .optional(),
    uploadId: recordId.optional(),
  })
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
    summary: 'Ask to buy credits by bank transfer or cryptocurrency',
    description:
      'Give a package or an amount of credits. The answer says how to pay, and with which reference; the credits come ' +
      'once the agency has approved each step.',
    idempotent: true,
    body: z
      .strictObject({
        method: creditRequestMethod,
        packageId: recordId.optional(),
        credits: credits.optional(),
      })
      .refine((body) => (body.packageId === undefined) !== (body.credits === undefined), {
        message: 'send either packageId or credits',
      }),
    responses: { 201: { description: 'The request is pending.', body: creditRequestDetail } },
    problems: [
      'not_found',
      'credit_sales_disabled',
      'method_not_available',
      'package_not_available',
      'custom_amount_not_available',
      'amount_out_of_bounds',
      'idempotency_key_reused',
      'busy',
    ],
  }),
  listCreditRequests: route({
    method: 'GET',
    path: '/v1/credit-requests',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'List credit requests, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of requests.', body: listed(creditRequestView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getCreditRequest: route({
    method: 'GET',
    path: '/v1/credit-requests/{requestId}',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'Read how a credit request stands',
    params: byId,
    responses: { 200: { description: 'The request.', body: creditRequestDetail } },
    problems: ['not_found', 'busy'],
  }),
  createUpload: route({
    method: 'POST',
    path: '/v1/credit-requests/{requestId}/uploads',
    lambda: 'store',
    scope: 'credits:spend',
    summary: 'Get a link to upload a file as proof',
    description:
      "PUT the file to the answer's url with its headers before it expires, then add the proof with its uploadId. " +
      'PNG, JPEG or PDF of up to 10 MB; up to ten uploads while the request is pending.',
    params: byId,
    body: z.strictObject({
      contentType: z.enum(['image/png', 'image/jpeg', 'application/pdf']),
      bytes: z
        .int()
        .min(1)
        .max(10 * 1024 * 1024),
    }),
    responses: { 201: { description: 'Where to put the file.', body: uploadView } },
    problems: ['not_found', 'request_not_pending', 'too_many_proofs', 'busy'],
  }),
  addProof: route({
    method: 'POST',
    path: '/v1/credit-requests/{requestId}/proofs',
    lambda: 'store',
    scope: 'credits:spend',
    summary: 'Show that a credit request was paid',
    description:
      'A note, links, or a file that was uploaded before; up to ten proofs while the request is pending.',
    idempotent: true,
    params: byId,
    body: proof,
    responses: { 201: { description: 'The agency sees it.', body: proofView } },
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
    summary: 'Withdraw a credit request',
    description:
      'Takes no body and no Idempotency-Key: a request that is cancelled already is answered as it stands.',
    params: byId,
    responses: { 200: { description: 'It is cancelled.', body: creditRequestView } },
    problems: ['not_found', 'request_not_pending', 'busy'],
  }),
};
