import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import type { Variant } from '../../../shared/table/items/product.ts';

type Released = { product: string; name: string; variant: string; version: string };

/** The archive's one time, so that the same release has the same bytes wherever it is made. ZIP knows none before 1980. */
const PACKED_AT = new Date(2026, 0, 1);

/** A release as a ZIP file: small, but whole, and the same bytes each time. */
export const archiveOf = ({ product, name, variant, version }: Released): Uint8Array => {
  const readme = `${name} ${version} (${variant})

This file stands for the assets of ${name}. It comes with the demo data of Scrip, so that a download
in a stack on one machine delivers a real file, whose SHA-256 you can check against the one that the API gives.
`;
  return zipSync(
    {
      [`${product}-${version}/README.txt`]: strToU8(readme),
      [`${product}-${version}/LICENSE.txt`]: strToU8('Demo data of Scrip. Do with it as you like.\n'),
    },
    { mtime: PACKED_AT },
  );
};

/** What the bucket calls it, in the agency's own part. */
export const objectNameOf = ({ product, variant, version }: Released): string =>
  `${product}/${version}/${product}-${variant}-${version}.zip`;

export const releaseOf = (released: Released): NonNullable<Variant['release']> => ({
  version: released.version,
  file: { object: objectNameOf(released) },
  sha256: createHash('sha256').update(archiveOf(released)).digest('hex'),
});
