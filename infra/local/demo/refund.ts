import { check } from './check.ts';
import { checkBalance, type Step } from './scene.ts';

/** Of two purchases, what was not downloaded can be given back. */
export const giveBack: Step = async (scene) => {
  const { store, movements, bought } = scene;
  const { id, productName, credits } = await store.buy('palette');
  movements.push({ kind: 'purchase', amount: -credits });
  const without = await checkBalance(scene);
  const { status } = await store.giveBack(id);
  check(status === 'refunded', `The purchase that was given back is ${status}`);
  movements.push({ kind: 'purchase_refund', amount: credits });
  const balance = await checkBalance(scene);
  const { code } = await store.giveBackInVain(bought.purchaseId);
  check(code === 'refund_after_download', `What was downloaded was not taken back because of ${code}`);
  return `Bought ${productName} for ${credits}: ${without}. Gave it back: ${balance}. What was downloaded is not taken back (${code}): ${await checkBalance(scene)}.`;
};
