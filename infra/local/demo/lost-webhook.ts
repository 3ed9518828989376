import { check } from './check.ts';
import { payAt } from './sandbox-client.ts';
import { checkBalance, type Step } from './scene.ts';

/** Nobody can make the schedule of a running stack come early, so that here it is the customer who heals. */
export const loseWebhook: Step = async (scene) => {
  const { api, sandbox, movements } = scene;
  const { id, url, credits } = await api.beginCheckout('starter');
  await sandbox.control('', { types: ['checkout.session.completed'], drop: 1 });
  await payAt(url, 'paid');
  await sandbox.control('', { types: null });
  const before = await checkBalance(scene);
  const { status } = await api.completeCheckout(id);
  check(status === 'paid', `The checkout is ${status} when the customer returns`);
  movements.push({ kind: 'checkout', amount: credits });
  scene.paid = { page: url, credits };
  return `Bought Starter, and its webhook was lost: balance ${before}. When the customer returned, Scrip asked the provider and credited the payment, which cleared the debt: balance ${await checkBalance(scene)}. (Otherwise the reconciler finds the payment within 15 minutes.)`;
};
