import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { startSandbox } from '@scrip/sandbox';
import { randomId } from '../../shared/kernel/ids.ts';
import type { PaypalCredentials } from '../../shared/payments/paypal/credentials.ts';

const NOWHERE = 'http://127.0.0.1:9/webhook';

const answered = z.record(z.string(), z.json());

/** The sandbox with one PayPal account, for one test or for a whole file. */
export const openPaypalSandbox = async (webhook = { url: NOWHERE, id: 'WEBHOOK1' }) => {
  const clientId = randomId('client');
  const clientSecret = randomId('secret');
  const sandbox = await startSandbox({
    port: 0,
    dataDir: undefined,
    stripe: [],
    paypal: [{ clientId, clientSecret, webhook }],
  });
  const post = async (path: string, body: object) => {
    const answer = await fetch(sandbox.url + path, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answered.parse(await answer.json());
  };
  const credentials: PaypalCredentials = { clientId, clientSecret, apiBase: `${sandbox.url}/paypal` };
  return {
    sandbox,
    credentials,
    /** How the sandbox is to misbehave from now on. */
    control: async (changes: object) => await post('/controls', changes),
    /** Something that happens at PayPal without us: `captures/<id>/refund`, `disputes/<id>/resolve`. */
    happens: async (what: string, how: object = {}) => await post(`/controls/paypal/${what}`, how),
    /** The customer agrees to pay the order, and closes the window or comes back. */
    approve: async (order: string, how: object = {}) =>
      await post(`/paypal/checkoutnow?token=${order}`, { outcome: 'approve_and_leave', ...how }),
  };
};

/** The sandbox, gone once the test is. */
export const paypalForTest = async (webhook?: { url: string; id: string }) => {
  const paypal = await openPaypalSandbox(webhook);
  onTestFinished(() => paypal.sandbox.stop());
  return paypal;
};

/** An event as PayPal sends it. */
export const paypalEvent = (type: string, resource: object = {}) => ({
  id: 'WH-1',
  event_version: '1.0',
  create_time: '2026-03-01T10:00:00.000Z',
  event_type: type,
  resource,
});

/** The capture that paid checkout `chk_1` with 10.00 EUR. */
export const someCapture = (more: object = {}) => ({
  id: 'CAPTURE1',
  status: 'COMPLETED',
  amount: { currency_code: 'EUR', value: '10.00' },
  final_capture: true,
  custom_id: 'customer',
  invoice_id: 'chk_1',
  create_time: '2026-03-01T09:59:00Z',
  update_time: '2026-03-01T09:59:30Z',
  links: [{ rel: 'up', href: 'https://api-m.paypal.com/v2/checkout/orders/ORDER1' }],
  ...more,
});

/** 4.00 EUR of that capture, given back; 7.00 in all so far. */
export const someRefund = (more: object = {}) => ({
  id: 'REFUND1',
  status: 'COMPLETED',
  amount: { currency_code: 'EUR', value: '4.00' },
  seller_payable_breakdown: { total_refunded_amount: { currency_code: 'EUR', value: '7.00' } },
  create_time: '2026-03-01T02:59:00-07:00',
  update_time: '2026-03-01T02:59:30-07:00',
  links: [
    { rel: 'self', href: 'https://api.paypal.com/v2/payments/refunds/REFUND1' },
    { rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/CAPTURE1' },
  ],
  ...more,
});

/** A dispute about 6.00 EUR of that capture. */
export const someDispute = (more: object = {}) => ({
  dispute_id: 'PP-D-1',
  create_time: '2026-03-01T09:00:00.000Z',
  update_time: '2026-03-01T09:59:00.000Z',
  disputed_transactions: [
    { seller_transaction_id: 'CAPTURE1', gross_amount: { currency_code: 'EUR', value: '10.00' } },
  ],
  reason: 'UNAUTHORISED',
  status: 'UNDER_REVIEW',
  dispute_amount: { currency_code: 'EUR', value: '6.00' },
  dispute_life_cycle_stage: 'CHARGEBACK',
  ...more,
});

/** The order of checkout `chk_1`, approved. */
export const someOrder = (unit: object = {}) => ({
  id: 'ORDER1',
  status: 'APPROVED',
  purchase_units: [{ reference_id: 'default', custom_id: 'customer', invoice_id: 'chk_1', ...unit }],
  links: [],
});
