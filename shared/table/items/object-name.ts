import * as z from 'zod';

/** Letters, digits, a few signs, and spaces within; neither `.` nor `..`. */
const step = String.raw`(?!\.{1,2}(?:/|$))[\w.,()+@=~-](?:[\w .,()+@=~-]*[\w.,()+@=~-])?`;

/**
 * What an agency calls a file in its own part of the bucket: `house/1.2/house.zip`. No name leads out of that part, here
 * or on any disk.
 */
export const objectName = z
  .string()
  .max(512)
  .regex(new RegExp(`^${step}(?:/${step})*$`), 'must be an object name such as house/1.2/house.zip');
