import { check } from './check.ts';
import { checkBalance, type Step } from './scene.ts';

/** Of two purchases, what was not downloaded can be given back. */
export const giveBack: Step = async (scene) => {
  const { store, movements, bought } = scene;
  const { id, productName, credits } = await store.buy('palette');
  movements.push({ kind: 'purchase', amount: -credits });
  const without = await checkBalance(scene);
  const { status } = await store.giveBack(id);
  check(status === 'refunded', `The refunded purchase is ${status}`);
  movements.push({ kind: 'purchase_refund', amount: credits });
  const balance = await checkBalance(scene);
  const { code } = await store.giveBackInVain(bought.purchaseId);
  check(code === 'refund_after_download', `The refund of a downloaded product was refused with ${code}`);
  return `Bought ${productName} for ${credits}: balance ${without}. Refunded it: balance ${balance}. A downloaded product cannot be refunded (${code}): balance ${await checkBalance(scene)}.`;
};
