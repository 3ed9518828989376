import { check } from './check.ts';
import { checkBalance, type Scene, type Step } from './scene.ts';

const PRODUCT = 'brushes';
const VARIANT = 'standard';
const PRICE_INCREASE = 10;

const shownPrice = async ({ store }: Scene): Promise<number | undefined> =>
  (await store.product(PRODUCT)).variants.find(({ id }) => id === VARIANT)?.price.price;

/** The price is brought back at the end, so that the catalogue is as it was before the story. */
export const buyAtLockedPrice: Step = async (scene) => {
  const { admin, store, movements } = scene;
  const quote = await store.quote(PRODUCT, VARIANT);
  const { price } = quote.price;
  await admin.changePrices(PRODUCT, (before) => before + PRICE_INCREASE);
  try {
    const { id, credits, productName } = await store.purchase(quote.id);
    check(credits === price, `The quote was ${price}, but the purchase cost ${credits}`);
    movements.push({ kind: 'purchase', amount: -credits });
    scene.bought = { productId: PRODUCT, purchaseId: id };
    const shown = await shownPrice(scene);
    check(
      shown === price + PRICE_INCREASE,
      `The catalog shows ${shown} instead of ${price + PRICE_INCREASE}`,
    );
    return `A quote locked the price of ${productName} at ${price}. The agency raised the price to ${shown}, and the customer still bought it for ${credits}: balance ${await checkBalance(scene)}.`;
  } finally {
    await admin.changePrices(PRODUCT, (raised) => raised - PRICE_INCREASE);
  }
};
