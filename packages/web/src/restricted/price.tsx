import { number } from '../language/format.ts';
import { restrictedTexts } from './texts.ts';

/** A line of a bill: how much of a price the credits pay that are for some things only. Nothing where they pay none. */
export const restrictedLine = (credits: number) =>
  credits > 0 && { label: restrictedTexts().pays, value: number(credits) };

/** The same beside a price in a list. */
export const PaysNote = ({ credits }: { credits: number }) =>
  credits > 0 ? <span class="block small second">{restrictedTexts().paysNote(number(credits))}</span> : null;
