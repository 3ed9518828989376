import { describe, expect, test } from 'vitest';
import { eventOf } from '../../shared/events/draft.ts';
import { recordEvents } from '../../shared/events/record-events.ts';
import { eventSchema } from '../../shared/events/types.ts';
import type { Streamed } from '../../shared/table/keys.ts';
import { CorruptItemError } from '../../shared/table/table.ts';
import { decisionBy, someRequest } from '../support/credit-requests.ts';

const ref = { agency: 'acme', account: 'alice' };
const at = '2026-03-01T00:00:00.000Z';
const later = '2026-03-02T00:00:00.000Z';
const entry = { number: 3, at };
const price = { amount: 1000, currency: 'EUR' };
const base = { ...ref, version: 1 };

const subject = {
  productId: 'brush',
  variantId: 'basic',
  productName: 'Brush',
  variantName: 'Basic',
  price: { base: 40, price: 30 },
};

const receipt = {
  ...base,
  provider: 'stripe',
  paymentId: 'pi_1',
  checkoutId: 'chk_1',
  payment: { status: 'paid', money: price, at },
  refunds: {},
  disputes: {},
  applied: 0,
  givenUp: 0,
  lots: [],
  taken: [],
};
const credited = { ...receipt, applied: 110, lots: [1, 2], creditedAt: at };
const purchase = { ...base, id: 'pur_1', ...subject, at, inputHash: 'hash', entry };
const refunded = { ...purchase, refund: { at: later, entry } };
const order = { ...base, id: 'ord_1', serviceId: 'logo', name: 'Logo', credits: 50, note: 'In blue', at };
const hold = {
  ...base,
  id: 'hold_1',
  madeBy: 'customer',
  amount: 30,
  reference: 'job-1',
  createdAt: at,
  endsAt: later,
  inputHash: 'hash',
  captures: [],
};
const captured = {
  ...hold,
  captures: [{ id: 'cap_1', inputHash: 'hash', amount: 10, isFinal: false, left: 20, entry }],
};
const released = { ...captured, closed: { as: 'released', at: later, returned: 20 } };
const approval = {
  ...base,
  id: 'apr_1',
  spender: 'spd_1',
  kind: 'purchase',
  amount: 30,
  label: 'Brush, Basic',
  createdAt: at,
  endsAt: later,
  wish: { kind: 'purchase', quoteId: 'quo_1' },
};
const { wish: _wish, ...undecided } = approval;
const asked = {
  approvalId: 'apr_1',
  spenderId: 'spd_1',
  kind: 'purchase',
  credits: 30,
  label: 'Brush, Basic',
};
const spender = {
  ...base,
  id: 'spd_1',
  name: 'Agent',
  kind: 'agent',
  limits: { perDay: 100, perMonth: 100 },
  createdAt: at,
  day: { from: at, until: later, spent: 0 },
  month: { from: at, until: '2026-04-01T00:00:00.000Z', spent: 0 },
};
const spenderKey = {
  ...base,
  id: 'key_1',
  spender: 'spd_1',
  name: 'Build server',
  hash: 'hash',
  createdAt: at,
  createdBy: 'alice',
};
const usedKey = { ...spenderKey, lastUsedOn: '2026-03-02' };
const revokedKey = { ...usedKey, name: 'erased', revokedAt: later, ttl: 1 };
const refusedUsage = {
  ...base,
  id: 'rfu_1',
  at,
  events: [{ id: 'call-1', meter: 'calls', quantity: 3, time: at, reason: 'credit_limit' }],
};
const invoice = {
  ...base,
  id: 'inv_1',
  number: '2026-17',
  description: 'Hosting',
  amount: { credits: 20 },
  creditsAccepted: true,
  issuedAt: at,
  status: 'open',
};
const paid = { ...invoice, status: 'paid', payment: { credits: 20, at, entry, inputHash: 'hash' } };
const found = (account: string) => ({ code: 'ledger_differs', account, at });
const report = {
  agency: 'acme',
  id: 'report_1',
  version: 1,
  provider: 'ledger',
  pass: 'nightly',
  status: 'running',
  from: at,
  to: at,
  startedAt: at,
  seen: 1,
  healed: 0,
  mismatches: [],
  mismatchCount: 0,
};
const flagged = { ...report, mismatches: [found('alice')], mismatchCount: 1 };
const flaggedAgain = { ...report, mismatches: [found('alice'), found('bob')], mismatchCount: 2 };
const endpoint = {
  agency: 'acme',
  id: 'end_1',
  version: 1,
  url: 'https://example.com/events',
  status: 'active',
  createdAt: at,
};
const failing = { ...endpoint, failingSince: at };
const request = { ...someRequest(ref, {}, Date.parse(at)), version: 1 };
const advanced = { ...request, decisions: [decisionBy('rita', 0, { at: later })] };
const ended = { ...advanced, decidedAt: later };

