import type { RestrictedCredits } from '@scrip/client';
import { namesText } from '../../restricted/things.ts';
import { h } from '../core/dom.ts';
import type { Context } from '../core/element.ts';
import type { Language } from '../core/language.ts';
import { namesFrom } from './names.ts';

type RestrictedTexts = {
  also: (parts: string) => string;
  creditsFor: (credits: string, names: string) => string;
};

const texts: Record<Language, RestrictedTexts> = {
  en: {
    also: (parts) => `There are also ${parts}.`,
    creditsFor: (credits, names) => `${credits} only for ${names}`,
  },
  de: {
    also: (parts) => `Dazu kommen ${parts}.`,
    creditsFor: (credits, names) => `${credits} nur für ${names}`,
  },
};

/** Says what credits are for that don't count as available. The names come once they are read. */
export const restrictedNote = (context: Context, restricted: readonly RestrictedCredits[]): HTMLElement => {
  const note = h('span', { part: 'restricted-note' });
  const fill = async (): Promise<void> => {
    note.textContent = await textOf(context, restricted);
  };
  void fill();
  return note;
};

const textOf = async (
  { connection, locale: { language, tag, number } }: Context,
  restricted: readonly RestrictedCredits[],
): Promise<string> => {
  const { also, creditsFor } = texts[language];
  const names = await namesFrom(connection);
  const parts = restricted.map(({ credits, onlyFor }) =>
    creditsFor(number(credits), namesText(onlyFor, names, tag)),
  );
  return also(new Intl.ListFormat(tag).format(parts));
};
