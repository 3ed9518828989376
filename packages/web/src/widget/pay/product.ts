import { createPurchase, createQuote, getProduct, type Quote } from '@scrip/client';
import type { Connection, Fault } from '../core/connection.ts';
import type { Thing } from './thing.ts';

/** A variant of a product. Its price is locked by a quote before it is agreed to. */
export const productThing = async (
  { client, faultOf }: Connection,
  productId: string,
  variantId: string | undefined,
): Promise<Thing | Fault> => {
  const answer = await client.call(getProduct, { params: { productId } });
  if (!answer.ok) return faultOf(answer.failure);
  const { name, description, category, variants } = answer.value;
  const variant =
    variantId === undefined && variants.length === 1
      ? variants[0]
      : variants.find(({ id }) => id === variantId);
  if (!variant) return { kind: 'failed', code: 'variant_required' };
  let quote: Quote | undefined;

  const ask: Thing['ask'] = async () => {
    const quoted = await client.call(createQuote, { body: { productId, variantId: variant.id } });
    if (!quoted.ok) return { fault: faultOf(quoted.failure) };
    quote = quoted.value;
    const { price, restricted, createdAt, expiresAt } = quote;
    // By the device's clock, which may be wrong.
    const until = new Date(Date.now() + Date.parse(expiresAt) - Date.parse(createdAt)).toISOString();
    return { done: { ...price, restricted, until } };
  };
  return {
    what: 'product',
    name: variants.length > 1 ? `${name}, ${variant.name}` : name,
    description,
    purpose: { products: [productId], ...(category !== undefined && { categories: [category] }) },
    price: { ...variant.price, restricted: variant.restricted },
    isDone: variant.owned,
    reasons: variant.buy.reasons,
    ask,
    pay: async (price) => {
      if (!quote) return await again(ask, price.price);
      const bought = await client.call(createPurchase, { body: { quoteId: quote.id } });
      if (bought.ok) {
        const { id: purchaseId, credits } = bought.value;
        return { done: { what: 'product', purchaseId, productId, variantId: variant.id, credits } };
      }
      const { failure } = bought;
      if (failure.code === 'quote_expired') return await again(ask, price.price);
      if (failure.code === 'insufficient_credits') return { short: failure.shortfall };
      return { fault: faultOf(failure) };
    },
  };
};

/** A lapsed price is asked for anew, and agreed to anew even where it is the same. */
const again = async (ask: Thing['ask'], base: number): ReturnType<Thing['pay']> => {
  const asked = await ask({ base, price: base });
  return 'done' in asked ? { price: asked.done } : asked;
};
