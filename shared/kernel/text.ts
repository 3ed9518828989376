import * as z from 'zod';
import { because } from './fault.ts';

/**
 * What no text may hold, as the inside of a character class: controls, halves of surrogate pairs, noncharacters, and
 * the controls by which a text could rearrange its neighbours on a page (embeddings, overrides and isolates of a
 * direction). Everything else is welcome, also what is invisible and yet part of a word or an emoji: joiners, variation
 * selectors, tags, direction marks. Characters that this Unicode version does not know yet are welcome too.
 * @see https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 * @see https://trojansource.codes/
 */
const FORBIDDEN = String.raw`\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069`;

const LINE = new RegExp(String.raw`^[^\t\n\r\u2028\u2029${FORBIDDEN}]*$`, 'u');
const TEXT = new RegExp(`^[^${FORBIDDEN}]*$`, 'u');

const NOT_TEXT = 'must not contain control characters, half characters or direction overrides';
const NOT_LINE = 'must be one line without control characters, half characters or direction overrides';

/** @returns the first characters of a text. None is cut in half, as it would be by UTF-16 units. */
export const firstCharacters = (text: string, count: number): string =>
  Array.from(text).slice(0, count).join('');

/** Lengths count characters, as JSON Schema does, so that an emoji is no longer than a letter. */
const free = (form: RegExp, message: string, max: number, min: number) =>
  z
    .string()
    .min(min)
    .regex(form, message)
    .refine((text) => firstCharacters(text, max) === text, {
      message: `must have at most ${max} characters`,
      ...because({ code: 'too_big', maximum: max, unit: 'characters' }),
    })
    .meta({ maxLength: max });

/**
 * Free text of one line: names, numbers, references.
 * @param max characters
 */
export const line = (max: number) => free(LINE, NOT_LINE, max, 1);

/**
 * Free text that may have several lines: notes, reasons, descriptions.
 * @param max characters
 * @param min 0 where an empty text says as much as none
 */
export const text = (max: number, min: 0 | 1 = 1) => free(TEXT, NOT_TEXT, max, min);

/**
 * What people never read: names and values of machines.
 * @param max printable ASCII characters, spaces among them
 */
export const ascii = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]*$/, 'must contain printable ASCII characters only');

const MAX_URL_LENGTH = 1024;

/** A whole URL as it was given: parsing alone would let anything pass that it can encode or strip. */
export const webUrl = (protocol: RegExp, error: string) =>
  z.url({ protocol, error }).max(MAX_URL_LENGTH).regex(LINE, NOT_LINE);

/** What a text reads that had to stay and was erased. */
export const ERASED = 'erased';
