import {
  addProof,
  cancelCreditRequest,
  createCreditRequest,
  createUpload,
  getCreditRequest,
  listCreditRequests,
} from '../../functions/store/credit-requests.ts';
import { creditRequestHandlers as agencyHandlers } from '../../functions/agency/credit-requests.ts';
import type { QueueDecision } from '../../shared/credit-requests/queue-decision.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { creditRequestDetail } from '../../shared/http/routes/credit-request-views.ts';
import { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Decision } from '../../shared/table/items/decision.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { CreditRequestMessage } from '../../shared/credit-requests/message.ts';
import {
  beginCreditRequest,
  creditRequestPointerWrite,
  creditRequestWrite,
} from '../../shared/credit-requests/begin.ts';
import { takeDecision, type Taken } from '../../shared/credit-requests/take-decision.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { creditRequestItem, type CreditRequest } from '../../shared/table/items/credit-request.ts';
import { creditRequestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { call } from './api.ts';
import { bucketNowhere } from './files.ts';

/** A request for 100 credits in two steps, the second for a role, as decoded. */
export const someRequest = (ref: AccountRef, more: Partial<CreditRequest> = {}, now = Date.now()) => ({
  ...beginCreditRequest({
    ref,
    requestedBy: ref.account,
    method: 'bank_transfer',
    packageId: undefined,
    offer: { label: '100 credits', credits: 100, bonusCredits: 0, price: { amount: 1000, currency: 'EUR' } },
    policy: {
      methods: { bank_transfer: { instructions: 'IBAN' } },
      steps: [{ name: 'review' }, { name: 'finance', role: 'finance' }],
      remindAfterHours: 24,
      expireAfterDays: 14,
    },
    now,
  }),
  ...more,
});

/** Puts such a request in the table. */
export const putRequest = async (
  { table, now }: Ledger,
  ref: AccountRef,
  more: Partial<CreditRequest> = {},
  at = now(),
): Promise<CreditRequest> => {
  const request = someRequest(ref, more, at);
  await putGuarded(table, creditRequestWrite(request));
  await putGuarded(table, creditRequestPointerWrite(request));
  return { ...request, version: 1 };
};

export const readRequest = async (
  { table }: Ledger,
  { agency, id }: Pick<CreditRequest, 'agency' | 'id'>,
): Promise<CreditRequest> =>
  creditRequestItem.parse(await readOne(table, creditRequestKey(agency, id), creditRequestItem));

export const decisionBy = (by: string, step: number, more: Partial<Decision> = {}): Decision => ({
  id: `dec_${by}_${step}`,
  step,
  by,
  at: instant(Date.now()),
  approved: true,
  ...more,
});

export const messageFor = (
  { agency, account, id: requestId }: CreditRequest,
  decision: Decision,
): CreditRequestMessage => ({ agency, account, requestId, decision });

/** Takes a decision to a request, and fails where it can't be taken. */
export const decided = async (ledger: Ledger, request: CreditRequest, decision: Decision): Promise<Taken> => {
  const taken = await takeDecision(ledger, messageFor(request, decision));
  if (!taken.ok) throw new Error(taken.error.code);
  return taken.value;
};

/** The customer's operations on credit requests, on a ledger of the test's choice. */
export const creditRequestHandlers = (ledger: Ledger) => ({
  createCreditRequest: createCreditRequest(ledger),
  listCreditRequests: listCreditRequests(ledger),
  getCreditRequest: getCreditRequest(ledger),
  // The bucket is the running test's own: what it finds in its environment goes with it.
  createUpload: (...of: Parameters<ReturnType<typeof createUpload>>) =>
    createUpload(ledger, bucketNowhere())(...of),
  addProof: addProof(ledger),
  cancelCreditRequest: cancelCreditRequest(ledger),
});

/** The store's and the agency's side of credit requests on one ledger, with a queue that is looked into. */
export const requestsOn = (ledger: Ledger, queueDecision?: QueueDecision) => {
  const queued: CreditRequestMessage[] = [];
  const store = apiHandler(creditRequestRoutes, creditRequestHandlers(ledger));
  const queue: QueueDecision = async (message) => {
    queued.push(message);
    return true;
  };
  // The bucket is the running test's own: what it finds in its environment goes with it.
  const handlers = () =>
    agencyHandlers({ ledger, bucket: bucketNowhere(), queueDecision: queueDecision ?? queue });
  const agency = apiHandler(agencyCreditRequestRoutes, {
    listAgencyCreditRequests: (...of) => handlers().listAgencyCreditRequests(...of),
    getAgencyCreditRequest: (...of) => handlers().getAgencyCreditRequest(...of),
    decideCreditRequest: (...of) => handlers().decideCreditRequest(...of),
  });

  const ask = (
    caller: AccountRef,
    body: unknown = { method: 'bank_transfer', credits: 100 },
    key = randomId('key'),
  ) =>
    call(store, creditRequestRoutes.createCreditRequest, {
      caller,
      headers: { 'idempotency-key': key },
      body,
    });

  return {
    store,
    agency,
    /** What was queued and not worked off. */
    queued,
    ask,
    /** Asks, and reads the request that it became. */
    asked: async (caller: AccountRef, body?: unknown) =>
      creditRequestDetail.parse((await ask(caller, body)).body),
    read: async (caller: AccountRef, requestId: string) =>
      await call(store, creditRequestRoutes.getCreditRequest, { caller, params: { requestId } }),
    cancel: (caller: AccountRef, requestId: string) =>
      call(store, creditRequestRoutes.cancelCreditRequest, { caller, params: { requestId } }),
    upload: (
      caller: AccountRef,
      requestId: string,
      body: unknown = { contentType: 'image/png', bytes: 2048 },
    ) => call(store, creditRequestRoutes.createUpload, { caller, params: { requestId }, body }),
    prove: (caller: AccountRef, requestId: string, body: unknown, key = randomId('key')) =>
      call(store, creditRequestRoutes.addProof, {
        caller,
        params: { requestId },
        headers: { 'idempotency-key': key },
        body,
      }),
    decide: (who: { agency: string; actor: string; roles?: string[] }, requestId: string, body: unknown) =>
      call(agency, agencyCreditRequestRoutes.decideCreditRequest, {
        caller: {
          agency_id: who.agency,
          sub: who.actor,
          ...(who.roles !== undefined && { roles: who.roles }),
        },
        params: { requestId },
        body,
      }),
    /** Does what the worker does with what is queued. */
    workOff: async () => {
      for (const message of queued.splice(0)) await takeDecision(ledger, message);
    },
  };
};