const tell = (kind: Exclude<Streamed, 'account'>, before: object | undefined, after: object) =>
  recordEvents(kind, { before: before && { ...before }, after: { ...after }, at });

describe('the events of a change', () => {
  test.each<[string, Exclude<Streamed, 'account'>, object | undefined, object, object[]]>([
    ['a payment that is not credited yet', 'receipt', undefined, receipt, []],
    [
      'a payment that is credited',
      'receipt',
      receipt,
      credited,
      [{ type: 'checkout.completed', data: { checkoutId: 'chk_1', credits: 110, price } }],
    ],
    ['a payment that is credited at once', 'receipt', undefined, credited, [{ type: 'checkout.completed' }]],
    ['a refund of what was credited', 'receipt', credited, { ...credited, applied: 0 }, []],
    [
      'a purchase',
      'purchase',
      undefined,
      purchase,
      [{ type: 'purchase.completed', data: { purchaseId: 'pur_1', credits: 30, productName: 'Brush' } }],
    ],
    [
      'a purchase given back',
      'purchase',
      purchase,
      refunded,
      [{ type: 'purchase.refunded', time: later, data: { purchaseId: 'pur_1', credits: 30 } }],
    ],
    ['a purchase that was given back', 'purchase', refunded, { ...refunded, version: 3 }, []],
    [
      'a hold',
      'hold',
      undefined,
      hold,
      [
        {
          type: 'hold.created',
          time: at,
          data: { holdId: 'hold_1', reference: 'job-1', credits: 30, endsAt: later },
        },
      ],
    ],
    [
      'a capture in part',
      'hold',
      hold,
      captured,
      [{ type: 'hold.captured', data: { holdId: 'hold_1', credits: 10, held: 20, final: false } }],
    ],
    [
      'a released hold',
      'hold',
      captured,
      released,
      [{ type: 'hold.released', time: later, data: { holdId: 'hold_1', credits: 20 } }],
    ],
    [
      'a spender who used 80 % of a limit',
      'spender',
      spender,
      { ...spender, day: { ...spender.day, spent: 80, warned: true } },
      [{ type: 'spender.warned' }],
    ],
    [
      'a spender who used all of two limits at once',
      'spender',
      spender,
      {
        ...spender,
        day: { ...spender.day, spent: 100, warned: true, reached: true },
        month: { ...spender.month, spent: 100, warned: true, reached: true },
      },
      [
        { type: 'spender.warned', data: { limits: [{ limit: 'per_day' }, { limit: 'per_month' }] } },
        { type: 'spender.exhausted' },
      ],
    ],
    [
      'a spender who was warned before',
      'spender',
      { ...spender, day: { ...spender.day, warned: true } },
      { ...spender, day: { ...spender.day, spent: 90, warned: true } },
      [],
    ],
    [
      'a spender who is warned on the next day as well',
      'spender',
      { ...spender, day: { ...spender.day, warned: true } },
      { ...spender, day: { from: later, until: '2026-03-03T00:00:00.000Z', spent: 90, warned: true } },
      [{ type: 'spender.warned' }],
    ],
    [
      'a key of a spender',
      'spender_key',
      undefined,
      spenderKey,
      [
        {
          type: 'spender.key_created',
          agency: 'acme',
          account: 'alice',
          time: at,
          data: { keyId: 'key_1', spenderId: 'spd_1' },
        },
      ],
    ],
    [
      'a key of a spender that expires',
      'spender_key',
      undefined,
      { ...spenderKey, expiresAt: later },
      [
        {
          type: 'spender.key_created',
          data: { keyId: 'key_1', spenderId: 'spd_1', expiresAt: later },
        },
      ],
    ],
    ['the use of a key', 'spender_key', spenderKey, usedKey, []],
    [
      'a revoked key',
      'spender_key',
      usedKey,
      revokedKey,
      [{ type: 'spender.key_revoked', time: later, data: { keyId: 'key_1', spenderId: 'spd_1' } }],
    ],
    ['a revoked key that is written again', 'spender_key', revokedKey, revokedKey, []],
    [
      'usage that was refused',
      'refused_usage',
      undefined,
      refusedUsage,
      [{ type: 'usage.refused', data: { refused: [{ usageId: 'call-1', reason: 'credit_limit' }] } }],
    ],
    ['refused usage whose texts are erased', 'refused_usage', refusedUsage, refusedUsage, []],
    ['a hold whose texts are erased', 'hold', released, { ...released, reference: 'erased' }, []],
    [
      'an order',
      'order',
      undefined,
      order,
      [{ type: 'order.created', data: { credits: 50, note: 'In blue' } }],
    ],
    ['an order that is changed', 'order', order, { ...order, version: 2 }, []],
    [
      'an order with a new status',
      'order',
      order,
      { ...order, status: 'in_progress' },
      [{ type: 'order.updated', data: { orderId: 'ord_1', status: 'in_progress' } }],
    ],
    [
      'an order that is refunded',
      'order',
      { ...order, status: 'done' },
      { ...order, status: 'refunded', refund: { at: later, entry } },
      [{ type: 'order.refunded', time: later, data: { orderId: 'ord_1', credits: 50 } }],
    ],
    ['an invoice', 'invoice', undefined, invoice, []],
    [
      'an invoice that is paid',
      'invoice',
      invoice,
      paid,
      [{ type: 'invoice.paid', data: { invoiceNumber: '2026-17', credits: 20 } }],
    ],
    ['an invoice that is withdrawn', 'invoice', invoice, { ...invoice, status: 'void' }, []],
    ['a report', 'reconciliation', undefined, report, []],
    [
      'a report with its first mismatch',
      'reconciliation',
      report,
      flagged,
      [{ type: 'reconciliation.mismatch', data: { mismatchCount: 1, mismatches: [found('alice')] } }],
    ],
    [
      'a report with another mismatch',
      'reconciliation',
      flagged,
      flaggedAgain,
      [{ type: 'reconciliation.mismatch', data: { mismatchCount: 2, mismatches: [found('bob')] } }],
    ],
    ['a report that comes to its end', 'reconciliation', flagged, { ...flagged, status: 'complete' }, []],
    ['an endpoint', 'endpoint', undefined, endpoint, []],
    ['an endpoint that fails', 'endpoint', endpoint, failing, []],
    [
      'an endpoint that failed for too long',
      'endpoint',
      failing,
      { ...failing, status: 'disabled' },
      [{ type: 'endpoint.disabled', data: { endpointId: 'end_1', failingSince: at } }],
    ],
    ['an endpoint disabled by hand', 'endpoint', failing, { ...endpoint, status: 'disabled' }, []],
    [
      'a request',
      'request',
      undefined,
      request,
      [
        {
          type: 'request.created',
          time: at,
          data: { requestId: request.id, credits: 100, method: 'bank_transfer' },
        },
      ],
    ],
    [
      'a request that nobody decides',
      'request',
      request,
      { ...request, remindedAt: later },
      [{ type: 'request.reminded', time: later, data: { nextStep: 'review' } }],
    ],
    [
      'the first step of a request',
      'request',
      request,
      advanced,
      [{ type: 'request.advanced', time: later, data: { step: 'review', nextStep: 'finance' } }],
    ],
    [
      'the last step of a request',
      'request',
      advanced,
      { ...ended, decisions: [...advanced.decisions, decisionBy('fred', 1)], status: 'accepted' },
      [{ type: 'request.accepted', time: later }],
    ],
    [
      'a request that is rejected',
      'request',
      advanced,
      { ...ended, status: 'rejected', reason: 'expired' },
      [{ type: 'request.rejected', data: { reason: 'expired' } }],
    ],
    [
      'a request that is withdrawn',
      'request',
      request,
      { ...request, status: 'cancelled', decidedAt: later },
      [{ type: 'request.cancelled' }],
    ],
    [
      'what a spender asks for beyond its budget',
      'approval',
      undefined,
      approval,
      [{ type: 'approval.requested', time: at, data: { ...asked, endsAt: later } }],
    ],
    [
      'what expired and is asked for again',
      'approval',
      approval,
      { ...approval, createdAt: later },
      [{ type: 'approval.requested', time: later }],
    ],
    [
      'an approval',
      'approval',
      approval,
      { ...undecided, decided: { as: 'approved', at: later, entry } },
      [{ type: 'approval.decided', time: later, data: { ...asked, decision: 'approved' } }],
    ],
    [
      'a decline',
      'approval',
      approval,
      { ...undecided, decided: { as: 'declined', at: later } },
      [{ type: 'approval.decided', time: later, data: { ...asked, decision: 'declined' } }],
    ],
    ['an approval that an erasure empties', 'approval', approval, undecided, []],
    ['a proof for a request', 'request', request, { ...request, proofs: 1 }, []],
  ])('%s', (_, kind, before, after, events) => {
    const drafts = tell(kind, before, after);
    expect(drafts).toMatchObject(events);
    expect(drafts).toHaveLength(events.length);
    for (const draft of drafts) {
      const event = eventOf(draft, ['key']);
      expect(eventSchema(draft.type).parse(event)).toEqual(event);
    }
  });
});

test('a record that does not match its schema is an error, not an event', () => {
  expect(() => tell('order', undefined, { ...order, credits: 'many' })).toThrow(CorruptItemError);
});
