import type { Product } from '../../../../shared/table/items/product.ts';
import { releaseOf } from '../releases.ts';
import { dayBefore, type Scene } from './scene.ts';
import type { Staff } from './staff.ts';

const inVersion = (product: Product, version: string): Product => ({
  ...product,
  variants: product.variants.map((variant) => ({
    ...variant,
    release: releaseOf({ product: product.id, name: product.name, variant: variant.id, version }),
  })),
});

/** Before the customers come: one product in its former version, and one that was still for sale. */
export const asItWas = async (scene: Scene, admin: Staff): Promise<void> => {
  await admin.changeProduct(dayBefore(scene, 70, '09:00'), 'brushes', (product) =>
    inVersion(product, '1.1.0'),
  );
  await admin.changeProduct(dayBefore(scene, 70, '09:05'), 'watercolor', (product) => ({
    ...product,
    onSale: true,
  }));
};

/** And as it is: with an update that owners can download, and one product off sale. */
export const asItIs = async (scene: Scene, admin: Staff): Promise<void> => {
  await admin.changeProduct(dayBefore(scene, 21, '10:00'), 'watercolor', (product) => ({
    ...product,
    onSale: false,
  }));
  await admin.changeProduct(dayBefore(scene, 4, '08:30'), 'brushes', (product) =>
    inVersion(product, '1.2.0'),
  );
};
