import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['requests'] = {
  title: 'Anträge',
};
