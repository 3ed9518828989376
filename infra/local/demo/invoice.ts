import { check } from './check.ts';
import { checkBalance, type Step } from './scene.ts';

/** Minor units: at ten a credit it comes to a part of one, which is rounded up. */
const AMOUNT = 995;

export const payInvoice: Step = async (scene) => {
  const { account, admin, store, movements } = scene;
  const { id } = await admin.createInvoice(account, {
    number: 'INV-7',
    description: 'Printing and postage',
    amount: { money: { amount: AMOUNT, currency: 'EUR' } },
    creditsAccepted: true,
  });
  const { credits, rate } = await store.invoice(id);
  check(
    credits !== null && rate !== undefined && credits === Math.ceil((AMOUNT * rate.credits) / rate.amount),
    `The invoice costs ${credits} credits at the rate ${JSON.stringify(rate)}`,
  );
  const paid = await store.pay(id, credits ?? 0);
  movements.push({ kind: 'invoice', amount: -paid.credits });
  const balance = await checkBalance(scene);
  const again = await store.pay(id, paid.credits);
  check(again.entry === paid.entry, `The second payment made entry ${again.entry}`);
  const { code } = await store.payInVain(id, paid.credits + 1);
  check(code === 'invoice_already_paid', `Another amount was refused with ${code}`);
  return `Paid an invoice of ${(AMOUNT / 100).toFixed(2)} EUR with ${paid.credits} credits: balance ${balance}. Paying it again was answered with entry ${again.entry} again, and another amount was refused (${code}): balance ${await checkBalance(scene)}.`;
};
