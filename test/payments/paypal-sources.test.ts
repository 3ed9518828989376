import { describe, expect, test } from 'vitest';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Paypal } from '../../shared/payments/paypal/client.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import { paypalDisputes } from '../../shared/payments/paypal/dispute-list.ts';
import { paypalReport } from '../../shared/payments/paypal/report.ts';

const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };
const REFUSED = { code: 'provider_refused', status: 400 } as const;

/** A PayPal that answers by the path's end, and refuses what it has no answer for. */
const saying = (answers: Record<string, object>) => {
  const asked: string[] = [];
  const paypal: Paypal = async ({ path }, answer) => {
    asked.push(path);
    const found = Object.entries(answers).find(([end]) => path.endsWith(end));
    return found ? ok(answer.parse(found[1])) : err(REFUSED);
  };
  return { paypal, asked };
};

const row = (code: string, status: string, more: object = {}) => ({
  transaction_info: {
    transaction_id: 'TX1',
    transaction_event_code: code,
    transaction_status: status,
    transaction_initiation_date: '2026-03-01T10:00:00+0000',
    paypal_reference_id: 'CAPTURE1',
    invoice_id: 'chk_1',
    custom_field: 'customer',
    transaction_amount: { currency_code: 'EUR', value: code.startsWith('T00') ? '4.00' : '-4.00' },
    ...more,
  },
});

const report = async (rows: object[], page: string | null = null, pages = 1) =>
  await paypalReport(
    saying({ [`page=${page ?? 1}`]: { transaction_details: rows, total_pages: pages } }).paypal,
  )(window, page);

describe('the report of transactions', () => {
  test.each([
    [
      'T0006',
      'S',
      { type: 'payment', paymentId: 'TX1', status: 'paid', checkoutId: 'chk_1', account: 'customer' },
    ],
    ['T0006', 'V', { type: 'payment', status: 'paid' }],
    ['T0006', 'P', { type: 'payment', status: 'pending' }],
    ['T0006', 'D', { type: 'payment', status: 'failed' }],
    [
      'T1107',
      'S',
      { type: 'refund', paymentId: 'CAPTURE1', refundId: 'TX1', cause: 'refund', status: 'succeeded' },
    ],
    ['T1107', 'P', { type: 'refund', status: 'pending' }],
    ['T1107', 'D', { type: 'refund', status: 'failed' }],
    ['T1106', 'S', { type: 'refund', cause: 'reversal' }],
    ['T1201', 'S', { type: 'refund', cause: 'reversal' }],
  ])('%s with status %s becomes its fact', async (code, status, fact) => {
    expect(await report([row(code, status)])).toMatchObject({
      value: {
        facts: [{ ...fact, money: { amount: 400, currency: 'EUR' }, at: '2026-03-01T10:00:00.000Z' }],
      },
    });
  });

  test.each([
    ['a fee', row('T0700', 'S')],
    [
      'what the agency paid to others',
      row('T0006', 'S', { transaction_amount: { currency_code: 'EUR', value: '-4.00' } }),
    ],
    ['a hold', row('T1110', 'P')],
    ['a refund that was itself reversed', row('T1107', 'V')],
    ['a refund of nothing that is named', row('T1107', 'S', { paypal_reference_id: undefined })],
    [
      'a currency that PayPal does not take',
      row('T0006', 'S', { transaction_amount: { currency_code: 'XYZ', value: '1' } }),
    ],
    ['no transaction at all', { something: 'else' }],
  ])('%s is ignored', async (_, one) => {
    expect(await report([one])).toEqual({ ok: true, value: { facts: [], skipped: [], next: null } });
  });

  test.each([
    ['a payment of ours', row('T0006', 'S', { transaction_amount: undefined }), 'transaction_amount'],
    ['a refund', row('T1107', 'S', { transaction_initiation_date: 'once' }), 'transaction_initiation_date'],
    ['a chargeback', row('T1201', 'S', { transaction_status: undefined }), 'transaction_status'],
  ])('%s that is unreadable is skipped by its id, and the others are read', async (_, odd, at) => {
    expect(await report([odd, row('T0006', 'S', { transaction_id: 'TX2' })])).toMatchObject({
      value: {
        facts: [{ paymentId: 'TX2' }],
        skipped: [{ id: 'TX1', issue: `transaction_info.${at}` }],
      },
    });
  });

  test.each([
    [
      'a payment of another shop',
      row('T0006', 'S', { invoice_id: 'Order #7', transaction_amount: undefined }),
    ],
    ['a fee', row('T0700', 'S', { transaction_amount: undefined })],
  ])('%s that is unreadable is ignored', async (_, odd) => {
    expect(await report([odd])).toMatchObject({ value: { facts: [], skipped: [] } });
  });

  test('a payment of another shop has no reference of ours', async () => {
    const foreign = row('T0006', 'S', { invoice_id: 'Order #7', custom_field: '' });
    const read = await report([foreign]);
    expect(read).toMatchObject({ value: { facts: [{ paymentId: 'TX1' }] } });
    expect(JSON.stringify(read)).not.toContain('checkoutId');
  });

  test('all pages are read', async () => {
    expect(await report([], null, 3)).toMatchObject({ value: { next: '2' } });
    expect(await report([], '3', 3)).toMatchObject({ value: { next: null } });
  });

  const refusing =
    (error: ProviderError): Paypal =>
    async () =>
      err(error);

  test('a refusal is returned', async () => {
    expect(await paypalReport(refusing(REFUSED))(window, null)).toEqual(err(REFUSED));
  });

  test('too many transactions mean a too large window', async () => {
    const error = { ...REFUSED, issue: 'RESULTSET_TOO_LARGE' };
    expect(await paypalReport(refusing(error))(window, null)).toEqual(err({ code: 'window_too_large' }));
  });

  test('a window too recent for the report is empty', async () => {
    const error = { ...REFUSED, status: 404, issue: 'INVALID_REQUEST' };
    expect(await paypalReport(refusing(error))(window, null)).toEqual(ok({ facts: [], next: null }));
  });
});

