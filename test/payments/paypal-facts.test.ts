import { describe, expect, test } from 'vitest';
import { factsOf } from '../../shared/payments/paypal/facts.ts';
import { paypalEvent, someCapture, someDispute, someOrder, someRefund } from '../support/paypal.ts';

const facts = (type: string, resource: unknown) => factsOf({ ...paypalEvent(type), resource });

const euros = (amount: number) => ({ amount, currency: 'EUR' });

describe('a capture is the payment', () => {
  test('and has the data that we gave PayPal to find it by', () => {
    expect(facts('PAYMENT.CAPTURE.COMPLETED', someCapture())).toEqual([
      {
        type: 'payment',
        paymentId: 'CAPTURE1',
        status: 'paid',
        money: euros(1000),
        at: '2026-03-01T09:59:30.000Z',
        checkoutId: 'chk_1',
        account: 'customer',
      },
    ]);
  });

  test.each([
    ['PAYMENT.CAPTURE.COMPLETED', 'COMPLETED', 'paid'],
    ['PAYMENT.CAPTURE.COMPLETED', 'PARTIALLY_REFUNDED', 'paid'],
    ['PAYMENT.CAPTURE.COMPLETED', 'REFUNDED', 'paid'],
    ['PAYMENT.CAPTURE.COMPLETED', 'PENDING', 'pending'],
    ['PAYMENT.CAPTURE.PENDING', 'PENDING', 'pending'],
    ['PAYMENT.CAPTURE.PENDING', 'FAILED', 'failed'],
    ['PAYMENT.CAPTURE.DENIED', 'DECLINED', 'failed'],
    ['PAYMENT.CAPTURE.DENIED', 'DENIED', 'failed'],
    ['PAYMENT.CAPTURE.DECLINED', 'DECLINED', 'failed'],
    ['PAYMENT.CAPTURE.DECLINED', 'PENDING', 'failed'],
    ['PAYMENT.CAPTURE.COMPLETED', 'SOMETHING_NEW', 'pending'],
  ])('%s of a capture that is %s: %s', (type, status, expected) => {
    expect(facts(type, someCapture({ status }))[0]).toMatchObject({ type: 'payment', status: expected });
  });

  test.each([
    ['5120', 'insufficient_funds'],
    ['5400', 'expired_card'],
    ['9999', 'declined'],
    [undefined, 'declined'],
  ])('declined with the response code %s has the reason %s', (code, reason) => {
    const capture = someCapture({ status: 'DECLINED', processor_response: { response_code: code } });
    expect(facts('PAYMENT.CAPTURE.DENIED', capture)).toMatchObject([
      { type: 'payment', status: 'failed' },
      { type: 'payment_declined', checkoutId: 'chk_1', account: 'customer', reason },
    ]);
  });

  test('of another shop names no checkout', () => {
    const foreign = someCapture({ custom_id: 'cart #7 of a shop', invoice_id: 'Rechnung 7/2026' });
    const [fact] = facts('PAYMENT.CAPTURE.COMPLETED', foreign);
    expect(fact).toMatchObject({ paymentId: 'CAPTURE1', status: 'paid' });
    // It may name an account, as any text does: without a checkout of ours it belongs to nobody.
    expect(fact).not.toHaveProperty('checkoutId');
  });

  test('without an update time uses its creation time', () => {
    expect(facts('PAYMENT.CAPTURE.COMPLETED', someCapture({ update_time: undefined }))).toMatchObject([
      { at: '2026-03-01T09:59:00.000Z' },
    ]);
  });
});

describe('money returned', () => {
  test('is a refund with its own id and amount, never the running total', () => {
    expect(facts('PAYMENT.CAPTURE.REFUNDED', someRefund())).toEqual([
      {
        type: 'refund',
        paymentId: 'CAPTURE1',
        refundId: 'REFUND1',
        cause: 'refund',
        status: 'succeeded',
        money: euros(400),
        at: '2026-03-01T09:59:00.000Z',
      },
    ]);
  });

  test('by PayPal itself is a reversal', () => {
    expect(facts('PAYMENT.CAPTURE.REVERSED', someRefund())).toMatchObject([
      { refundId: 'REFUND1', cause: 'reversal', money: euros(400) },
    ]);
  });

  test.each([
    ['COMPLETED', 'succeeded'],
    ['PENDING', 'pending'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'failed'],
    ['SOMETHING_NEW', 'pending'],
  ])('%s is %s', (status, expected) => {
    expect(facts('PAYMENT.CAPTURE.REFUNDED', someRefund({ status }))).toMatchObject([{ status: expected }]);
  });

  test('for anything but a capture is ignored', () => {
    const links = [{ rel: 'up', href: 'https://api.paypal.com/v1/payments/sale/SALE1' }];
    expect(facts('PAYMENT.CAPTURE.REFUNDED', someRefund({ links }))).toEqual([]);
  });

  test('in an undocumented form is malformed', () => {
    expect(facts('PAYMENT.CAPTURE.REFUNDED', someRefund({ links: [] }))).toBe('malformed');
  });
});

