import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { adminAt, agencyHandler } from './agency-handler.ts';
import { apiEvent, call, lambdaContext } from './api.ts';
import { storeHandler } from './store-handler.ts';

/** The lines of a CSV whose cells need no quotes, without their heads. */
export const csvRows = (csv: string): string[][] =>
  csv
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(','));

export const someTerms = { name: 'Spring', credits: 50, codes: 1 };

/** Makes codes as an agency does, on a ledger of the test's choice. */
export const promoCodesOn = (ledger: Ledger) => {
  const handler = agencyHandler(ledger);

  /** @returns the answer as it is, since CSV is no JSON */
  const create = async (agency: string, body: object = someTerms, key = randomId('key')) => {
    const request = { caller: adminAt(agency), headers: { 'idempotency-key': key }, body };
    const answer = await handler(apiEvent(agencyRoutes.createPromoCodes, request), lambdaContext);
    return { status: answer.statusCode, headers: answer.headers ?? {}, body: answer.body ?? '' };
  };

  /** @returns the codes, one unless more are wanted */
  const make = async (agency: string, terms: object = {}): Promise<[string, ...string[]]> => {
    const { body } = await create(agency, { ...someTerms, ...terms });
    return z.tuple([z.string()], z.string()).parse(csvRows(body).map(([code]) => code));
  };

  const withdraw = (agency: string, code: string) =>
    call(handler, agencyRoutes.withdrawPromoCodes, {
      caller: adminAt(agency),
      params: { batchId: code.slice(0, 4) },
    });

  return { handler, create, make, withdraw };
};

/** Redeems codes as a customer does. */
export const redeemOn = (ledger: Ledger) => {
  const handler = storeHandler(ledger);
  return (caller: AccountRef & { region?: string }, code: string, key = randomId('key')) => {
    const { agency, account, region } = caller;
    return call(handler, codeRoutes.createRedemption, {
      caller: { agency_id: agency, sub: account, ...(region !== undefined && { region }) },
      headers: { 'idempotency-key': key },
      body: { code },
    });
  };
};