const dispute = {
  dispute_id: 'PP-D-1',
  create_time: '2026-03-01T10:00:00Z',
  status: 'OPEN',
  dispute_life_cycle_stage: 'CHARGEBACK',
  dispute_amount: { currency_code: 'EUR', value: '5.00' },
  disputed_transactions: [{ seller_transaction_id: 'CAPTURE1' }],
};

describe('the list of disputes', () => {
  test('each dispute is read, since the list omits its payments', async () => {
    const { paypal } = saying({
      'page_size=10': { items: [{ dispute_id: 'PP-D-1' }] },
      '/disputes/PP-D-1': dispute,
    });
    expect(await paypalDisputes(paypal)(window, null)).toMatchObject({
      value: { facts: [{ type: 'dispute', paymentId: 'CAPTURE1', status: 'open' }], next: null },
    });
  });

  test('the next page comes from the link', async () => {
    const links = [
      { rel: 'next', href: 'https://api.paypal.example/v1/customer/disputes?next_page_token=abc' },
    ];
    const { paypal, asked } = saying({ 'page_size=10': { links }, 'next_page_token=abc': {} });
    expect(await paypalDisputes(paypal)(window, null)).toMatchObject({ value: { facts: [], next: 'abc' } });
    expect(await paypalDisputes(paypal)(window, 'abc')).toMatchObject({ value: { next: null } });
    expect(asked).toHaveLength(2);
  });

  test('a refusal of the list is returned', async () => {
    expect(await paypalDisputes(saying({}).paypal)(window, null)).toEqual(err(REFUSED));
  });

  /** Three disputes are listed, and reading the second fails. */
  const withOne = (error: ProviderError): Paypal => {
    const items = ['PP-D-1', 'PP-D-2', 'PP-D-3'].map((id) => ({ dispute_id: id }));
    return async ({ path }, answer) => {
      if (path.endsWith('PP-D-2')) return err(error);
      return ok(answer.parse(path.endsWith('page_size=10') ? { items: [...items, {}] } : dispute));
    };
  };

  test('an unreadable dispute is skipped, and the others are read', async () => {
    const odd = { code: 'provider_refused', status: 200, issue: 'ANSWER_NOT_UNDERSTOOD' } as const;
    expect(await paypalDisputes(withOne(odd))(window, null)).toMatchObject({
      value: {
        facts: [{ type: 'dispute' }, { type: 'dispute' }],
        skipped: [
          { id: 'PP-D-2', issue: 'ANSWER_NOT_UNDERSTOOD' },
          { id: 'unnamed', issue: 'not_understood' },
        ],
      },
    });
  });

  test.each([{ code: 'provider_unreachable' }, { code: 'provider_refused', status: 403 }] as const)(
    'a failure that does not concern one dispute is returned: %o',
    async (error) => {
      expect(await paypalDisputes(withOne(error))(window, null)).toEqual(err(error));
    },
  );
});
