import * as z from 'zod';
import { instantInput, instantSchema } from '../../kernel/clock.ts';
import { listed, pageQuery } from '../page.ts';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** One entry as the chain of hashes has it. */
export const chainLinkView = z
  .object({
    number: z.int().min(1).meta({ description: "The entry's number in its account's history." }),
    at: instantSchema,
    hash: sha256Hex.meta({
      description:
        'SHA-256, in lower-case hexadecimal, of `hashed` as canonical JSON (RFC 8785). The next entry has it in its ' +
        '`hashed.previous`.',
    }),
    hashed: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({
        description:
          'Exactly what the hash is over. `texts` holds the SHA-256 of each text: of `salt` followed by the text, in UTF-8. ' +
          'Entries without `hashVersion` are older and hold their texts themselves. Absent only of such an entry that was ' +
          'erased: its hash was over the erased texts.',
      }),
    salt: z.string().optional().meta({
      description:
        'What the texts of this entry were hashed with. Absent where the texts were erased, and of older entries.',
    }),
  })
  .meta({ id: 'ChainLink' });

/** The chain, for customers and agencies alike. */
export const chain = {
  description:
    'Each entry carries the hash of the one before, so an altered or missing entry shows. With these links a program computes ' +
    'every hash again, and compares the history and the last hash that it saw. Oldest first.',
  query: z.strictObject({
    ...pageQuery,
    from: instantInput.optional().meta({
      description:
        'Begin with the entries of this time, such as that of the last link that you have verified.',
    }),
  }),
  responses: { 200: { description: 'A page of links.', body: listed(chainLinkView) } },
  problems: ['invalid_cursor', 'busy'],
} as const;
