export type Language = 'en' | 'de';

/** Formats of a language, the numbers with a true minus. */
export type Locale = {
  language: Language;
  /** The whole tag, such as de-AT, for further formats. */
  tag: string;
  number: (value: number) => string;
  /** @param at RFC 3339, or milliseconds since the epoch */
  date: (at: string | number, options: Intl.DateTimeFormatOptions) => string;
};

/** The language that an element is in; what it is shown within decides where it names none. */
const tagOf = (element: Element): string => {
  const named = element.closest('[lang]')?.getAttribute('lang');
  if (named) return named;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? tagOf(root.host) : navigator.language;
};

/** Texts are English or German; numbers and dates are as the whole tag says, such as de-AT. */
export const localeOf = (element: Element): Locale => {
  const tag = tagOf(element);
  const language = /^de\b/i.test(tag) ? 'de' : 'en';
  // A page that says only which language it is in leaves the region, and with it the form of dates, to the reader.
  const ofReader = navigator.languages.find((one) => one.startsWith(`${language}-`)) ?? language;
  const [known = ofReader] = /^(?:de|en)-/i.test(tag) ? supported(tag) : [];
  const format = new Intl.NumberFormat(known);
  return {
    language,
    tag: known,
    number: (value) => format.format(value).replace('-', '\u2212'),
    date: (at, options) => new Intl.DateTimeFormat(known, options).format(new Date(at)),
  };
};

/** A page may write anything into `lang`. */
const supported = (tag: string): string[] => {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};
