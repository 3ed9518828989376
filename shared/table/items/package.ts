import * as z from 'zod';
import { credits, money } from '../../kernel/amount.ts';
import { agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { line, text } from '../../kernel/text.ts';
import { RESTRICTED, soldOnlyFor } from './only-for.ts';
import { storedPicture } from './picture.ts';

/** Credits for sale, with optional bonus credits. */
export const packageItem = numbered(
  RESTRICTED,
  z.object({
    agency: agencyId,
    id: recordId,
    version: z.int().min(0),
    name: line(120).meta({ description: 'Customers read this.' }),
    description: text(1000, 0).exactOptional().meta({ description: 'Customers read this.' }),
    credits: credits.meta({ description: 'The credits that a customer pays for.' }),
    bonusCredits: z
      .int()
      .min(0)
      .max(1_000_000_000)
      .meta({ description: 'The credits that a customer gets in addition, free of charge. 0 for none.' }),
    ...soldOnlyFor,
    price: money,
    /** Set by an upload of its own. */
    picture: storedPicture.exactOptional(),
    onSale: z.boolean().meta({ description: 'Whether customers see it and can buy it.' }),
  }),
);

export type Package = z.infer<typeof packageItem>;
