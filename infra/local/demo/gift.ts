import { check } from './check.ts';
import { checkBalance, type Step } from './scene.ts';

const GIVEN = 15;
const NOTE = 'Happy birthday';

/** Two gifts: the friend redeems one, the other is taken back. */
export const giveAsGift: Step = async (scene) => {
  const { store, friend, movements } = scene;
  const first = await store.give(GIVEN, NOTE);
  const second = await store.give(GIVEN);
  movements.push({ kind: 'gift', amount: -GIVEN }, { kind: 'gift', amount: -GIVEN });
  const given = await checkBalance(scene);
  const { code = '' } = first;
  const redeemed = await friend.store.redeem(code);
  const { balance } = await friend.api.account();
  check(
    redeemed.credits === GIVEN && balance === GIVEN,
    `The friend redeemed ${redeemed.credits} credits and has ${balance}`,
  );
  const { code: again } = await friend.store.redeemInVain(code);
  check(again === 'code_already_used', `The second redemption was refused with ${again}`);
  const { code: late } = await store.takeBackInVain(first.id);
  check(late === 'gift_not_open', `Taking back a redeemed gift was refused with ${late}`);
  const { status } = await store.takeBack(second.id);
  check(status === 'taken_back', `The second gift is ${status}`);
  movements.push({ kind: 'gift', amount: GIVEN });
  const { code: gone } = await friend.store.redeemInVain(second.code ?? '');
  return `Gave ${GIVEN} credits twice, as codes: balance ${given}. A friend redeemed ${code} and has ${balance}; a second time, and taking it back, were refused (${again}, ${late}). The other code was taken back and is no good any more (${gone}): balance ${await checkBalance(scene)}.`;
};
