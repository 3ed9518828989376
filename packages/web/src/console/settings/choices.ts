import { locale } from '../../language/language.ts';

type Choice = readonly [value: string, text: string];

/** All choices, and the chosen one also where the browser does not know it. */
const withChosen = (choices: readonly Choice[], chosen: string): readonly Choice[] =>
  choices.some(([value]) => value === chosen) ? choices : [[chosen, chosen], ...choices];

/** The currencies that the browser knows, by their names. */
export const currencyChoices = (chosen: string): readonly Choice[] => {
  const names = new Intl.DisplayNames(locale(), { type: 'currency' });
  const choices = Intl.supportedValuesOf('currency').map((code): Choice => [
    code,
    `${code}, ${names.of(code) ?? code}`,
  ]);
  return withChosen(choices, chosen);
};

/** IANA time zones. None stands for UTC. */
export const timeZoneChoices = (chosen: string): readonly Choice[] =>
  withChosen(
    [
      ['', 'UTC'],
      ...Intl.supportedValuesOf('timeZone').map((zone): Choice => [zone, zone.replaceAll('_', ' ')]),
    ],
    chosen,
  );
