import type * as z from 'zod';
import { availabilityOf } from '../http/availability-view.ts';
import type { OwnedProduct } from '../store/library.ts';
import type { libraryItemView } from '../http/routes/store/library.ts';

/** What an account owns of a product, beside what the catalogue says of it now, if it still does. */
export const viewOf = ({
  ownership: { productId, variants },
  product,
  unpaid,
}: OwnedProduct): z.input<typeof libraryItemView> => ({
  productId,
  name: product?.name,
  variants: Object.entries(variants).map(([id, { downloaded, ...owned }]) => {
    const listed = product?.variants.find((variant) => variant.id === id);
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
        ...(unpaid.has(owned.purchaseId) ? ['account_in_debt' as const] : []),
      ]),
    };
  }),
});
