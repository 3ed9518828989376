import { check } from './check.ts';
import { checkBalance, type Step } from './scene.ts';

const CREDITS = 200;

/** As somebody types what they read from paper. */
const typed = (code: string): string => ` ${code.replaceAll('-', ' ').toLowerCase()} `;

export const redeem: Step = async (scene) => {
  const { admin, store, movements } = scene;
  const [, line = ''] = (await admin.createPromoCode('Spring sale', CREDITS)).split('\r\n');
  const [code = ''] = line.split(',');
  const { name, credits } = await store.redeem(typed(code));
  check(
    credits === CREDITS && name === 'Spring sale',
    `The code for ${CREDITS} credits added ${credits}, named ${name}`,
  );
  movements.push({ kind: 'redemption', amount: credits });
  const balance = await checkBalance(scene);
  const { code: why } = await store.redeemInVain(code);
  check(why === 'code_already_used', `The second redemption was refused with ${why}`);
  return `Redeemed the promo code ${code}, typed as "${typed(code).trim()}", for ${credits} credits: balance ${balance}. A second time was refused (${why}): balance ${await checkBalance(scene)}.`;
};