describe('a dispute', () => {
  const disputed = (more: object) => facts('CUSTOMER.DISPUTE.UPDATED', someDispute(more));

  test.each(['CUSTOMER.DISPUTE.CREATED', 'CUSTOMER.DISPUTE.UPDATED', 'CUSTOMER.DISPUTE.RESOLVED'])(
    '%s has its payment and amount',
    (type) => {
      expect(facts(type, someDispute())).toEqual([
        {
          type: 'dispute',
          paymentId: 'CAPTURE1',
          disputeId: 'PP-D-1',
          status: 'open',
          money: euros(600),
          at: '2026-03-01T09:59:00.000Z',
          beganAt: '2026-03-01T09:00:00.000Z',
        },
      ]);
    },
  );

  test.each([
    ['INQUIRY', 'warning'],
    ['CHARGEBACK', 'open'],
    ['PRE_ARBITRATION', 'open'],
    ['ARBITRATION', 'open'],
    ['SOMETHING_NEW', 'open'],
    [undefined, 'open'],
  ])('in the stage %s is %s', (stage, status) => {
    expect(disputed({ dispute_life_cycle_stage: stage })).toMatchObject([{ status }]);
  });

  test.each([
    ['RESOLVED_BUYER_FAVOUR', 'lost'],
    ['RESOLVED_WITH_PAYOUT', 'lost'],
    ['ACCEPTED', 'lost'],
    ['RESOLVED_SELLER_FAVOUR', 'won'],
    ['CANCELED_BY_BUYER', 'won'],
    ['DENIED', 'won'],
  ])('resolved as %s is %s', (code, status) => {
    const resolved = { status: 'RESOLVED', dispute_outcome: { outcome_code: code } };
    expect(disputed(resolved)).toMatchObject([{ status, money: euros(600) }]);
    // An inquiry that never took money can't give any back.
    expect(disputed({ ...resolved, dispute_life_cycle_stage: 'INQUIRY' })).toMatchObject([
      { status: status === 'won' ? 'warning' : status },
    ]);
  });

  test.each([
    [
      'money that went back',
      { outcome_code: 'NONE', amount_refunded: { currency_code: 'EUR', value: '2.00' } },
      'lost',
    ],
    ['no money', { outcome_code: 'NONE', amount_refunded: { currency_code: 'EUR', value: '0.00' } }, 'won'],
    ['no amount', { outcome_code: 'SOMETHING_NEW' }, 'won'],
    ['no outcome', undefined, 'won'],
  ])('resolved without a winner, and with %s', (_, outcome, status) => {
    expect(disputed({ status: 'RESOLVED', dispute_outcome: outcome })).toMatchObject([{ status }]);
  });

  test('that is an inquiry and ends without winner and money stays a warning', () => {
    const more = { status: 'RESOLVED', dispute_life_cycle_stage: 'INQUIRY' };
    expect(disputed({ ...more, dispute_outcome: { outcome_code: 'NONE' } })).toMatchObject([
      { status: 'warning' },
    ]);
  });

  test('that is lost takes the refunded amount; one that is won, the whole contested amount', () => {
    const refunded = { amount_refunded: { currency_code: 'EUR', value: '2.50' } };
    const resolved = (code: string) =>
      disputed({ status: 'RESOLVED', dispute_outcome: { ...refunded, outcome_code: code } });
    expect(resolved('RESOLVED_BUYER_FAVOUR')).toMatchObject([{ money: euros(250) }]);
    expect(resolved('RESOLVED_SELLER_FAVOUR')).toMatchObject([{ money: euros(600) }]);
  });

  const payment = (id: string, value: string, currency = 'EUR') => ({
    seller_transaction_id: id,
    gross_amount: { currency_code: currency, value },
  });

  test('over several payments is divided in proportion to them', () => {
    const transactions = [
      payment('CAPTURE1', '2.00'),
      payment('CAPTURE2', '2.00'),
      payment('CAPTURE3', '3.00'),
    ];
    const movements = [movement('DEBIT', '6.00'), movement('CREDIT', '0.01')];
    expect(disputed({ disputed_transactions: transactions, money_movements: movements })).toMatchObject([
      { paymentId: 'CAPTURE1', money: euros(171), moved: { lost: 171, cameBack: 0 } },
      { paymentId: 'CAPTURE2', money: euros(172), moved: { lost: 172, cameBack: 1 } },
      { paymentId: 'CAPTURE3', money: euros(257), moved: { lost: 257, cameBack: 0 } },
    ]);
  });

  test('over several payments of unknown amounts is divided evenly', () => {
    const transactions = [
      payment('CAPTURE1', '2.00'),
      payment('CAPTURE2', '2.00', 'USD'),
      { seller_transaction_id: 'CAPTURE3' },
      { buyer_transaction_id: 'OTHER' },
    ];
    expect(disputed({ disputed_transactions: transactions })).toMatchObject([
      { paymentId: 'CAPTURE1', money: euros(150) },
      { paymentId: 'CAPTURE2', money: euros(150) },
      { paymentId: 'CAPTURE3', money: euros(150) },
    ]);
  });

  const movement = (type: string, value: string, party = 'SELLER', reason = 'DISPUTE_SETTLEMENT') => ({
    affected_party: party,
    type,
    reason,
    amount: { currency_code: 'EUR', value },
  });

  test.each([
    [
      'what the seller lost and got back',
      [movement('DEBIT', '6.00'), movement('CREDIT', '2.00')],
      [600, 200],
    ],
    ['nothing of the seller where PayPal paid', [movement('DEBIT', '6.00', 'PAYMENT_PROCESSOR')], [0, 0]],
    ['nothing in another currency', [movement('DEBIT', '6.00'), { type: 'DEBIT' }], [600, 0]],
  ])('has moved %s', (_, money_movements, [lost, cameBack]) => {
    expect(disputed({ money_movements })).toMatchObject([{ moved: { lost, cameBack } }]);
  });

  test('with only a fee has moved nothing', () => {
    const [fact] = disputed({ money_movements: [movement('DEBIT', '15.00', 'SELLER', 'DISPUTE_FEE')] });
    expect(fact).not.toHaveProperty('moved');
  });

  test.each([
    ['an amount', { dispute_amount: undefined }, [{ money: euros(1000) }]],
    ['a payment', { disputed_transactions: undefined }, []],
    ['a time', { create_time: undefined, update_time: undefined }, [{ at: '2026-03-01T10:00:00.000Z' }]],
  ])('without %s is no error', (_, more, expected) => {
    expect(disputed(more)).toMatchObject(expected);
  });

  test('without an update time uses its creation time', () => {
    expect(disputed({ update_time: undefined })).toMatchObject([{ at: '2026-03-01T09:00:00.000Z' }]);
  });
});

