import { check } from './check.ts';
import { approveAt } from './sandbox-client.ts';
import { balanceOf, checkBalance, reachBalance, type Step } from './scene.ts';

export const buyWithPaypal: Step = async (scene) => {
  const { api, movements } = scene;
  const { id, url, credits } = await api.beginCheckout('starter', 'paypal');
  await approveAt(url, 'approve');
  const { status } = await api.completeCheckout(id);
  check(status === 'paid', `The checkout is ${status} when the customer returns from PayPal`);
  movements.push({ kind: 'checkout', amount: credits });
  scene.paid = { page: url, credits };
  return `Bought Starter with PayPal. The credits were there when the customer returned: balance ${await checkBalance(scene)}.`;
};

/** Of the credits that PayPal's payment brought, half are spent, together with all that were there before. */
export const refundHalfSpent: Step = async (scene) => {
  const { api, sandbox, movements, paid } = scene;
  const amount = balanceOf(scene) - paid.credits / 2;
  await api.spend({ amount, reference: 'order-1044' }, 'the-key-of-order-1044');
  movements.push({ kind: 'spend', amount: -amount });
  await sandbox.paypal(paid.page, 'refund');
  movements.push({ kind: 'payment_reversed', amount: -paid.credits });
  const balance = await reachBalance(scene);
  const { code } = await api.spendTooMuch({ amount: 1, reference: 'order-1045' });
  check(code === 'account_in_debt', `Spending in debt was refused with ${code}`);
  return `Spent ${amount}, then the agency refunded that payment, although half of its credits were spent: balance ${balance}. Spending is refused (${code}).`;
};
