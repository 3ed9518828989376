import * as z from 'zod';

/**
 * Why a value is refused, for programs. A schema's `refine` names it in its `params`; what zod checks by itself has it
 * from zod's issue.
 */
export const faultReason = z.object({
  code: z
    .enum([
      'required',
      'invalid_type',
      'invalid_format',
      'invalid_value',
      'too_small',
      'too_big',
      'unrecognized_keys',
      'not_unique',
      'wrong_order',
      'in_the_past',
      'low_contrast',
      'read_only',
      'not_chargeable',
    ])
    .meta({
      description:
        'Why it is wrong, for programs. `not_chargeable`: none of your payment providers charges it, and `message` says why.',
    }),
  minimum: z
    .number()
    .exactOptional()
    .meta({ description: 'The least that is valid, of what is `too_small`.' }),
  maximum: z.number().exactOptional().meta({ description: 'The most that is valid, of what is `too_big`.' }),
  unit: z.enum(['characters', 'entries']).exactOptional().meta({
    description:
      'What `minimum` and `maximum` count: the characters of a text or the entries of a list. Absent for a number.',
  }),
  format: z.enum(['email', 'url', 'datetime', 'date', 'currency', 'time_zone']).exactOptional().meta({
    description: 'What an `invalid_format` should be. Absent where the API description has a pattern.',
  }),
});

export type FaultReason = z.infer<typeof faultReason>;

/** What a check that is not zod's own hands on to the fault. */
export const because = (reason: FaultReason): { params: FaultReason } => ({ params: reason });