describe('an approved order', () => {
  test('requests a capture', () => {
    expect(facts('CHECKOUT.ORDER.APPROVED', someOrder())).toEqual([
      {
        type: 'order_approved',
        orderId: 'ORDER1',
        checkoutId: 'chk_1',
        account: 'customer',
        at: '2026-03-01T10:00:00.000Z',
      },
    ]);
  });

  test('is found by its checkout alone', () => {
    const [fact] = facts('CHECKOUT.ORDER.APPROVED', someOrder({ custom_id: undefined }));
    expect(fact).toMatchObject({ orderId: 'ORDER1', checkoutId: 'chk_1' });
    expect(fact).not.toHaveProperty('account');
  });

  test.each([{ invoice_id: undefined }, { custom_id: 'über uns', invoice_id: '#7' }])(
    'of another shop (%o) is ignored',
    (unit) => {
      expect(facts('CHECKOUT.ORDER.APPROVED', someOrder(unit))).toEqual([]);
    },
  );

  test('without a purchase unit is ignored', () => {
    expect(facts('CHECKOUT.ORDER.APPROVED', { id: 'ORDER1' })).toEqual([]);
  });
});

test.each(['CHECKOUT.ORDER.COMPLETED', 'PAYMENT.SALE.COMPLETED', 'PAYMENT.REFUND.PENDING', 'SOMETHING.NEW'])(
  '%s is ignored, so that no payment counts twice',
  (type) => {
    expect(facts(type, someCapture())).toEqual([]);
  },
);

test.each<[string, unknown]>([
  ['PAYMENT.CAPTURE.COMPLETED', someCapture({ amount: { currency_code: 'EUR', value: 'ten' } })],
  ['PAYMENT.CAPTURE.COMPLETED', someCapture({ amount: { total: '10.00', currency: 'EUR' } })],
  ['PAYMENT.CAPTURE.COMPLETED', someCapture({ id: undefined })],
  ['PAYMENT.CAPTURE.COMPLETED', null],
  ['CUSTOMER.DISPUTE.CREATED', someDispute({ dispute_id: undefined })],
  ['CHECKOUT.ORDER.APPROVED', { purchase_units: [] }],
])('%s about %j is malformed', (type, resource) => {
  expect(facts(type, resource)).toBe('malformed');
});
