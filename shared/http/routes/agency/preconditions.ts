import * as z from 'zod';

/** `*`, or entity tags with commas between them. */
const TAGS = /^\s*(?:\*|(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*)\s*$/;

/** Entity tags as RFC 9110 lists them. `*` stands for none of ours: it would replace what nobody has looked at. */
const ifMatch = z
  .string()
  .max(1024)
  .refine((tags) => TAGS.test(tags), 'must be an ETag in quotes, exactly as received')
  .transform((tags) => tags.split(',').map((tag) => tag.trim()))
  .optional()
  .meta({ description: 'The ETag that you read. Required if the resource exists.' });

/** The preconditions of a replacement. */
export const replacing = z.object({
  'if-match': ifMatch,
  'if-none-match': z
    .literal('*')
    .optional()
    .meta({ description: '`*` creates the resource and never replaces one.' }),
});

/** The precondition of a change that may also be made without having looked. */
export const changingMaybe = z.object({
  'if-match': ifMatch.meta({
    description: 'The ETag that you read. Without it, the later of two changes holds.',
  }),
});

export const changing = replacing.pick({ 'if-match': true });

/** What the answer to a change, or to reading something that can be changed, carries. */
export const taggedHeaders = { ETag: 'Send it as If-Match to change or delete the resource.' };
