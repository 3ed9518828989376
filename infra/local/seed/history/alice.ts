import { instant } from '../../../../shared/kernel/clock.ts';
import type { Codes } from './codes.ts';
import { customerIn, type Customer } from './customer.ts';
import { dayBefore, type Scene } from './scene.ts';
import type { Staff } from './staff.ts';

type Agency = { admin: Staff; reviewer: Staff; finance: Staff };
type At = (days: number, time: string) => number;

const WEEK_S = 7 * 86_400;

/** First weeks: the welcome, the first products, one of which goes back, and an hour of consulting. */
const firstWeeks = async (alice: Customer, at: At, { admin }: Agency, codes: Codes): Promise<void> => {
  await alice.buyCredits(at(57, '09:12'), { provider: 'stripe', packageId: 'starter' });
  await alice.redeem(at(56, '18:40'), codes.welcome);
  await alice.purchase(at(55, '19:02'), 'watercolor');
  await alice.download(at(55, '19:05'), 'watercolor');
  await alice.purchase(at(53, '20:31'), 'grid');
  await alice.download(at(53, '20:32'), 'grid');
  const hour = await alice.order(at(50, '10:15'), 'consulting-hour', 90, 'Edges of my washes look cut out.');
  await admin.orderStatus(at(49, '09:00'), alice.account, hour, 'in_progress');
  await admin.orderStatus(at(48, '15:30'), alice.account, hour, 'done');
  await alice.buyCredits(at(48, '16:05'), { provider: 'paypal', packageId: 'studio' });
  await alice.purchase(at(46, '08:55'), 'brushes', 'standard');
  await alice.download(at(46, '08:57'), 'brushes');
  await alice.spend(at(44, '13:20'), { amount: 20, reference: 'render-1041', note: 'Render farm, 4 hours' });
  const { id: stone } = await alice.purchase(at(41, '21:10'), 'stone', 'standard');
  await alice.giveBack(at(40, '08:03'), stone);
  const invoice = await admin.invoice(at(39, '11:00'), alice.account, {
    number: 'NL-2026-0187',
    description: 'Storage of your scenes, September',
    amount: { credits: 120 },
    creditsAccepted: true,
    dueAt: instant(at(25, '22:59')),
  });
  await alice.payInvoice(at(38, '17:45'), invoice, 120);
};

/** A bank transfer that two people approve, a logo, and the autumn sale. */
const middle = async (alice: Customer, at: At, agency: Agency, codes: Codes): Promise<void> => {
  const { admin, reviewer, finance } = agency;
  const transfer = await alice.ask(at(36, '10:00'), { method: 'bank_transfer', credits: 1000 });
  await alice.prove(at(36, '10:20'), transfer, { note: 'Sent today from DE44 5001 0517.' });
  await reviewer.decide(at(35, '09:10'), transfer, 'review', true);
  await finance.decide(at(35, '14:25'), transfer, 'finance', true, 'Arrived today');
  const logo = await alice.order(at(33, '12:00'), 'logo', 400, 'A compass rose, nothing else.');
  await admin.orderStatus(at(32, '08:20'), alice.account, logo, 'in_progress');
  await admin.orderStatus(at(20, '17:00'), alice.account, logo, 'done');
  await alice.purchase(at(30, '19:44'), 'ink');
  await alice.download(at(30, '19:46'), 'ink');
  const render = await alice.spend(at(29, '23:05'), {
    amount: 45,
    reference: 'render-1077',
    note: 'Render farm, 9 hours',
  });
  await admin.giveBackSpend(at(28, '08:15'), alice.account, render, {
    amount: 15,
    reason: 'Three hours were lost to a node of ours',
  });
  await alice.buyCredits(at(27, '12:30'), { provider: 'paypal', credits: 250 });
  await alice.purchase(at(25, '20:15'), 'coastal-rocks', 'personal');
  await alice.download(at(25, '20:18'), 'coastal-rocks', 'personal');
  const brushSet = await alice.order(at(24, '09:00'), 'brush-set', 160);
  await admin.giveBackOrder(at(22, '10:40'), alice.account, brushSet);
  await alice.redeem(at(20, '07:50'), codes.autumn);
};

