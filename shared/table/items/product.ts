import * as z from 'zod';
import { agencyId, recordId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { storedPicture } from './picture.ts';
import { objectName } from './object-name.ts';
import { priced, promotions, offeredTo } from './price.ts';

/**
 * What there is to download: a file of the stack's own bucket, or a link elsewhere. A link may hold `{productId}`,
 * `{variantId}`, `{version}`, `{expires}` (seconds since the epoch) and, last, `{signature}`.
 */
export const release = z
  .object({
    version: line(64).meta({ description: 'The version that customers download, in your own words.' }),
    file: z
      .union([
        z
          .object({
            object: objectName.meta({
              description: "The name of a file in the stack's bucket, below the agency's own folder.",
            }),
          })
          .meta({ id: 'StoredFile' }),
        z
          .object({
            link: line(1024).meta({
              description:
                'A web address. Scrip fills in `{productId}`, `{variantId}`, `{version}`, `{expires}` (seconds since the ' +
                'epoch) and, last, `{signature}`.',
            }),
          })
          .meta({ id: 'LinkedFile' }),
      ])
      .meta({ description: 'The file to download.' }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .exactOptional()
      .meta({
        description:
          "The file's SHA-256 in lower-case hexadecimal. Customers get it with the link, to check what they downloaded.",
      }),
  })
  .meta({ id: 'Release' });

export const variant = priced
  .extend({
    id: recordId.meta({
      description: 'Your own ID of the variant. Purchases keep it, so never give it to another variant.',
    }),
    name: line(120).meta({ description: 'Customers read this.' }),
    release: release
      .exactOptional()
      .meta({ description: 'What customers who own the variant can download. Without it, nothing yet.' }),
  })
  .meta({ id: 'Variant' });

export type Variant = z.infer<typeof variant>;

/** Something that an account may own, in one or several variants. */
export const productItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(120).meta({ description: 'Customers read this.' }),
  description: text(2000, 0).exactOptional().meta({ description: 'Customers read this.' }),
  category: line(64)
    .exactOptional()
    .meta({ description: 'Customers can list the products of one category.' }),
  variants: z
    .array(variant)
    .min(1)
    .max(50)
    .meta({ description: 'What customers choose from, each with its own price and file.' }),
  promotions,
  eligibility: offeredTo,
  /** Set by an upload of its own. */
  picture: storedPicture.exactOptional(),
  onSale: z
    .boolean()
    .meta({ description: 'Whether customers can buy it. If not, only those who own it see it.' }),
});

export type Product = z.infer<typeof productItem>;
