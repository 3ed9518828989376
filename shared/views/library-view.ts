import type * as z from 'zod';
import { availabilityOf } from '../http/availability-view.ts';
import type { OwnedProduct } from '../store/library.ts';
import { purchasesBehind } from '../store/ownership.ts';
import type { libraryItemView } from '../http/routes/store/library.ts';

/** What an account owns of a product, beside what the catalogue says of it now, if it still does. */
export const viewOf = ({
  ownership: { productId, variants },
  product,
  unpaid,
}: OwnedProduct): z.input<typeof libraryItemView> => ({
  productId,
  name: product?.name,
  variants: Object.entries(variants).map(([id, variant]) => {
    const { downloaded, also: _, ...owned } = variant;
    const listed = product?.variants.find((one) => one.id === id);
    const version = listed?.release?.version;
    return {
      id,
      name: listed?.name,
      ...owned,
      version,
      downloaded,
      updateAvailable: downloaded !== undefined && version !== undefined && version !== downloaded.version,
      download: availabilityOf([
        ...(version === undefined ? ['download_not_available' as const] : []),
        ...(purchasesBehind(variant).every((purchase) => unpaid.has(purchase))
          ? ['account_in_debt' as const]
          : []),
      ]),
    };
  }),
});