/** Lately: credits that expired, a rejected request, and an hour under way. */
const lately = async (alice: Customer, at: At, agency: Agency): Promise<void> => {
  const { admin, reviewer } = agency;
  const crypto = await alice.ask(at(16, '22:10'), { method: 'crypto', credits: 300 });
  await reviewer.decide(at(14, '09:05'), crypto, 'review', false, 'We found no transaction of this amount.');
  await alice.buyCredits(at(11, '09:48'), { provider: 'stripe', packageId: 'studio' });
  const hour = await alice.order(at(9, '14:00'), 'consulting-hour', 90, 'Lighting of a cliff at dusk.');
  await admin.orderStatus(at(8, '09:30'), alice.account, hour, 'in_progress');
  await alice.spend(at(7, '22:41'), { amount: 30, reference: 'render-1120', note: 'Render farm, 6 hours' });
  await alice.purchase(at(5, '18:22'), 'palette');
  await admin.adjust(at(3, '16:00'), alice.account, {
    type: 'in',
    class: 'promo',
    amount: 20,
    reason: 'Sorry that the store was slow on Tuesday',
  });
  await alice.order(at(2, '11:15'), 'brush-set', 130, 'Ten brushes after my charcoal sketches.');
};

/**
 * A picture that cost less than agreed, one that is paid when it is done, credits held for a render and for textures; and, so
 * that none of these draws them, promo credits that expire soon.
 */
const held = async (alice: Customer, at: At, { admin }: Agency, codes: Codes): Promise<void> => {
  const cover = await alice.order(at(1, '08:10'), 'illustration', 60, 'A cover: fog over a harbour.');
  await admin.orderStatus(at(1, '08:40'), alice.account, cover, 'in_progress');
  await admin.orderStatus(at(1, '17:30'), alice.account, cover, 'done', 45);
  await alice.order(at(1, '18:05'), 'illustration', 60, 'A map of the island, as if drawn by a sailor.');
  const render = await admin.hold(at(1, '18:20'), alice.account, {
    amount: 60,
    reference: 'render-1131',
    note: 'Render farm, up to 12 hours',
    seconds: WEEK_S,
  });
  await admin.capture(at(1, '19:45'), alice.account, render, 25);
  await alice.hold(at(1, '20:00'), {
    amount: 15,
    reference: 'upscale-31',
    note: 'Upscaling of 30 textures',
    seconds: WEEK_S,
  });
  await alice.redeem(at(1, '21:15'), codes.challenge[0] ?? '');
};

/** Invoices in every state that a customer can meet, and a bank transfer that waits. */
const open = async (alice: Customer, at: At, { admin }: Agency): Promise<void> => {
  const draft = await admin.invoice(at(12, '10:00'), alice.account, {
    number: 'NL-2026-0209',
    description: 'Storage of your scenes, October (wrong month)',
    amount: { credits: 120 },
    creditsAccepted: true,
  });
  await admin.voidInvoice(at(12, '10:30'), alice.account, draft);
  await admin.invoice(at(6, '10:00'), alice.account, {
    number: 'NL-2026-0213',
    description: 'Storage of your scenes, October',
    amount: { credits: 120 },
    creditsAccepted: true,
    dueAt: instant(at(-8, '22:59')),
  });
  await admin.invoice(at(5, '10:00'), alice.account, {
    number: 'NL-2026-0217',
    description: 'Prints of your logo, 200 cards',
    amount: { money: { amount: 5800, currency: 'EUR' } },
    creditsAccepted: true,
    dueAt: instant(at(-9, '22:59')),
  });
  await admin.invoice(at(4, '10:00'), alice.account, {
    number: 'NL-2026-0218',
    description: 'Environment for a short film, first half',
    amount: { credits: 6000 },
    creditsAccepted: true,
    dueAt: instant(at(-26, '22:59')),
  });
  await admin.invoice(at(2, '10:00'), alice.account, {
    number: 'NL-2026-0221',
    description: 'Workshop at your studio, travel included. Please transfer the amount.',
    amount: { money: { amount: 125_000, currency: 'EUR' } },
    creditsAccepted: false,
    dueAt: instant(at(-12, '22:59')),
  });
};

/** Eight weeks of a customer who uses everything. */
export const tellAlice = async (scene: Scene, agency: Agency, codes: Codes): Promise<void> => {
  const at: At = (days, time) => dayBefore(scene, days, time);
  const alice = customerIn(scene, 'demo', 'alice');
  await agency.admin.profile(at(56, '10:00'), 'alice', {
    name: 'Alice Hartmann',
    email: 'alice@example.com',
    externalId: 'C-1001',
    note: 'Paints backgrounds for games. Prefers e-mail to telephone.',
  });
  await firstWeeks(alice, at, agency, codes);
  await middle(alice, at, agency, codes);
  await lately(alice, at, agency);
  await held(alice, at, agency, codes);
  await open(alice, at, agency);
};
